// Softmax's kernel against the composition that defines it.

import Testing

@testable import Gradus

@Suite struct SoftmaxKernelTests {
  private func check<S: TensorScalar>(_ shape: [Int], along axis: Int, _ type: S.Type) {
    var generator = RandomGenerator(seed: 7)
    let x = 10 * Tensor<S>.normal(shape, using: &generator)
    #expect(
      softmax(x, along: axis) == composedSoftmax(x, along: axis, isLogarithm: false), "\(S.self)")
    #expect(
      logSoftmax(x, along: axis) == composedSoftmax(x, along: axis, isLogarithm: true), "\(S.self)")
  }

  @Test(
    "Bit for bit what the composition gives",
    arguments: [
      ([10, 1], 0), ([10, 5], 0), ([1, 16], 0), ([3, 37], 0), ([10, 64], 0), ([7, 300], 0),
      ([4, 5, 19], 1),
    ])
  func specification(shape: [Int], axis: Int) {
    check(shape, along: axis, Float.self)
    check(shape, along: axis, Double.self)
    check(shape, along: axis, Dual<Double>.self)
  }

  @Test("Along the last axis, which has no kernel, as along the first of the transpose")
  func lastAxis() {
    var generator = RandomGenerator(seed: 6)
    let x = Tensor<Double>.normal([10, 43], using: &generator)
    #expect(softmax(x, along: 1).isClose(to: softmax(x.transposed()).transposed()))
    #expect(logSoftmax(x, along: 1).isClose(to: logSoftmax(x.transposed()).transposed()))
  }

  @Test("A column with a NaN is NaN, and no other")
  func nan() {
    var x = Tensor<Float>.zeros([3, 20])
    x[2, 17] = .nan
    let y = softmax(x)
    #expect(y.scalars.indices.allSatisfy { y.storage[$0].isNaN == ($0 % 20 == 17) })
  }

  @Test("Any number of threads gives the same bits", arguments: [1, 2, 3, 7])
  func threads(count: Int) {
    var generator = RandomGenerator(seed: 8)
    let x = Tensor<Float>.normal([10, 5_000], using: &generator)
    let team = ThreadTeam(count: count)
    #expect(ThreadTeam.$current.withValue(team) { logSoftmax(x) } == logSoftmax(x))
  }
}
