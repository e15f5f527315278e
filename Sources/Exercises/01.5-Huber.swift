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

import Given
import Gradus

/// The gradient of the Huber loss by the predictions, dz = ∂L/∂z: `[1, examples]`, like z.
public func huberGradient(
  _ z: Tensor<Double>, _ t: Tensor<Double>, delta: Double
) -> Tensor<Double> {
  // BEGIN SOLUTION 01.5 points=3
  // Yours to write.
  return Tensor.zeros(z.shape)
  // END SOLUTION
}
