// The tensor as a value: its making, its places, its copies and its conversions.

import Gradus
import Testing

@Suite struct TensorTests {
  @Test("Every way to make a tensor gives its shape and elements")
  func creation() {
    #expect(Tensor<Float>(2.5).shape == [])
    #expect(Tensor<Float>(2.5).scalars == [2.5])
    let rows: [[Double]] = [[1, 2, 3], [4, 5, 6]]
    #expect(Tensor<Double>(rows).shape == [2, 3])
    #expect(Tensor<Double>(rows).scalars == [1, 2, 3, 4, 5, 6])
    let noRows: [[Double]] = []
    #expect(Tensor<Double>(noRows).shape == [0, 0])
    #expect(Tensor<Bool>([true, false]).shape == [2])
    #expect(Tensor(repeating: 7, shape: [2, 0, 3]).count == 0)
    #expect(Tensor<Double>.zeros([2, 2]).scalars == [0, 0, 0, 0])
    #expect(Tensor<Float>.ones([3]).scalars == [1, 1, 1])
    #expect(Tensor<Float>(2..<5).scalars == [2, 3, 4])
    #expect(Tensor<Float>(3..<3).shape == [0])
  }

  @Test("The kind of element follows from what an array holds")
  func inference() {
    let (numbers, integers, truths) = ([0.5, 2], [3, -1], [true])
    let (rows, truthRows) = ([[0.5, 2]], [[true], [false]])
    #expect(Tensor(numbers) == Tensor<Double>(shape: [2], scalars: numbers))
    #expect(Tensor(integers) == Tensor<Int>(shape: [2], scalars: integers))
    #expect(Tensor(truths) == Tensor<Bool>(shape: [1], scalars: truths))
    #expect(Tensor(rows) == Tensor<Double>(shape: [1, 2], scalars: numbers))
    #expect(Tensor(truthRows) == Tensor<Bool>(shape: [2, 1], scalars: [true, false]))
    #expect(Tensor([[0.5, 2]]) == Tensor(rows))
  }

  @Test("Rank and count follow from the shape", arguments: [([], 1), ([0], 0), ([2, 3, 4], 24)])
  func rankAndCount(shape: [Int], count: Int) {
    let x = Tensor<Float>.zeros(shape)
    #expect(x.rank == shape.count)
    #expect(x.count == count)
  }

  @Test("Equally spaced points include both ends exactly")
  func linearlySpaced() {
    #expect(Tensor<Double>.linearlySpaced(-1...1, count: 5).scalars == [-1, -0.5, 0, 0.5, 1])
    // Forty-nine steps of 1/49 end at 0.9999999999999999; the last point is the bound itself.
    #expect(Tensor<Double>.linearlySpaced(0...1, count: 50).scalars.last == 1)
    #expect(Tensor<Float>.linearlySpaced(2...2, count: 2).scalars == [2, 2])
  }

  @Test("A subscript counts in row-major order and writes where it reads")
  func subscripts() {
    var x = Tensor<Double>(0..<24).reshaped([2, 3, 4])
    #expect(x[0, 0, 0] == 0)
    #expect(x[0, 1, 2] == 6)
    #expect(x[1, 2, 3] == 23)
    x[1, 0, 2] = -5
    #expect(x.storage[14] == -5)
    #expect(Tensor<Double>(3)[] == 3)
  }

  @Test("A copy is independent")
  func copies() {
    let x: Tensor<Float> = [1, 2]
    var y = x
    y[0] = 9
    y += x
    #expect(x == [1, 2])
    #expect(y == [10, 4])
  }

  @Test("The scalar of a tensor with one element, whatever its rank")
  func scalar() {
    #expect(Tensor<Double>(4).scalar == 4)
    #expect(Tensor<Double>(shape: [1, 1, 1], scalars: [4]).scalar == 4)
  }

  @Test("Equality compares shapes as well as elements")
  func equality() {
    let x: Tensor<Float> = [1, 2]
    #expect(x == [1, 2])
    #expect(x != [1, 3])
    #expect(x != x.reshaped([2, 1]))
    #expect(Set([x, x, x.reshaped([1, 2])]).count == 2)
  }

  @Test("Conversions round to the nearest number of the new type")
  func conversions() {
    let thirds = Tensor<Double>([1.0 / 3, 1e40])
    #expect(Tensor<Float>(thirds).scalars == [Float(1.0 / 3), .infinity])
    let tenth: Tensor<Float> = [0.1]
    #expect(Tensor<Double>(tenth).scalars == [0.100000001490116119384765625])
    #expect(Tensor<Dual<Double>>(tenth).scalars.map(\.tangent) == [0])
    #expect(Tensor<Float>(Tensor<Bool>([true, false])) == [1, 0])
    #expect(Tensor<Float>(Tensor<Int>([3, -4])) == [3, -4])
  }
}
