// Arithmetic on shapes: axes from either end, strides, and NumPy's broadcasting rule.

import Testing

@testable import Gradus

@Suite struct ShapeTests {
  @Test("Axes are resolved from either end, in ascending order")
  func axes() {
    let shape = [2, 3, 4]
    #expect(TensorAxes.all.resolved(in: shape, operation: "test") == [0, 1, 2])
    #expect(TensorAxes.all.resolved(in: [], operation: "test") == [])
    #expect((-1 as TensorAxes).resolved(in: shape, operation: "test") == [2])
    #expect(([-1, 0] as TensorAxes).resolved(in: shape, operation: "test") == [0, 2])
    #expect(([] as TensorAxes).resolved(in: shape, operation: "test") == [])
  }

  @Test("An empty shape has one element, a zero length none")
  func elementCount() {
    #expect([Int]().elementCount == 1)
    #expect([2, 3].elementCount == 6)
    #expect([2, 0, 3].elementCount == 0)
  }

  @Test("Strides are row-major")
  func strides() {
    #expect([2, 3, 4].strides == [12, 4, 1])
    #expect([Int]().strides == [])
  }

  @Test("The lengths around an axis")
  func around() {
    #expect([2, 3, 4].around(1) == (2, 3, 4))
    #expect([2, 3, 4].around(0) == (1, 2, 12))
    #expect([2, 3, 4].around(2) == (6, 4, 1))
  }

  @Test(
    "Two shapes have the broadcast shape that NumPy gives them",
    arguments: [
      ([2, 3], [2, 3], [2, 3]),
      ([2, 3], [3], [2, 3]),
      ([2, 1], [1, 3], [2, 3]),
      ([], [2, 3], [2, 3]),
      ([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]),
      ([1], [0], [0]),
      ([2, 1], [2, 0], [2, 0]),
      ([3, 1, 1], [1], [3, 1, 1]),
    ])
  func broadcasting(a: [Int], b: [Int], common: [Int]) {
    #expect(a.broadcast(with: b, operation: "test") == common)
    #expect(b.broadcast(with: a, operation: "test") == common)
  }

  @Test("Reduced axes are kept with length one or dropped")
  func keepingAndDropping() {
    #expect([2, 3, 4].keeping([0, 2]) == [1, 3, 1])
    #expect([2, 3, 4].dropping([0, 2]) == [3])
    #expect([2, 3, 4].dropping([]) == [2, 3, 4])
  }
}
