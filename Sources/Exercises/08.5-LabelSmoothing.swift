// Exercise 08.5: the gradient of a cross-entropy that does not ask for certainty.
//
// A network gives scores z to the C classes of each of N examples, and p = softmax(z) down every
// column. Label smoothing takes a little, ε, of what is asked for the right class and shares it out
// among all C, the right one included:
//
//   t = (1 − ε)·one-hot + ε/C        L = −Σ t·log p / N
//
// Write dz, the gradient of L by the scores. The way is that of the chapter's cross-entropy; watch
// where it uses that every column of t has the sum 1.
//
// Useful: softmax(z), along the classes; Tensor.oneHot(labels, classes: C), `[C, N]`; z.shape. Then
// ask: make check EX=08.5
//
// C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, "Rethinking the Inception architecture
// for computer vision", CVPR (2016), section 7.

import Gradus

/// The gradient of the smoothed cross-entropy by the scores.
///
/// - Parameters:
///   - z: the scores, `[classes, examples]`.
///   - labels: the right class of each example, `[examples]`.
///   - epsilon: ε, in 0..<1.
/// - Returns: dz, `[classes, examples]`.
public func labelSmoothingGradient(
  _ z: Tensor<Double>, labels: Tensor<Int>, epsilon: Double
) -> Tensor<Double> {
  // BEGIN SOLUTION 08.5 points=4
  // Yours to write.
  return Tensor.zeros(z.shape)
  // END SOLUTION
}
