// Average pooling: each window's mean (LeCun et al. 1998, whose layers S2 and S4 also scale, shift
// and squash it).
//
//   y = Σ x / m        dx = Σ dy/m, over the windows an element is under
//
// PyTorch's m counts the padding, zeros that weigh on the mean, unless told not to; it never counts
// what a last window that hangs over has beyond the padding. The mean over the whole image is global
// average pooling (Lin, Chen and Yan 2014, "Network in network").

/// Each window's mean.
///
/// - Parameters:
///   - x: images, `[channels, height, width, examples]`, on which the window must fit with a padding
///     of at most half its size.
///   - window: its size, and how it moves.
///   - countsPadding: whether padding counts as zeros, or not at all.
///   - operation: who is named if the window does not fit.
/// - Returns: `[channels, rows, columns, examples]`.
public func avgPool2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ window: Window2d, countsPadding: Bool = true,
  operation: String = "avgPool2d"
) -> Tensor<Scalar> {
  let windows = PoolingWindows(window, on: x.shape, operation: operation)
  return PoolingKernel.mean(x, windows, counts: windows.counts(countingPadding: countsPadding))
}

/// The gradient of `avgPool2d`: each window's gradient goes in equal shares to the elements under it.
///
/// - Parameters:
///   - dy: the result's gradient, `[channels, rows, columns, examples]`.
///   - window: as it was for the result.
///   - countsPadding: as it was for the result.
///   - shape: the images' shape, `[channels, height, width, examples]`.
/// - Returns: the images' gradient, of their shape.
public func avgPool2dGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ window: Window2d, countsPadding: Bool = true, shape: [Int]
) -> Tensor<Scalar> {
  let windows = PoolingWindows(window, on: shape, operation: "avgPool2dGradient")
  require(
    dy.shape == windows.outputShape,
    "avgPool2dGradient: a gradient of shape \(dy.shape) for images of shape \(shape); "
      + "\(windows.outputShape) is expected")
  return PoolingKernel.meanGradient(
    dy, windows, counts: windows.counts(countingPadding: countsPadding))
}

/// Each window's mean; see the function of tensors for the rest.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func avgPool2d<Scalar>(
  _ x: Variable<Scalar>, _ window: Window2d, countsPadding: Bool = true,
  operation: String = "avgPool2d"
) -> Variable<Scalar> {
  let shape = x.shape
  return Variable(
    avgPool2d(x.value, window, countsPadding: countsPadding, operation: operation),
    Edge(x) { dy in  // dx = Σ dy/m
      avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape)
    })
}

/// The mean of each channel over the whole image, `[channels, height, width, examples]` to
/// `[channels, examples]`. The two axes vanish, so that a linear layer can follow at once.
public func globalAvgPool2d<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  requireImages(x.shape, operation: "globalAvgPool2d")
  return x.mean(along: [1, 2])
}

/// The mean of each channel over the whole image, `[channels, height, width, examples]` to
/// `[channels, examples]`.
public func globalAvgPool2d<Scalar>(
  _ x: Variable<Scalar>, operation: String = "globalAvgPool2d"
) -> Variable<Scalar> {
  requireImages(x.shape, operation: operation)
  return x.mean(along: [1, 2])  // dx = dy/(height·width)
}
