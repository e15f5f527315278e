// Where exercise 05.2 is checked, and which mistakes are recognised.
//
// The numbers of features and values are distinct primes, so that no axis can stand in for another;
// no γ is 1, so that a forgotten one cannot hide. The ε of the last cases is as large as the
// variances, where an ε in the wrong place is seen by the eye too.
//
// A mistaken pullback belongs, as a rule, to no function of x; with x̂ and s held at their values at
// the point, it belongs to a linear one, for it is symmetric.

import Gradus

/// A pullback of batch normalisation as the exercise has it.
typealias BatchNormGradient =
  @Sendable (
    _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ epsilon: Double, _ dy: Tensor<Double>
  ) -> Tensor<Double>

/// The checks of a pullback of batch normalisation by its input.
func batchNormCases(_ gradient: @escaping BatchNormGradient, _ variation: Variation = .published)
  -> [Case]
{
  let table: [(features: Int, n: Int, spread: Double, epsilon: Double)] = [
    (3, 7, 1, 1e-5), (5, 3, 2, 1e-5), (5, 13, 1, 1e-5), (3, 11, 0.3, 0.1), (7, 5, 1, 0.5),
  ]
  var random = variation.generator(2015)
  return table.map { features, n, spread, epsilon in
    let n = variation.grown(n)
    let x = Tensor<Double>.normal([features, n], standardDeviation: spread, using: &random) + 0.5
    let size = Tensor<Double>.uniform([features, 1], in: 0.3..<0.8, using: &random)
    let gamma = size * Tensor([(0..<features).map { $0.isMultiple(of: 2) ? 2.0 : -1 }]).transposed()
    return Case.gradient(
      name: "\(features) features, n = \(n), ε = \(epsilon)", input: "x",
      point: x, function: { x in normalised(x, gamma, epsilon) },
      gradient: { x, dy in gradient(x, gamma, epsilon, dy) },
      mistakes: batchNormMistakes(at: x, gamma, epsilon))
  }
}

/// γ·(x − μ)/√(v + ε) over the values of every feature; β changes no gradient by x.
private func normalised(
  _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ epsilon: Double
) -> Tensor<Double> {
  let c = x - mean(x)
  return gamma * c / sqrt(mean(c * c) + epsilon)
}

private func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 1, keepingAxes: true) }

private func sum(_ x: Tensor<Double>) -> Tensor<Double> { x.summed(along: 1, keepingAxes: true) }

/// Hints, and the functions whose gradients deserve them.
private func batchNormMistakes(
  at point: Tensor<Double>, _ gamma: Tensor<Double>, _ epsilon: Double
) -> [String: Function] {
  let c = point - mean(point)
  let v = mean(c * c)
  let s = sqrt(v + epsilon)
  let (scale, xh, n) = (gamma / s, c / s, Double(point.shape[1]))
  /// The right form with a wrong s.
  func with(_ s: Tensor<Double>) -> Function {
    let (scale, xh) = (gamma / s, c / s)
    return { x in scale * (x - mean(x) - xh * mean(x * xh)) }
  }
  /// What layer normalisation's backward pass does to d, before or after γ.
  @Sendable func projectedOverFeatures(_ d: Tensor<Double>) -> Tensor<Double> {
    func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 0, keepingAxes: true) }
    let c = point - mean(point)
    let s = sqrt(mean(c * c) + epsilon)
    let xh = c / s
    return (d - mean(d) - xh * mean(d * xh)) / s
  }
  return [
    "γ·dy/s takes μ and v for constants; both change with every x.":
      { x in scale * x },
    "the share that comes through the mean μ is missing.":
      { x in scale * (x - xh * mean(x * xh)) },
    "the share that comes through the variance v is missing.":
      { x in scale * (x - mean(x)) },
    "sums stand where means belong: divide by n.":
      { x in scale * (x - sum(x) - xh * sum(x * xh)) },
    "γ has not been used.":
      { x in (x - mean(x) - xh * mean(x * xh)) / s },
    "the division by √(v + ε) is missing.":
      { x in gamma * (x - mean(x) - xh * mean(x * xh)) },
    "ε belongs to the variance, under the root.": with(sqrt(v) + epsilon),
    "ε is missing.": with(sqrt(v)),
    "the variance is over n here; n − 1 belongs to the running one.":
      with(sqrt(v * n / (n - 1) + epsilon)),
    // The closed form over axis 0 has γ last, and node by node first; the functions have it the
    // other way round.
    "the means run over the features, axis 0; every feature has its own, along axis 1.":
      { x in projectedOverFeatures(gamma * x) },
    "the statistics run over the features, axis 0; every feature has its own, along axis 1.":
      { x in gamma * projectedOverFeatures(x) },
  ]
}
