// Exercise 00.5: the pullback of softmax.
//
// Softmax turns scores into probabilities. In every column, an example, it is
//
//   yₖ = e^xₖ / Σⱼ e^xⱼ.
//
// Some loss is computed from y, and dy, its gradient by y, is known. Its gradient by x is Jᵀ·dy,
// where J is the Jacobian ∂yₖ/∂xⱼ of the column; once derived, the product needs no matrix.
//
// Useful: softmax(x), the engine's, which is safe for any scores; products of tensors, entry by
// entry; and summed(along: 0, keepingAxes: true), the sum of each column, [1, examples], which goes
// with every row. Write dx, then ask whether it is right: make check EX=00.5
//
// J. S. Bridle, "Probabilistic interpretation of feedforward classification network outputs", in
// Neurocomputing (1990), 227–236.

import Gradus

/// From the gradient of y = softmax(x) to that of x.
///
/// - Parameters:
///   - x: scores, `[classes, examples]`.
///   - dy: the gradient of a loss by the probabilities y, `[classes, examples]`.
/// - Returns: dx, the gradient of the same loss by the scores, `[classes, examples]`.
public func softmaxGradient(_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double> {
  // BEGIN SOLUTION 00.5 points=4
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
