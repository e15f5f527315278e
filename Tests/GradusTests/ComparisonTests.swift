// Masks: the six comparisons, with tensors and with numbers, and what masks are for.

import Gradus
import Testing

@Suite struct ComparisonTests {
  let x: Tensor<Double> = [1, 2, 3]
  let y: Tensor<Double> = [3, 2, 1]

  @Test("Six comparisons, element by element")
  func comparisons() {
    #expect((x .== y) == [false, true, false])
    #expect((x .!= y) == [true, false, true])
    #expect((x .< y) == [true, false, false])
    #expect((x .<= y) == [true, true, false])
    #expect((x .> y) == [false, false, true])
    #expect((x .>= y) == [false, true, true])
  }

  @Test("Six comparisons with a number")
  func comparisonsWithANumber() {
    #expect((x .== 2) == [false, true, false])
    #expect((x .!= 2) == [true, false, true])
    #expect((x .< 2) == [true, false, false])
    #expect((x .<= 2) == [true, true, false])
    #expect((x .> 2) == [false, false, true])
    #expect((x .>= 2) == [false, true, true])
  }

  @Test("Comparisons broadcast, and NaN is equal to nothing")
  func edges() {
    let column: Tensor<Double> = [[1], [3]]
    #expect((x .>= column) == [[true, true, true], [false, false, true]])
    let nan = Tensor<Double>([.nan])
    #expect((nan .== nan) == [false])
    #expect((nan .!= nan) == [true])
    #expect((nan .< 1) == [false])
    #expect((Tensor<Int>([4, 5]) .== 5) == [false, true])
  }

  @Test("Elements are replaced where a mask, broadcast, is true")
  func replacing() {
    #expect(x.replacing(with: y, where: x .< y) == [3, 2, 3])
    let matrix: Tensor<Double> = [[1, 2], [3, 4]]
    #expect(
      matrix.replacing(with: -matrix, where: Tensor<Bool>([true, false])) == [[-1, 2], [-3, 4]])
    #expect(matrix.replacing(with: -matrix, where: Tensor(repeating: true, shape: [])) == -matrix)
  }
}
