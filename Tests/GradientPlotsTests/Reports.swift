// Reports to draw: x·x under a cotangent, with gradients of one's own.

import GradientCheck
import Gradus

/// The report on a gradient of Σ v·x², right but for what `spoil` does to it.
func report(
  _ shape: [Int], entries: Int = 1000, spoil: (Tensor<Double>) -> Tensor<Double> = { $0 }
) -> GradientReport.Input {
  var generator = RandomGenerator(seed: 1)
  let x = Tensor<Double>.testPoint(shape, using: &generator)
  return checkGradient(
    at: [("x", x)], options: CheckOptions(entries: entries), forward: { $0[0] * $0[0] * $0[0] }
  ) { x, dy in [spoil(3 * x[0] * x[0] * dy)] }["x"]
}

/// The gradient with its last entry twice as large.
func lastDoubled(_ gradient: Tensor<Double>) -> Tensor<Double> {
  var scalars = gradient.scalars
  scalars[scalars.count - 1] *= 2
  return Tensor(shape: gradient.shape, scalars: scalars)
}

/// The gradient with its last entry not a number.
func lastLost(_ gradient: Tensor<Double>) -> Tensor<Double> {
  var scalars = gradient.scalars
  scalars[scalars.count - 1] = .nan
  return Tensor(shape: gradient.shape, scalars: scalars)
}
