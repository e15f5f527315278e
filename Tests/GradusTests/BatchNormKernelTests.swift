// The kernels of batch normalisation against the loops of the specification: rows that fill no
// vector and rows of several blocks, every type of number, and any number of threads.

import Testing

@testable import Gradus

@Suite struct BatchNormKernelTests {
  private static let shapes = [
    [1, 2], [3, 5], [2, 16], [3, 37], [70, 3], [200, 40], [4, 64], [2, 8_193], [1, 20_001],
    [3, 2, 5, 7],
  ]

  /// A batch, a gradient and parameters.
  private func draw<S: TensorScalar>(
    _ shape: [Int], _ type: S.Type
  ) -> (x: Tensor<S>, dy: Tensor<S>, weight: Tensor<S>, bias: Tensor<S>) {
    var generator = RandomGenerator(seed: 12)
    return (
      .normal(shape, mean: 0.5, using: &generator), .normal(shape, using: &generator),
      .uniform([shape[0]], in: 1.5..<3, using: &generator),
      .normal([shape[0]], using: &generator)
    )
  }

  /// Both sides add n numbers in orders of their own, so that μ, σ² and the two means of dx are off
  /// by γₙ = n·u/(1 − n·u) of their terms' sizes at most (Higham 2002, §4.2). What is made of them
  /// is proportional to 1/s, and no number here is larger than 5 or has |x̂| above 5.
  private func check<S: TensorScalar>(_ shape: [Int], _ type: S.Type, unit: Double) {
    let (x, dy, weight, bias) = draw(shape, type)
    let epsilon: S = 0.05
    let rows = [shape[0], x.count / shape[0]]
    let (a, da) = (x.reshaped(rows), dy.reshaped(rows))
    let normalisation = Normalisation(of: x, epsilon: epsilon)
    let y = batchNorm(x, normalisation, weight: weight, bias: bias)
    let expected = Specification.batchNorm(a, weight: weight, bias: bias, epsilon: epsilon)
    let dx = batchNormInputGradient(dy, x, normalisation, weight: weight)
    let dWeight = batchNormWeightGradient(dy, x, normalisation)
    let gradients = Specification.batchNormGradients(da, a, weight: weight, epsilon: epsilon)
    let n = Double(rows[1])
    let bound = 2 * n * unit / (1 - n * unit) * 5 * 25 / 0.05.squareRoot()
    expectClose(y, expected.reshaped(shape), bound)
    expectClose(dx, gradients.dx.reshaped(shape), bound)
    expectClose(dWeight, gradients.dWeight, n * bound)
  }

  private func expectClose<S: TensorScalar>(
    _ a: Tensor<S>, _ b: Tensor<S>, _ bound: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.shape == b.shape, sourceLocation: sourceLocation)
    #expect(
      zip(a.scalars, b.scalars).allSatisfy { ($0 - $1).magnitude.doubleValue <= bound },
      "\(S.self), \(a.shape)", sourceLocation: sourceLocation)
  }

  @Test("As the specification says, to rounding", arguments: shapes)
  func specification(shape: [Int]) {
    check(shape, Double.self, unit: 0x1p-53)
    check(shape, Dual<Double>.self, unit: 0x1p-53)
  }

  /// Float's rounding errors add up like a random walk, far below such a bound.
  @Test("And in single precision, as closely as one may hope", arguments: shapes)
  func single(shape: [Int]) {
    let (x, dy, weight, bias) = draw(shape, Float.self)
    let rows = [shape[0], x.count / shape[0]]
    let (a, da) = (Tensor<Double>(x).reshaped(rows), Tensor<Double>(dy).reshaped(rows))
    let normalisation = Normalisation(of: x, epsilon: 0.05)
    let y = Specification.batchNorm(
      a, weight: Tensor(weight), bias: Tensor(bias), epsilon: 0.05)
    let gradients = Specification.batchNormGradients(
      da, a, weight: Tensor(weight), epsilon: 0.05)
    #expect(
      relativeError(batchNorm(x, normalisation, weight: weight, bias: bias), y) < 1e-6)
    #expect(
      relativeError(batchNormInputGradient(dy, x, normalisation, weight: weight), gradients.dx)
        < 2e-6)
    #expect(relativeError(batchNormWeightGradient(dy, x, normalisation), gradients.dWeight) < 1e-5)
  }

  @Test("A dual batch carries the derivative along a direction")
  func dual() {
    let (x, direction, weight, bias) = draw([3, 21], Double.self)
    func y(_ x: Tensor<Double>) -> Tensor<Double> {
      batchNorm(x, Normalisation(of: x, epsilon: 0.05), weight: weight, bias: bias)
    }
    func constant(_ x: Tensor<Double>) -> Tensor<Dual<Double>> { x.map { Dual($0) } }
    let duals = Tensor(
      shape: x.shape, scalars: zip(x.scalars, direction.scalars).map { Dual($0, tangent: $1) })
    let found = batchNorm(
      duals, Normalisation(of: duals, epsilon: 0.05), weight: constant(weight),
      bias: constant(bias))
    let h = 1e-5
    let slope = (y(x + h * direction) - y(x - h * direction)) / (2 * h)
    #expect(found.map { $0.value }.isClose(to: y(x)))
    #expect(found.map { $0.tangent }.isClose(to: slope, within: 1e-8))
  }

  @Test("A number that is none spoils its own feature, and no other")
  func nonFinite() {
    for special in [Float.nan, .infinity] {
      var (x, dy, weight, bias) = draw([3, 37], Float.self)
      x[1, 36] = special
      let normalisation = Normalisation(of: x, epsilon: 0.05)
      let y = batchNorm(x, normalisation, weight: weight, bias: bias)
      let dx = batchNormInputGradient(dy, x, normalisation, weight: weight)
      for i in 0..<3 {
        for j in 0..<37 {
          #expect(y[i, j].isNaN == (i == 1))
          #expect(dx[i, j].isNaN == (i == 1))
        }
      }
    }
  }

  @Test("Any number of threads gives the same bits", arguments: [1, 2, 3, 7])
  func threads(count: Int) {
    let (x, dy, weight, bias) = draw([13, 9_001], Float.self)
    func results() -> [Tensor<Float>] {
      let normalisation = Normalisation(of: x, epsilon: 0.05)
      return [
        normalisation.mean, normalisation.variance,
        batchNorm(x, normalisation, weight: weight, bias: bias),
        batchNormInputGradient(dy, x, normalisation, weight: weight),
        batchNormWeightGradient(dy, x, normalisation),
      ]
    }
    let team = ThreadTeam(count: count)
    #expect(ThreadTeam.$current.withValue(team) { results() } == results())
  }

  @Test("Mean and variance are those that tensors have, to the last bit")
  func moments() {
    let x = draw([3, 8_200], Float.self).x
    let normalisation = Normalisation(of: x, epsilon: 0)
    #expect(normalisation.mean == x.mean(along: 1))
    #expect(normalisation.variance == x.variance(along: 1))
  }
}
