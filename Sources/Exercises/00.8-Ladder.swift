// Exercise 00.8: a step of the checker.
//
// The checker knows a function by its values alone. Five of them, at x − 2h, x − h, x, x + h and
// x + 2h, give three numbers for the step h:
//
//   D, the central quotient, the slope from x − h to x + h; its error is c·h² + O(h⁴);
//   R, Richardson's extrapolation: D at h and D at 2h, weighed so that c·h² cancels;
//   B, the slope from x to x + h less the slope from x − h to x: h·f″ where f is smooth, and as large
//      at every step where f has a kink.
//
// Write them, then ask whether they are right: make check EX=00.8
//
// L. F. Richardson, "The approximate arithmetical solution by finite differences of physical
// problems", Philosophical Transactions A 210 (1911), 307–357.

import Gradus

/// D, R and B at one step.
///
/// - Parameters:
///   - f: the function at x − 2h, x − h, x, x + h and x + 2h, `[5]`.
///   - h: the step; above 0.
/// - Returns: D, R and B, `[3]`.
public func ladderStep(_ f: Tensor<Double>, step h: Double) -> Tensor<Double> {
  // BEGIN SOLUTION 00.8 points=3
  // Yours to write.
  return Tensor.zeros([3])
  // END SOLUTION
}
