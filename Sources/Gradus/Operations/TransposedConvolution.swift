// The transposed convolution, which makes images larger where a convolution makes them smaller. It
// is the convolution's adjoint, ⟨Y, W ∗ X⟩ = ⟨Wᵀ ∗ Y, X⟩, and that is its derivative by X: so it
// needs no loops of its own, and its derivatives are the convolution and the kernels' gradient with
// the roles of input and output exchanged (Dumoulin and Visin 2016, §4; Zeiler et al. 2010).
//
// A convolution with stride s gives s sizes of images the same number of places. The output padding
// says which is meant: the smallest, or so many rows and columns more.

/// The transposed convolution: every pixel of x sets down its multiple of the kernel, `stride`
/// pixels from the next one's, and what overlaps adds up.
///
/// - Parameters:
///   - x: the images, `[channels, height, width, examples]`.
///   - weight: PyTorch's `[channels, outputs, height, width]`: the weight of the convolution from
///     `outputs` to `channels` that this is the adjoint of, like stride, padding and dilation.
///   - bias: b, `[outputs]`, added to every pixel of the result; nil for none.
///   - stride: from one pixel's kernel to the next one's.
///   - padding: rows and columns cut off on each side of the result.
///   - outputPadding: rows and columns more at the result's end, in 0 ..< max(stride, dilation).
///   - dilation: from one element of the kernel to the next.
///   - operation: who is named if something does not fit.
/// - Returns: `[outputs, height, width, examples]`; each of height and width is
///   (n − 1)·stride − 2·padding + dilation·(kernel − 1) + 1 + outputPadding of the images' n.
public func convTranspose2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>? = nil, stride: Size2d = 1,
  padding: Size2d = 0, outputPadding: Size2d = 0, dilation: Size2d = 1,
  operation: String = "convTranspose2d"
) -> Tensor<Scalar> {
  let window = Window2d(
    ofKernels: weight.shape, stride: stride, padding: padding, dilation: dilation,
    operation: operation)
  requireImages(x.shape, channels: weight.shape[0], operation: operation)
  requireBias(bias, outputs: weight.shape[1], weight, operation: operation)
  window.requireOutputPadding(outputPadding, operation: operation)
  let size = window.image(ofPlaces: x.shape, outputPadding: outputPadding, operation: operation)
  var y = transposed(
    x.filling(window, on: size), weight, stride: stride, padding: padding, dilation: dilation,
    size: size)
  if let bias { y += bias.reshaped([-1, 1, 1, 1]) }
  return y
}

/// Wᵀ ∗ X, of a size on which the window has as many places as there are pixels.
private func transposed<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, stride: Size2d, padding: Size2d,
  dilation: Size2d, size: Size2d
) -> Tensor<Scalar> {
  // BEGIN SOLUTION 07.9 points=3
  return conv2dInputGradient(
    x, weight, inputSize: size, stride: stride, padding: padding, dilation: dilation)
  // END SOLUTION
}

/// The transposed convolution of images `[channels, height, width, examples]` with kernels
/// `[channels, outputs, height, width]`; see the function of tensors for the rest.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convTranspose2d<Scalar>(
  _ x: Variable<Scalar>, _ weight: Variable<Scalar>, bias: Variable<Scalar>? = nil,
  stride: Size2d = 1, padding: Size2d = 0, outputPadding: Size2d = 0, dilation: Size2d = 1,
  operation: String = "convTranspose2d"
) -> Variable<Scalar> {
  let (images, kernels) = (x.value, weight.value)
  let window = Window2d(
    ofKernels: kernels.shape, stride: stride, padding: padding, dilation: dilation,
    operation: operation)
  var edges = [
    Edge(x) { dy in
      conv2d(dy, kernels, stride: stride, padding: padding, dilation: dilation)
        .cut(to: Size2d(ofImages: images.shape))
    },  // dX[c, h, w] = Σ_oij W[c, o, i, j]·dY[o, u, v]
    Edge(weight) { dy in
      conv2dKernelGradient(
        dy, images.filling(window, on: Size2d(ofImages: dy.shape)), kernelSize: window.size,
        stride: stride, padding: padding, dilation: dilation)
    },  // dW[c, o, i, j] = Σ_hwn X[c, h, w, n]·dY[o, u, v, n]
  ]
  if let bias {
    edges.append(Edge(bias) { dy in dy.summed(along: [1, 2, 3]) })  // db[o] = Σ_hwn dY[o, h, w, n]
  }
  let y = convTranspose2d(
    images, kernels, bias: bias?.value, stride: stride, padding: padding,
    outputPadding: outputPadding, dilation: dilation, operation: operation)
  return Variable(y, edges)
}

// An output padding of a stride or more, which a larger dilation allows, makes room for further
// places of the window. Nothing stands there.
extension Tensor where Scalar: TensorScalar {
  /// Images with a pixel, if only a zero, for every place that a window has on the result.
  fileprivate func filling(_ window: Window2d, on result: Size2d) -> Tensor {
    let places = window.places(on: result) ?? Size2d(ofImages: shape)
    if places == Size2d(ofImages: shape) { return self }
    let below = Tensor.zeros([shape[0], places.height - shape[1], shape[2], shape[3]])
    let right = Tensor.zeros([shape[0], places.height, places.width - shape[2], shape[3]])
    return .concatenated([.concatenated([self, below], along: 1), right], along: 2)
  }

  /// Images without what ``filling(_:on:)`` added.
  fileprivate func cut(to size: Size2d) -> Tensor {
    if size == Size2d(ofImages: shape) { return self }
    return sliced(0..<size.height, along: 1).sliced(0..<size.width, along: 2)
  }
}

extension Window2d {
  /// Stops unless an output padding is one that PyTorch allows, in 0 ..< max(stride, dilation).
  func requireOutputPadding(_ outputPadding: Size2d, operation: String) {
    let bound = Size2d(
      height: max(stride.height, dilation.height), width: max(stride.width, dilation.width))
    require(
      0..<bound.height ~= outputPadding.height && 0..<bound.width ~= outputPadding.width,
      "\(operation): an output padding of \(outputPadding); it has to be at least 0×0 and less "
        + "than the larger of stride and dilation, \(bound)")
  }

  /// The image on which the window has the given places, the smallest or one that is larger by the
  /// output padding; nil where the padding leaves nothing of it.
  func image(ofPlaces places: Size2d, outputPadding: Size2d) -> Size2d? {
    let height = (places.height - 1) * stride.height + reach.height + outputPadding.height
    let width = (places.width - 1) * stride.width + reach.width + outputPadding.width
    let image = Size2d(height: height - 2 * padding.height, width: width - 2 * padding.width)
    let least = min(places.height, places.width, image.height, image.width)
    return least > 0 ? image : nil
  }

  /// The same for an input `[channels, height, width, examples]`, of which something has to be
  /// left; `operation` and what would fit are named if nothing is.
  func image(ofPlaces input: [Int], outputPadding: Size2d, operation: String) -> Size2d {
    if let image = image(ofPlaces: Size2d(ofImages: input), outputPadding: outputPadding) {
      return image
    }
    // The least n with (n − 1)·stride + rest ≥ 1.
    func least(_ rest: Int, _ stride: Int) -> Int { 1 + max(0, stride - rest) / stride }
    let height = reach.height + outputPadding.height - 2 * padding.height
    let width = reach.width + outputPadding.width - 2 * padding.width
    let size = Size2d(height: least(height, stride.height), width: least(width, stride.width))
    fail(
      "\(operation): a padding of \(padding) leaves nothing of an input of shape \(input); images "
        + "of at least \(size) would fit")
  }
}
