// The convolution of images with a kernel, and its two derivatives. What is called a convolution
// everywhere slides the kernel without turning it:
//
//   Y[o, h, w] = Σ_cij W[o, c, i, j]·X[c, u, v] + b[o]
//
// where u = h·s − p + i·d and v = w·s − p + j·d,
//
// with stride s, padding p and dilation d; outside the image X is zero. Y is a sum of products W·X,
// and each derivative sums the same products with dY in the place of one factor: `Specification`
// has the loops (Dumoulin and Visin 2016; Goodfellow, Bengio and Courville 2016, §9.5).

/// The convolution Y = W ∗ X + b: every window of every image, weighed by every kernel.
///
/// - Parameters:
///   - x: the images, `[channels, height, width, examples]`.
///   - weight: W, PyTorch's `[outputs, channels, height, width]`.
///   - bias: b, `[outputs]`; nil for none.
///   - stride: from one place of the window to the next.
///   - padding: rows and columns of zeros on each side of the image.
///   - dilation: from one element of the window to the next.
///   - operation: who is named if something does not fit.
/// - Returns: `[outputs, places along the height, along the width, examples]`; ``Window2d`` counts
///   the places, of which there has to be one.
public func conv2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>? = nil,
  stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1, operation: String = "conv2d"
) -> Tensor<Scalar> {
  let window = Window2d(
    ofKernels: weight.shape, stride: stride, padding: padding, dilation: dilation,
    operation: operation)
  requireImages(x.shape, channels: weight.shape[1], operation: operation)
  requireBias(bias, outputs: weight.shape[0], weight, operation: operation)
  let places = window.places(on: Size2d(ofImages: x.shape), shape: x.shape, operation: operation)
  return ConvolutionMethod.conv2d(
    x, weight, bias: bias, window,
    shape: [weight.shape[0], places.height, places.width, x.shape[3]])
}

/// The derivative of `conv2d` by its images,
/// dX[c, u, v] = Σ_ohw W[o, c, i, j]·dY[o, h, w]: what every place got from a pixel comes back to
/// it.
///
/// - Parameters:
///   - dy: the gradient of Y, `[outputs, places along the height, along the width, examples]`.
///   - weight: W, `[outputs, channels, height, width]`.
///   - inputSize: the images' size, which the places alone do not determine.
///   - stride: as in the convolution.
///   - padding: as in the convolution.
///   - dilation: as in the convolution.
/// - Returns: `[channels, height, width, examples]`.
public func conv2dInputGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ weight: Tensor<Scalar>, inputSize: Size2d,
  stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1
) -> Tensor<Scalar> {
  let window = Window2d(
    ofKernels: weight.shape, stride: stride, padding: padding, dilation: dilation,
    operation: "conv2dInputGradient")
  require(
    dy.rank == 4 && dy.shape[0] == weight.shape[0],
    "conv2dInputGradient: shapes \(dy.shape) and \(weight.shape) do not fit")
  window.requirePlaces(dy.shape, on: inputSize, operation: "conv2dInputGradient")
  return ConvolutionMethod.inputGradient(
    dy, weight, window,
    shape: [weight.shape[1], inputSize.height, inputSize.width, dy.shape[3]])
}

/// The derivative of `conv2d` by its kernels,
/// dW[o, c, i, j] = Σ_hwn dY[o, h, w, n]·X[c, u, v, n]: a weight is used at every place and for
/// every example.
///
/// - Parameters:
///   - x: the images, `[channels, height, width, examples]`.
///   - dy: the gradient of Y, `[outputs, places along the height, along the width, examples]`.
///   - kernelSize: the kernels' size, which the places alone do not determine.
///   - stride: as in the convolution.
///   - padding: as in the convolution.
///   - dilation: as in the convolution.
/// - Returns: `[outputs, channels, height, width]`.
public func conv2dKernelGradient<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ dy: Tensor<Scalar>, kernelSize: Size2d,
  stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1
) -> Tensor<Scalar> {
  require(
    x.rank == 4 && dy.rank == 4 && x.shape[3] == dy.shape[3],
    "conv2dKernelGradient: shapes \(x.shape) and \(dy.shape) do not fit")
  let window = Window2d(
    kernelSize, stride: stride, padding: padding, dilation: dilation,
    operation: "conv2dKernelGradient")
  window.requirePlaces(
    dy.shape, on: Size2d(ofImages: x.shape), operation: "conv2dKernelGradient")
  return ConvolutionMethod.kernelGradient(x, dy, window)
}

/// The convolution Y = W ∗ X + b of images `[channels, height, width, examples]` with kernels
/// `[outputs, channels, height, width]`; see the function of tensors for the rest.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func conv2d<Scalar>(
  _ x: Variable<Scalar>, _ weight: Variable<Scalar>, bias: Variable<Scalar>? = nil,
  stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1, operation: String = "conv2d"
) -> Variable<Scalar> {
  let (images, kernels) = (x.value, weight.value)
  var edges = [
    Edge(x) { dy in
      conv2dInputGradient(
        dy, kernels, inputSize: Size2d(ofImages: images.shape),
        stride: stride, padding: padding, dilation: dilation)
    },  // dX[c, u, v] = Σ_ohw W[o, c, i, j]·dY[o, h, w]
    Edge(weight) { dy in
      conv2dKernelGradient(
        images, dy, kernelSize: Size2d(ofKernel: kernels.shape),
        stride: stride, padding: padding, dilation: dilation)
    },  // dW[o, c, i, j] = Σ_hwn dY[o, h, w, n]·X[c, u, v, n]
  ]
  if let bias {
    edges.append(Edge(bias) { dy in dy.summed(along: [1, 2, 3]) })  // db[o] = Σ_hwn dY[o, h, w, n]
  }
  let y = conv2d(
    images, kernels, bias: bias?.value, stride: stride, padding: padding, dilation: dilation,
    operation: operation)
  return Variable(y, edges)
}

/// Stops unless a bias has a number for every output of a weight.
func requireBias<Scalar>(
  _ bias: Tensor<Scalar>?, outputs: Int, _ weight: Tensor<Scalar>, operation: String
) {
  require(
    bias.map { $0.shape == [outputs] } ?? true,
    "\(operation): a bias of shape \(bias?.shape ?? []) for a weight of shape \(weight.shape)")
}

extension Size2d {
  /// The height and width in `[channels, height, width, …]`.
  init(ofImages shape: [Int]) { self.init(height: shape[1], width: shape[2]) }

  /// The height and width in `[outputs, inputs, height, width]`.
  init(ofKernel shape: [Int]) { self.init(height: shape[2], width: shape[3]) }
}

extension Window2d {
  /// How kernels `[outputs, inputs, height, width]` move; `operation` is named if they cannot.
  init(
    ofKernels weight: [Int], stride: Size2d, padding: Size2d, dilation: Size2d, operation: String
  ) {
    require(
      weight.count == 4, "\(operation): a weight of shape \(weight) has no height and width")
    self.init(
      Size2d(ofKernel: weight), stride: stride, padding: padding, dilation: dilation,
      operation: operation)
  }

  /// Stops unless a gradient of the given shape has as many places as the window on the images.
  fileprivate func requirePlaces(_ shape: [Int], on image: Size2d, operation: String) {
    let places = places(on: image)
    require(
      places == Size2d(ofImages: shape),
      "\(operation): a gradient of shape \(shape); on images of \(image) the window has "
        + "\(places?.description ?? "no") places")
  }
}
