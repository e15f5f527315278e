// Exercise 04.5: the gradient of a squared error behind a sigmoid.
//
// Before cross-entropy became the custom, networks were trained on gates by the squared error of
// their outputs (Rumelhart, Hinton and Williams 1986). With y = σ(z),
//
//   L = Σ (y − t)²/n  over n examples.
//
// Useful: sigmoid(z). The loss is given. Write its gradient by the logit, dz, then ask whether it
// is right: make check EX=04.5

import Given
import Gradus

/// The gradient of ``squaredSigmoid(_:_:)`` by the logits, dz = ∂L/∂z: `[1, examples]`, like z.
public func squaredSigmoidGradient(
  _ z: Tensor<Double>, _ t: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 04.5 points=3
  // Yours to write.
  return Tensor.zeros(z.shape)
  // END SOLUTION
}
