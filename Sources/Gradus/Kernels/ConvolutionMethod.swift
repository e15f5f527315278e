// The convolution and its two derivatives by the kernels. They add products with zeros, those of
// columns beside an image, which changes nothing unless the other factor is infinite or not a
// number: then tiles are cut so that there are none. Kernels of 3×3 go by Winograd's filtering where
// that pays; its transforms carry what is not finite to neighbours, so then the direct sums do it.
// Numbers of which a vector holds just one, dual numbers, have nothing to gain from tiles of vectors
// and take the plain loops.

enum ConvolutionMethod {
  /// Y = W ∗ X + b, of the given shape; without a bias, W ∗ X.
  @inline(never)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  static func conv2d<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>?, _ window: Window2d,
    shape: [Int]
  ) -> Tensor<Scalar> {
    let bias = bias ?? .zeros([shape[0]])
    guard Scalar.isTiled, x.count * weight.count > 0 else {
      return Specification.conv2d(x, weight, window) + bias.reshaped([-1, 1, 1, 1])
    }
    return sum(
      x, weight, bias, window, shape,
      WinogradKernel(convolving: x.shape, with: weight.shape, to: shape, window)
    ) { isExact in
      ConvolutionKernel(
        convolving: x.shape, with: weight.shape, to: shape, window, isExact: isExact)
    }
  }

  /// dX, of the given shape: the convolution's adjoint.
  @inline(never)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  static func inputGradient<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, _ weight: Tensor<Scalar>, _ window: Window2d, shape: [Int]
  ) -> Tensor<Scalar> {
    guard Scalar.isTiled else {
      return Specification.conv2dInputGradient(
        dy, weight, inputSize: Size2d(ofImages: shape), window)
    }
    return sum(
      dy, weight, .zeros([shape[0]]), window, shape,
      WinogradKernel(adjointOf: dy.shape, with: weight.shape, to: shape, window)
    ) { isExact in
      ConvolutionKernel(
        adjointOf: dy.shape, with: weight.shape, to: shape, window, isExact: isExact)
    }
  }

  /// The sum over taps for every pixel, by filtering where it pays and all numbers are finite, else
  /// directly.
  @inline(__always)
  private static func sum<Scalar>(
    _ source: Tensor<Scalar>, _ weight: Tensor<Scalar>, _ bias: Tensor<Scalar>, _ window: Window2d,
    _ shape: [Int], _ filter: @autoclosure () -> WinogradKernel<Scalar>,
    _ direct: (_ isExact: Bool) -> ConvolutionKernel<Scalar>
  ) -> Tensor<Scalar> {
    let isFinite = weight.isFinite
    if isFinite && Winograd<Scalar>.pays(source.shape, shape, window),
      let result = filter().result(source, weight, bias: bias)
    {
      return result
    }
    return direct(!isFinite).result(source, weight, bias: bias)
  }

  /// dW.
  @inline(never)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  static func kernelGradient<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ dy: Tensor<Scalar>, _ window: Window2d
  ) -> Tensor<Scalar> {
    guard Scalar.isTiled else { return Specification.conv2dKernelGradient(x, dy, window) }
    if Winograd<Scalar>.pays(x.shape, dy.shape, window) {
      let dW = WinogradGradientKernel<Scalar>(x.shape, dy.shape, window).result(x, dy)
      if dW.isFinite { return dW }
    }
    let dW = ConvolutionGradientKernel<Scalar>(x.shape, dy.shape, window).result(x, dy)
    // A gradient dY that is not finite shows in every weight that met it.
    if dW.isFinite || window.padding.width == 0 { return dW }
    return ConvolutionGradientKernel<Scalar>(x.shape, dy.shape, window, isExact: true)
      .result(x, dy)
  }
}

extension TensorScalar {
  /// Whether a vector holds several of these numbers.
  fileprivate static var isTiled: Bool { Lanes.laneCount > 1 }
}

extension Tensor where Scalar: TensorScalar {
  /// Whether no element is infinite or not a number.
  fileprivate var isFinite: Bool { storage.allSatisfy { $0 - $0 == 0 } }
}

extension ConvolutionKernel {
  /// The sum over taps for every pixel.
  @inline(__always)
  func result(
    _ source: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    written(source, weight, shape: resultShape) { source, weight, result in
      bias.withAddress { run(source, weight, bias: $0, result) }
    }
  }
}

extension WinogradKernel {
  /// The result; nil where it is not finite.
  @inline(__always)
  func result(
    _ source: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>
  ) -> Tensor<Scalar>? {
    var isFinite = true
    let result = written(source, weight, shape: resultShape) { source, weight, result in
      bias.withAddress { isFinite = run(source, weight, bias: $0, result) }
    }
    return isFinite ? result : nil
  }
}

extension ConvolutionGradientKernel {
  /// The sum over places and examples for every weight.
  @inline(__always)
  func result(_ x: Tensor<Scalar>, _ dy: Tensor<Scalar>) -> Tensor<Scalar> {
    written(x, dy, shape: [outputShape[0], inputShape[0], kernel.height, kernel.width], run)
  }
}

extension WinogradGradientKernel {
  /// The sum over places and examples for every weight.
  @inline(__always)
  func result(_ x: Tensor<Scalar>, _ dy: Tensor<Scalar>) -> Tensor<Scalar> {
    written(x, dy, shape: [outputShape[0], inputShape[0], 3, 3], run)
  }
}

/// A tensor that `write` makes of two others; zeros where one of them is empty.
@inline(__always)
private func written<Scalar: TensorScalar>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, shape: [Int],
  _ write: (UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
) -> Tensor<Scalar> {
  if a.count * b.count == 0 { return .zeros(shape) }
  return Tensor(shape: shape) { result in
    a.withAddress { a in b.withAddress { b in write(a, b, result) } }
  }
}
