// Broadcasting with hand-worked values, its transpose `reduced(to:)`, and the arithmetic built on
// it.

import Testing

@testable import Gradus

@Suite struct ElementwiseTests {
  let matrix: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test("A row repeats down a matrix, a column across it, a number everywhere")
  func broadcasting() {
    let row: Tensor<Double> = [10, 20, 30]
    let column: Tensor<Double> = [[100], [200]]
    #expect(matrix + row == [[11, 22, 33], [14, 25, 36]])
    #expect(row - matrix == [[9, 18, 27], [6, 15, 24]])
    #expect(matrix * column == [[100, 200, 300], [800, 1000, 1200]])
    #expect(column / [25, 50, 100] == [[4, 2, 1], [8, 4, 2]])
    #expect(matrix + Tensor(1) == [[2, 3, 4], [5, 6, 7]])
    #expect(Tensor(1) - matrix == [[0, -1, -2], [-3, -4, -5]])
  }

  @Test("Axes of length one in the middle repeat")
  func broadcastingInTheMiddle() {
    let a = Tensor<Double>(0..<4).reshaped([2, 1, 2])
    let b = Tensor<Double>([0, 10, 20]).reshaped([3, 1])
    let sum: Tensor<Double> = [
      [[0, 1], [10, 11], [20, 21]], [[2, 3], [12, 13], [22, 23]],
    ]
    #expect(a + b == sum)
    #expect(b + a == sum)
  }

  @Test(
    "An axis of length zero gives an empty result",
    arguments: [([0], [1]), ([2, 0], [2, 1]), ([2, 0], []), ([0, 3], [3]), ([0], [0])])
  func empty(a: [Int], b: [Int]) {
    let sum = Tensor<Float>.ones(a) + Tensor<Float>.ones(b)
    #expect(sum.count == 0)
    #expect(sum.shape == a.broadcast(with: b, operation: "test"))
  }

  @Test("Two single numbers stay one")
  func rankZero() {
    #expect(Tensor(3.0) * Tensor(4.0) == Tensor(12.0))
    #expect((Tensor(3.0) + 1).shape == [])
  }

  @Test("A number on either side of an operator")
  func withScalars() {
    let x: Tensor<Double> = [1, 2, 4]
    #expect(x + 1 == [2, 3, 5])
    #expect(x - 1 == [0, 1, 3])
    #expect(x * 2 == [2, 4, 8])
    #expect(x / 2 == [0.5, 1, 2])
    #expect(1 + x == [2, 3, 5])
    #expect(1 - x == [0, -1, -3])
    #expect(2 * x == [2, 4, 8])
    #expect(2 / x == [2, 1, 0.5])
    #expect(-x == [-1, -2, -4])
  }

  @Test("Adding in place broadcasts the right-hand side")
  func inPlace() {
    var x = matrix
    x += [1, 2, 3]
    #expect(x == [[2, 4, 6], [5, 7, 9]])
    x -= [[1], [2]]
    #expect(x == [[1, 3, 5], [3, 5, 7]])
    x += x
    #expect(x == [[2, 6, 10], [6, 10, 14]])
  }

  @Test("A tensor fills a larger shape, and its gradient comes back summed")
  func broadcastAndReduced() {
    let column: Tensor<Double> = [[1], [2]]
    #expect(column.broadcast(to: [2, 3]) == [[1, 1, 1], [2, 2, 2]])
    #expect(column.broadcast(to: [2, 2, 1]) == [[[1], [2]], [[1], [2]]])
    #expect(matrix.reduced(to: [2, 1]) == [[6], [15]])
    #expect(matrix.reduced(to: [3]) == [5, 7, 9])
    #expect(matrix.reduced(to: [1, 3]) == [[5, 7, 9]])
    #expect(matrix.reduced(to: []) == Tensor(21))
    #expect(matrix.reduced(to: [2, 3]) == matrix)
    #expect(Tensor<Double>.zeros([0, 3]).reduced(to: [1, 3]) == [[0, 0, 0]])
  }

  @Test(
    "Reducing is broadcasting's transpose: ⟨broadcast x, y⟩ = ⟨x, reduced y⟩",
    arguments: [([3], [2, 3]), ([2, 1], [2, 3]), ([], [4]), ([1, 2, 1], [3, 2, 2])])
  func adjoint(small: [Int], large: [Int]) {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Double>.normal(small, using: &generator)
    let y = Tensor<Double>.normal(large, using: &generator)
    let left = (x.broadcast(to: large) * y).summed().scalar
    let right = (x * y.reduced(to: small)).summed().scalar
    #expect(left.isClose(to: right))
  }

  @Test("The gradients of z = x·y for a column x and a row y, by hand")
  func gradients() {
    let x = Variable<Double>([[1], [2]])
    let y = Variable<Double>([3, 4, 5])
    let weights: Tensor<Double> = [[1, 0, 2], [0, 1, 0]]
    let product = (x * y).gradients(of: [x, y], upstream: weights)
    #expect(product == [[[13], [4]], [1, 2, 2]])
    let quotient = (x / y).gradients(of: [x], upstream: weights)[0]
    #expect(quotient.isClose(to: [[0.73333333333333333], [0.25]]))
    let difference = (x - y).gradients(of: [x, y], upstream: weights)
    #expect(difference == [[[3], [1]], [-1, -1, -2]])
  }

  @Test("Elements are mapped to any type")
  func mapping() {
    #expect(matrix.map { $0 > 2.5 } == [[false, false, true], [true, true, true]])
    #expect(matrix.map { Int($0) }.shape == [2, 3])
  }
}
