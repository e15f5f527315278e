// Nested literals: the brackets give the shape.

import Gradus
import Testing

@Suite struct TensorLiteralTests {
  @Test("The depth of the brackets is the rank")
  func ranks() {
    let vector: Tensor<Float> = [1, -2.5, 3]
    #expect(vector.shape == [3])
    #expect(vector.scalars == [1, -2.5, 3])
    let matrix: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    #expect(matrix.shape == [2, 3])
    #expect(matrix.scalars == [1, 2, 3, 4, 5, 6])
    let cube: Tensor<Double> = [[[1], [2]], [[3], [4]], [[5], [6]]]
    #expect(cube.shape == [3, 2, 1])
    #expect(cube.scalars == [1, 2, 3, 4, 5, 6])
  }

  @Test("Empty lists make axes of length zero")
  func empty() {
    let none: Tensor<Float> = []
    #expect(none.shape == [0])
    let hollow: Tensor<Float> = [[], [], []]
    #expect(hollow.shape == [3, 0])
  }

  @Test("Integers, truth values and dual numbers can be written too")
  func otherElements() {
    let labels: Tensor<Int> = [[3, 1], [0, 2]]
    #expect(labels.shape == [2, 2])
    #expect(labels.scalars == [3, 1, 0, 2])
    let mask: Tensor<Bool> = [true, false]
    #expect(mask.scalars == [true, false])
    let duals: Tensor<Dual<Double>> = [1, 2.5]
    #expect(duals.scalars.map(\.value) == [1, 2.5])
  }
}
