// Exercise 01.5: the gradient of the Huber loss.
//
// The squared error lets an outlier pull the harder the further away it is. Huber's loss is a
// parabola for small errors and a straight line for large ones: with e = z − t and a threshold δ >
// 0,
//
//   ℓ(e) = e²/2  where |e| ≤ δ,   δ(|e| − δ/2)  elsewhere,   and  L = Σ ℓ(e)/n  over n examples.
//
// Useful: clamp(e, -delta...delta), abs(e), masks such as e .> delta, and replacing(with:where:).
// The loss is given. Write its gradient dz, then ask whether it is right: make check EX=01.5
//
// P. J. Huber, "Robust estimation of a location parameter", Ann. Math. Statist. 35 (1964), 73–101.

import Gradus

/// The Huber loss L, a mean over the examples.
///
/// - Parameters:
///   - z: predictions, `[1, examples]`.
///   - t: targets, `[1, examples]`.
///   - delta: δ, the size of error at which the parabola meets the line; above 0.
public func huber(_ z: Tensor<Double>, _ t: Tensor<Double>, delta: Double) -> Double {
  let e = z - t
  let parabola = e * e / 2
  let line = delta * (abs(e) - delta / 2)
  return parabola.replacing(with: line, where: abs(e) .> delta).mean().scalar
}

/// The gradient of the Huber loss by the predictions, dz = ∂L/∂z: `[1, examples]`, like z.
public func huberGradient(
  _ z: Tensor<Double>, _ t: Tensor<Double>, delta: Double
) -> Tensor<Double> {
  // Yours to write.
  return Tensor.zeros(z.shape)
}
