// Exercise 02.5: the gradient of Rosenbrock's function in n dimensions.
//
// With n numbers the bent valley becomes a chain: every number is bound to the square of the one
// before it,
//
//   f(x) = Σ [100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²],   i = 1 … n − 1,   n ≥ 2.
//
// The first and the last number each stand in one square of the chain, all others in two.
//
// Useful: x.sliced(0..<k) and Tensor.concatenated([a, b]); or a loop over x[i], for dx[i] may be
// assigned. The function is given. Write its gradient dx, then ask whether it is right:
// make check EX=02.5
//
// H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
// The Computer Journal 3 (1960), 175–184, has the function for n = 2.

import Given
import Gradus

/// The gradient of Rosenbrock's function, dx = ∂f/∂x: `[n]`, like x.
public func rosenbrockGradient(_ x: Tensor<Double>) -> Tensor<Double> {
  // BEGIN SOLUTION 02.5 points=4
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
