// Exercise 05.2: the backward pass of batch normalisation.
//
// In training, every feature, a row of x, is normalised over the n values it has in the batch:
//
//   μ = Σ x/n    v = Σ (x − μ)²/n    x̂ = (x − μ)/√(v + ε)    y = γ·x̂ + β
//
// Some loss is computed from y, and dy, its gradient by y, is known. Write dx, its gradient by x.
// Every x changes its own x̂, and through μ and v those of its whole row.
//
// Useful: x.mean(along: 1, keepingAxes: true), the mean of each row, [features, 1], which goes with
// every column; summed(along: 1, keepingAxes: true); sqrt. The node-by-node form of the chapter is
// as right as the short one. Then ask: make check EX=05.2
//
// S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing
// internal covariate shift", ICML (2015), section 3.

import Gradus

/// From the gradient of y = γ·x̂ + β to that of x.
///
/// - Parameters:
///   - x: a batch, `[features, n]`.
///   - gamma: γ, `[features, 1]`.
///   - epsilon: ε, above 0.
///   - dy: the gradient of a loss by y, `[features, n]`.
/// - Returns: dx, the gradient of the same loss by x, `[features, n]`.
public func batchNormGradient(
  _ x: Tensor<Double>, gamma: Tensor<Double>, epsilon: Double, _ dy: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 05.2 points=6
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
