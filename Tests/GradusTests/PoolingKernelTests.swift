// Pooling's kernels against the loops of the specification: awkward windows, numbers of examples
// that fill no vector, every type of number, and any number of threads.

import Testing

@testable import Gradus

private let exampleCounts = [1, 5, 16, 37, 64, 150]

@Suite struct PoolingKernelTests {
  /// Small integers, so that there are ties and sums are exact, with a NaN and infinities.
  private func images<S: TensorScalar>(_ shape: [Int], _ type: S.Type) -> Tensor<S> {
    var generator = RandomGenerator(seed: 11)
    let special = [-Double.infinity, .infinity, .nan, -0.0]
    return Tensor<Double>.uniform(shape, in: -4..<5, using: &generator).map {
      let whole = $0.rounded(.down)
      return S(whole == 4 ? special[Int(($0 - 4) * 4)] : whole)
    }
  }

  private func expectSame<S: TensorScalar>(
    _ a: Tensor<S>, _ b: Tensor<S>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      a.isClose(to: b, within: 0), "\(S.self), \(a.shape)", sourceLocation: sourceLocation)
  }

  private func check<S: TensorScalar>(_ window: Window2d, _ shape: [Int], _ type: S.Type) {
    let x = images(shape, type)
    let argmax = argmaxPool2d(x, window)
    let largest = argmax.map { $0 < 0 ? S(-Double.infinity) : x.storage[$0] }
    expectSame(maxPool2d(x, window), largest)
    let dy = Tensor<S>(1..<argmax.count + 1).reshaped(argmax.shape)
    expectSame(
      maxPool2dGradient(dy, of: x, window),
      maxPool2dGradient(dy, argmax: argmax, shape: shape))
    for countsPadding in [true, false] {
      expectSame(
        avgPool2d(x, window, countsPadding: countsPadding),
        Specification.avgPool2d(x, window, countsPadding: countsPadding))
      expectSame(
        avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape),
        Specification.avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape))
    }
  }

  @Test("As the specification says", arguments: awkwardPooling, exampleCounts)
  func specification(awkward: (window: Window2d, shape: [Int]), examples: Int) {
    let shape = awkward.shape.dropLast() + [examples]
    check(awkward.window, Array(shape), Float.self)
    check(awkward.window, Array(shape), Double.self)
    check(awkward.window, Array(shape), Dual<Double>.self)
  }

  @Test("Any number of threads gives the same bits", arguments: [1, 2, 3, 7])
  func threads(count: Int) {
    let x = images([5, 16, 16, 100], Float.self).map { $0.isFinite ? $0 / 3 : 0 }
    let window = Window2d.pooling(3, stride: 2, padding: 1)
    func results() -> [Tensor<UInt32>] {
      let y = maxPool2d(x, window)
      return [
        y, avgPool2d(x, window), maxPool2dGradient(y, of: x, window),
        avgPool2dGradient(y, window, shape: x.shape),
      ].map { $0.map(\.bitPattern) }
    }
    let team = ThreadTeam(count: count)
    #expect(ThreadTeam.$current.withValue(team) { results() } == results())
  }
}
