// Axes of a million places and more, at the front, in the middle and at the end: what the threads share
// then has more parts than they could count one by one.

import Testing

@testable import Gradus

private let long = 1 << 20 + 3

@Suite struct LongAxesTests {
  private static let shapes = [[long, 2, 3], [2, long, 3], [2, 3, long]]
  private static let threadCounts = [1, 2, 3, 7]

  /// Small integers, whose sums are exact.
  private func integers(_ shape: [Int]) -> Tensor<Float> {
    var k = 0
    return Tensor(repeating: Float(0), shape: shape).map { _ in
      k += 1
      return Float(k * k % 7 - 3)
    }
  }

  private func onThreads(_ count: Int, _ body: () -> Void) {
    ThreadTeam.$current.withValue(ThreadTeam(count: count), operation: body)
  }

  @Test("Sums and means", arguments: shapes, threadCounts)
  func sums(shape: [Int], threads: Int) {
    let x = integers(shape)
    onThreads(threads) {
      for axis in 0..<3 {
        let sum = Specification.sum(x, along: axis)
        #expect(x.summed(along: TensorAxes([axis]), keepingAxes: true) == sum, "axis \(axis)")
        #expect(
          x.mean(along: TensorAxes([axis]), keepingAxes: true) == sum / Float(shape[axis]),
          "axis \(axis)")
      }
      #expect(x.summed(along: [0, 2]).shape == [shape[1]])
      #expect(x.summed().scalar == Float(x.storage.reduce(0) { $0 + Int($1) }))
    }
  }

  @Test("Softmax and its logarithm", arguments: shapes, threadCounts)
  func softmaxes(shape: [Int], threads: Int) {
    let x = integers(shape)
    onThreads(threads) {
      for axis in 0..<2 {
        #expect(
          softmax(x, along: axis) == composedSoftmax(x, along: axis, isLogarithm: false),
          "axis \(axis)")
        #expect(
          logSoftmax(x, along: axis) == composedSoftmax(x, along: axis, isLogarithm: true),
          "axis \(axis)")
      }
    }
  }

  @Test("The gradients of what is broadcast, added and multiplied", arguments: shapes, threadCounts)
  func broadcasting(shape: [Int], threads: Int) {
    let (x, dz) = (integers(shape), integers(shape) + 1)
    onThreads(threads) {
      for axis in 0..<3 {
        let y = Variable(integers(shape.keeping([axis])))
        let sum = (Variable(x) + y).gradients(of: [y], upstream: dz)[0]
        #expect(sum == Specification.sum(dz, along: axis), "axis \(axis)")
        let product = (Variable(x) * y).gradients(of: [y], upstream: dz)[0]
        #expect(product == Specification.sum(dz * x, along: axis), "axis \(axis)")
      }
    }
  }

  @Test(
    "Pooling and its gradients",
    arguments: [[long, 2, 2, 1], [1, long, 2, 1], [1, 2, 2, long]], threadCounts)
  func pooling(shape: [Int], threads: Int) {
    let (x, window) = (integers(shape), Window2d.pooling(2))
    let argmax = argmaxPool2d(x, window)
    let dy = integers(argmax.shape)
    onThreads(threads) {
      #expect(maxPool2d(x, window) == argmax.map { x.storage[$0] })
      #expect(
        maxPool2dGradient(dy, of: x, window)
          == maxPool2dGradient(dy, argmax: argmax, shape: shape))
      #expect(avgPool2d(x, window) == Specification.avgPool2d(x, window))
      #expect(
        avgPool2dGradient(dy, window, shape: shape)
          == Specification.avgPool2dGradient(dy, window, shape: shape))
    }
  }

  @Test(
    "Enlarging and its gradient", arguments: [[128, 64, 128, 1], [1, 1, 1, long]], threadCounts)
  func enlarging(shape: [Int], threads: Int) {
    let x = integers(shape)
    onThreads(threads) {
      let y = upsample(x, by: [2, 1])
      #expect(upsampleGradient(y, by: [2, 1]) == 2 * x)
      #expect(upsampleGradient(upsample(x, by: 2), by: 2) == 4 * x)
    }
  }

  @Test("Normalisation of a million features, and rectifiers", arguments: threadCounts)
  func features(threads: Int) {
    // Two values, m ± d: x̂ is ±1, and 0 where they are equal.
    let x = integers([long, 2])
    onThreads(threads) {
      let normalisation = Normalisation(of: x, epsilon: 0.25)
      #expect(normalisation.mean == x.mean(along: 1))
      let y = batchNorm(x, normalisation, weight: .ones([long]), bias: .zeros([long]))
      #expect(y.summed(along: 1) == .zeros([long]))
      #expect(relu(x) == x.map { max($0, 0) })
      #expect(x.gathered([1, 0]).gathered([1, 0]) == x)
    }
  }
}
