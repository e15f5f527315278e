// Exercise 09.5: the way back through a residual block.
//
// A block with two weight matrices and a hyperbolic tangent between them, past which the input takes
// a shortcut, for N examples of n features each:
//
//   y = x + W₂·tanh(W₁·x)
//
// Write dx, the gradient of a loss by the block's input, from dy, that by its output. The sum sends dy
// both ways: along one of them nothing happens to it.
//
// Useful: matmul(a, b); a.transposed(); tanh(a), whose slope is 1 − tanh². Then ask:
// make check EX=09.5
//
// K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", CVPR (2016).

import Gradus

/// The gradient by a residual block's input.
///
/// - Parameters:
///   - x: the block's input, `[n, N]`.
///   - W1: W₁, `[hidden, n]`.
///   - W2: W₂, `[n, hidden]`.
///   - dy: the gradient by the block's output, `[n, N]`.
/// - Returns: dx, `[n, N]`.
public func residualGradient(
  _ x: Tensor<Double>, W1: Tensor<Double>, W2: Tensor<Double>, dy: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 09.5 points=4
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
