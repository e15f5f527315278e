// The convolution and its two derivatives as loops. All three go through the same products
//
//   Y[o, h, w] = Σ_cij W[o, c, i, j]·X[c, u, v]       u = h·s − p + i·d,   v = w·s − p + j·d
//
// and leave out those whose pixel lies outside the image, where X is zero: so one loop nest serves
// them (Dumoulin and Visin 2016; Goodfellow, Bengio and Courville 2016, §9.5).

extension Specification {
  /// Y = W ∗ X.
  ///
  /// - Parameters:
  ///   - x: the images, `[channels, height, width, examples]`.
  ///   - weight: W, `[outputs, channels, height, width]`.
  ///   - window: the kernels' size and how they move; it has to fit on the images.
  /// - Returns: `[outputs, places along the height, along the width, examples]`.
  @specialized(where Scalar == Dual<Double>)
  public static func conv2d<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, _ window: Window2d
  ) -> Tensor<Scalar> {
    let places = window.places(
      on: Size2d(ofImages: x.shape), shape: x.shape, operation: "conv2d")
    let shape = [weight.shape[0], places.height, places.width, x.shape[3]]
    var y = Tensor<Scalar>.zeros(shape)
    let products = ConvolutionProducts(window: window, input: x.shape, output: shape)
    y.withMutableAddress { y in
      products.forEach { k, a, b in y[b] += weight.storage[k] * x.storage[a] }
    }
    return y
  }

  /// dX, what every place got from a pixel given back to it.
  ///
  /// - Parameters:
  ///   - dy: the gradient of Y, of its shape.
  ///   - weight: W, `[outputs, channels, height, width]`.
  ///   - inputSize: the images' size.
  ///   - window: as in the convolution.
  /// - Returns: `[channels, height, width, examples]`.
  @specialized(where Scalar == Dual<Double>)
  public static func conv2dInputGradient<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, _ weight: Tensor<Scalar>, inputSize: Size2d, _ window: Window2d
  ) -> Tensor<Scalar> {
    var dx = Tensor<Scalar>.zeros(
      [weight.shape[1], inputSize.height, inputSize.width, dy.shape[3]])
    let products = ConvolutionProducts(window: window, input: dx.shape, output: dy.shape)
    dx.withMutableAddress { dx in
      products.forEach { k, a, b in dx[a] += weight.storage[k] * dy.storage[b] }
    }
    return dx
  }

  /// dW, for every weight the sum over its places and all examples.
  ///
  /// - Parameters:
  ///   - x: the images, `[channels, height, width, examples]`.
  ///   - dy: the gradient of Y, of its shape.
  ///   - window: as in the convolution.
  /// - Returns: `[outputs, channels, height, width]`.
  @specialized(where Scalar == Dual<Double>)
  public static func conv2dKernelGradient<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ dy: Tensor<Scalar>, _ window: Window2d
  ) -> Tensor<Scalar> {
    var dW = Tensor<Scalar>.zeros(
      [dy.shape[0], x.shape[0], window.size.height, window.size.width])
    let products = ConvolutionProducts(window: window, input: x.shape, output: dy.shape)
    dW.withMutableAddress { dW in
      products.forEach { k, a, b in dW[k] += x.storage[a] * dy.storage[b] }
    }
    return dW
  }
}

/// The products W[o, c, i, j]·X[c, u, v] that make up Y[o, h, w], for every example.
private struct ConvolutionProducts {
  let window: Window2d

  /// `[channels, height, width, examples]`
  let input: [Int]

  /// `[outputs, places along the height, along the width, examples]`
  let output: [Int]

  /// Visits every product: where its weight, its number of the input and that of the output stand.
  @inline(__always)
  func forEach(_ visit: (_ weight: Int, _ input: Int, _ output: Int) -> Void) {
    // BEGIN SOLUTION 06.7 points=6
    let (channels, height, width, examples) = (input[0], input[1], input[2], input[3])
    let (outputs, rows, columns) = (output[0], output[1], output[2])
    let (kernel, s, p, d) = (window.size, window.stride, window.padding, window.dilation)
    var weight = 0
    for o in 0..<outputs {
      for c in 0..<channels {
        for i in 0..<kernel.height {
          for j in 0..<kernel.width {
            for h in 0..<rows {
              let u = h * s.height - p.height + i * d.height
              guard 0..<height ~= u else { continue }
              for w in 0..<columns {
                let v = w * s.width - p.width + j * d.width
                guard 0..<width ~= v else { continue }
                let a = ((c * height + u) * width + v) * examples
                let b = ((o * rows + h) * columns + w) * examples
                for n in 0..<examples { visit(weight, a + n, b + n) }
              }
            }
            weight += 1
          }
        }
      }
    }
    // END SOLUTION
  }
}
