// Exercise 03.5: the edges of a staircase learn where to stand.
//
// A staircase of sigmoids climbs the step aₖ at the edge eₖ. With one steepness s > 0 it is
//
//   g(x) = Σₖ aₖ·σ(s·(x − eₖ)),
//
// a network of one hidden layer. Some loss is computed from the row g of its outputs, and dg, its
// gradient by g, is known. The gradient by the edges is de.
//
// Useful: sigmoid(z) and σ′ = σ(1 − σ); the difference x - e of a row and a column, a matrix of
// all differences; matmul, transposed(), and summed(along: 1, keepingAxes: true), the sum of each
// row. Write de, then ask whether it is right: make check EX=03.5
//
// G. Cybenko, "Approximation by superpositions of a sigmoidal function", Math. Control Signals
// Systems 2 (1989), 303–314.

import Given
import Gradus

/// From the gradient dg of a staircase's outputs to that of its edges, de: `[units, 1]`, like e.
///
/// - Parameter dg: the gradient of a loss by the outputs, `[1, examples]`.
public func edgeGradient(
  _ e: Tensor<Double>, at x: Tensor<Double>, steps a: Tensor<Double>, steepness s: Double,
  _ dg: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 03.5 points=4
  // Yours to write.
  return Tensor.zeros(e.shape)
  // END SOLUTION
}
