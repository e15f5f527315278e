// Exercise 06.5: patches go back to where they were cut out.
//
// A window of k×k moves over an image x in steps of s. Column h·w′ + w of the matrix P holds what it
// sees at its place (h, w), of which there are h′ by w′, row by row:
//
//   P[i·k + j, h·w′ + w] = x[h·s + i, w·s + j]        i, j = 0 … k − 1
//
// Some loss is computed from P, and dP, its gradient by P, is known. The gradient by the image is dx.
//
// Useful: an element of a tensor is read and written as t[row, column]; rows and columns of a
// matrix are shape[0] and shape[1]. Write dx, then ask whether it is right: make check EX=06.5
//
// K. Chellapilla, S. Puri and P. Simard, "High performance convolutional neural networks for
// document processing", Tenth International Workshop on Frontiers in Handwriting Recognition (2006).

import Given
import Gradus

/// From the gradient dP of the patches to that of the image, dx: `[height, width]`, like x.
///
/// - Parameter dP: the gradient of a loss by the patches, `[k · k, places]`.
public func patchesGradient(
  _ x: Tensor<Double>, size k: Int, stride s: Int, _ dP: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 06.5 points=4
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
