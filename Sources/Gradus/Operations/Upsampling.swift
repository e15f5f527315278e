// Enlarging images: every element becomes a block of equal ones (PyTorch's `Upsample` in its mode
// `nearest`). An element is used once for each element of its block, so its gradient is their sum:
//
//   y[c, i, j] = x[c, ⌊i/a⌋, ⌊j/b⌋]        dx = Σ dy over each block of a × b
//
// With an axis for the place in the block, that is a broadcast and the sum that undoes it.

/// The images with every element as a block of `factor`.
///
/// - Parameters:
///   - x: images, `[channels, height, width, examples]`.
///   - factor: at least 1×1.
///   - operation: who is named if something does not fit.
/// - Returns: `[channels, height·a, width·b, examples]` for a factor of a×b.
public func upsample<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, by factor: Size2d, operation: String = "upsample"
) -> Tensor<Scalar> {
  requireImages(x.shape, operation: operation)
  requireFactor(factor, operation: operation)
  let (c, h, w, n) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
  let (a, b) = (factor.height, factor.width)
  return x.reshaped([c, h, 1, w, 1, n]).broadcast(to: [c, h, a, w, b, n])
    .reshaped([c, h * a, w * b, n])
}

/// The gradient of `upsample`: the sum over each block.
///
/// - Parameters:
///   - dy: the result's gradient, `[channels, height·a, width·b, examples]`.
///   - factor: a×b, as it was for the result.
/// - Returns: the images' gradient, `[channels, height, width, examples]`.
public func upsampleGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, by factor: Size2d
) -> Tensor<Scalar> {
  requireImages(dy.shape, operation: "upsampleGradient")
  requireFactor(factor, operation: "upsampleGradient")
  let (a, b) = (factor.height, factor.width)
  require(
    dy.shape[1] % a == 0 && dy.shape[2] % b == 0,
    "upsampleGradient: a gradient of shape \(dy.shape) has no whole blocks of \(factor)")
  let (c, h, w, n) = (dy.shape[0], dy.shape[1] / a, dy.shape[2] / b, dy.shape[3])
  return dy.reshaped([c, h, a, w, b, n]).summed(along: [2, 4])
}

/// The images with every element as a block of `factor`; see the function of tensors for the rest.
public func upsample<Scalar>(
  _ x: Variable<Scalar>, by factor: Size2d, operation: String = "upsample"
) -> Variable<Scalar> {
  Variable(
    upsample(x.value, by: factor, operation: operation),
    Edge(x) { dy in upsampleGradient(dy, by: factor) })  // dx = Σ dy over each block
}

/// Stops unless the factor enlarges.
func requireFactor(_ factor: Size2d, operation: String) {
  require(
    min(factor.height, factor.width) >= 1,
    "\(operation): a factor of \(factor); it has to be at least 1×1")
}
