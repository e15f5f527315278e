// Sums against the loop of the specification, within the bound for sums in any order, and in any
// number of threads.

import Testing

@testable import Gradus

@Suite struct SumKernelTests {
  private static let shapes: [(shape: [Int], axis: Int)] = [
    ([1], 0), ([31], 0), ([32], 0), ([33, 7], 0), ([7, 33], 1), ([3, 129], 1), ([2, 8_192], 1),
    ([2, 8_193], 1), ([2, 30_001], 1), ([40_000], 0), ([5, 3, 1_025], 1), ([3, 70, 17], 1),
    ([2_000, 40], 1), ([3, 39], 1), ([3, 47], 1), ([0, 4], 0), ([4, 0], 1), ([4, 0], 0),
  ]

  /// Rounding errors are a random walk far below the bound.
  @Test("And in single precision, as closely as one may hope", arguments: shapes)
  func single(shape: [Int], axis: Int) {
    var generator = RandomGenerator(seed: 4)
    let x = Tensor<Float>.normal(shape, mean: 0.5, using: &generator)
    let expected = Specification.sum(Tensor<Double>(x), along: axis)
    #expect(relativeError(x.summed(along: TensorAxes([axis]), keepingAxes: true), expected) < 3e-6)
  }

  /// |computed − exact| ≤ γₙ·Σ|terms| in any order of the n terms, γₙ = n·u/(1 − n·u) (Higham 2002,
  /// §4.2), here between two computed sums.
  private func check<S: TensorScalar>(
    _ shape: [Int], _ axis: Int, _ type: S.Type, unit: Double
  ) {
    var generator = RandomGenerator(seed: 4)
    let x = Tensor<S>.normal(shape, mean: 0.5, using: &generator)
    let sum = x.summed(along: TensorAxes([axis]), keepingAxes: true)
    let expected = Specification.sum(x, along: axis)
    let sizes = Specification.sum(abs(x), along: axis)
    let n = Double(shape[axis])
    #expect(sum.shape == expected.shape)
    for i in 0..<sum.count {
      let bound = 2 * n * unit / (1 - n * unit) * sizes.storage[i].doubleValue
      #expect(
        Swift.abs(sum.storage[i].doubleValue - expected.storage[i].doubleValue) <= bound,
        "\(S.self), \(shape) along \(axis)")
    }
  }

  @Test("As the specification says, to rounding", arguments: shapes)
  func specification(shape: [Int], axis: Int) {
    check(shape, axis, Float.self, unit: 0x1p-24)
    check(shape, axis, Double.self, unit: 0x1p-53)
    check(shape, axis, Dual<Double>.self, unit: 0x1p-53)
  }

  @Test("Few terms are added in their order, and rows always are")
  func order() {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>.normal([31, 31], using: &generator)
    for axis in 0...1 {
      #expect(
        x.summed(along: TensorAxes([axis]), keepingAxes: true) == Specification.sum(x, along: axis))
    }
    let rows = Tensor<Float>.normal([300, 50], using: &generator)
    #expect(rows.summed(along: 0, keepingAxes: true) == Specification.sum(rows, along: 0))
  }

  @Test("Neighbouring axes are summed as one, others one after the other")
  func axes() {
    let x = Tensor<Double>(0..<720).reshaped([2, 3, 4, 5, 6])
    #expect(x.summed(along: [1, 2, 4]) == x.summed(along: 4).summed(along: 2).summed(along: 1))
    #expect(x.summed(along: [1, 2, 4], keepingAxes: true).shape == [2, 1, 1, 5, 1])
    #expect(x.summed().scalar == 719 * 360)
  }

  @Test("Any number of threads gives the same bits", arguments: [1, 2, 3, 7])
  func threads(count: Int) {
    var generator = RandomGenerator(seed: 6)
    let x = Tensor<Float>.normal([6, 50_176], using: &generator)
    func results() -> [Tensor<Float>] { [x.summed(along: 0), x.summed(along: 1), x.summed()] }
    let team = ThreadTeam(count: count)
    #expect(ThreadTeam.$current.withValue(team) { results() } == results())
  }
}
