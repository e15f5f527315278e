// Mistakes in the derivatives of the convolution, its transpose and their layers: in what each hands
// to the kernels, and in what it makes of their result.

extension Mutant {
  static let convolution =
    inputGradient + kernelGradient + transposedConvolution + biasGradient

  private static let inputGradient = mutants(
    in: "Operations/Convolution.swift",
    Place(
      .conv2d, "dy, kernels, inputSize",
      Wrong(.sign, "-dy, kernels, inputSize"),
      Wrong(.averaged, "dy / Scalar(dy.shape[3]), kernels, inputSize"),
      Wrong(.upstreamIgnored, ".ones(dy.shape), kernels, inputSize"),
      // The kernel turned by 180°, which turns nothing in the gradient itself, but is seen to be so.
      Wrong(
        .reversed,
        """
        dy,
        kernels.gathered((0..<kernels.shape[2]).reversed(), along: 2)
          .gathered((0..<kernels.shape[3]).reversed(), along: 3), inputSize
        """),
      // The images' channels; of two, that is their reverse order as well.
      Wrong(
        .exchanged,
        "dy, kernels.gathered([1, 0] + Array(2..<kernels.shape[1]), along: 1), inputSize",
        named: [.cause(.exchanged), .cause(.reversed)]),
      // The outputs, over which the gradient sums.
      Wrong(
        .exchanged, "dy.gathered([1, 0] + Array(2..<dy.shape[0]), along: 0), kernels, inputSize"),
      // The last output alone, and all but the first; of two, that is the same.
      Wrong(
        .overwritten,
        """
        dy.sliced(dy.shape[0] - 1..<dy.shape[0]),
        kernels.sliced(dy.shape[0] - 1..<dy.shape[0]), inputSize
        """, named: [.cause(.overwritten), .cause(.shareMissing)]),
      Wrong(
        .shareMissing,
        "dy.sliced(1..<dy.shape[0]), kernels.sliced(1..<dy.shape[0]), inputSize",
        named: [.cause(.overwritten), .cause(.shareMissing)])),
    Place(
      .conv2d, "dy, weight, window,",
      Wrong(
        .window,
        "dy, weight, Window2d(window.size, padding: window.padding, dilation: window.dilation),"),
      Wrong(
        .window,
        "dy, weight, Window2d(window.size, stride: window.stride, dilation: window.dilation),"),
      Wrong(
        .window,
        "dy, weight, Window2d(window.size, stride: window.stride, padding: window.padding),"),
      // All examples but the last.
      Wrong(
        .shareMissing,
        """
        .concatenated(
          [dy.sliced(0..<dy.shape[3] - 1, along: 3), .zeros(Array(dy.shape[..<3]) + [1])],
          along: 3), weight, window,
        """)),
    Place(
      .conv2d, "shape: [weight.shape[1], inputSize.height, inputSize.width, dy.shape[3]])",
      Wrong(
        .shifted,
        """
        shape: [weight.shape[1], inputSize.height, inputSize.width, dy.shape[3]]
        ).gathered(Array(1..<inputSize.width) + [0], along: 2)
        """)))

  private static let kernelGradient = mutants(
    in: "Operations/Convolution.swift",
    Place(
      .conv2d, "images, dy, kernelSize",
      Wrong(.sign, "images, -dy, kernelSize"),
      Wrong(.upstreamIgnored, "images, .ones(dy.shape), kernelSize")),
    Place(
      .conv2d, "return ConvolutionMethod.kernelGradient(x, dy, window)",
      Wrong(.zero, "return .zeros([dy.shape[0], x.shape[0], kernelSize.height, kernelSize.width])"),
      Wrong(
        .averaged,
        "return ConvolutionMethod.kernelGradient(x, dy, window) / Scalar(x.shape[3])"),
      Wrong(
        .reversed,
        """
        return ConvolutionMethod.kernelGradient(x, dy, window)
          .gathered((0..<kernelSize.height).reversed(), along: 2)
          .gathered((0..<kernelSize.width).reversed(), along: 3)
        """),
      Wrong(
        .exchanged,
        """
        return ConvolutionMethod.kernelGradient(x, dy, window)
          .gathered([1, 0] + Array(2..<x.shape[0]), along: 1)
        """,
        named: [.cause(.exchanged), .cause(.reversed)]),
      // The matrix of kernels, then every kernel.
      Wrong(
        .transposed,
        """
        let dW = ConvolutionMethod.kernelGradient(x, dy, window)
        return dW.permuted([1, 0, 2, 3]).reshaped(dW.shape)
        """),
      Wrong(
        .transposed,
        """
        let dW = ConvolutionMethod.kernelGradient(x, dy, window)
        return dW.permuted([0, 1, 3, 2]).reshaped(dW.shape)
        """),
      // The last place alone; the last example alone; all examples but the last.
      Wrong(
        .useOverwritten,
        """
        var last = Tensor<Scalar>.zeros(dy.shape)
        for o in 1...dy.shape[0] {
          for n in 1...dy.shape[3] {
            let place = o * dy.shape[1] * dy.shape[2] * dy.shape[3] - n
            last.storage[place] = dy.storage[place]
          }
        }
        return ConvolutionMethod.kernelGradient(x, last, window)
        """),
      Wrong(
        .overwritten,
        """
        let last = [x.shape[3] - 1]
        return ConvolutionMethod.kernelGradient(x.gathered(last), dy.gathered(last), window)
        """),
      Wrong(
        .shareMissing,
        """
        let most = Array(0..<x.shape[3] - 1)
        return ConvolutionMethod.kernelGradient(x.gathered(most), dy.gathered(most), window)
        """),
      Wrong(
        .window,
        """
        return ConvolutionMethod.kernelGradient(
          x, dy, Window2d(window.size, padding: window.padding, dilation: window.dilation))
        """),
      Wrong(
        .window,
        """
        return ConvolutionMethod.kernelGradient(
          x, dy, Window2d(window.size, stride: window.stride, padding: window.padding))
        """)))

  private static let transposedConvolution = mutants(
    in: "Operations/TransposedConvolution.swift",
    Place(
      .convTranspose2d, "conv2d(dy, kernels, stride: stride, padding: padding, dilation: dilation)",
      Wrong(
        .sign, "conv2d(-dy, kernels, stride: stride, padding: padding, dilation: dilation)"),
      Wrong(
        .upstreamIgnored,
        """
        conv2d(.ones(dy.shape), kernels, stride: stride, padding: padding, dilation: dilation)
        """),
      Wrong(
        .reversed,
        """
        conv2d(
          dy,
          kernels.gathered((0..<kernels.shape[2]).reversed(), along: 2)
            .gathered((0..<kernels.shape[3]).reversed(), along: 3),
          stride: stride, padding: padding, dilation: dilation)
        """),
      Wrong(.window, "conv2d(dy, kernels, stride: stride, padding: padding)")),
    Place(
      .convTranspose2d, "dy, images.filling(window, on: Size2d(ofImages: dy.shape)), kernelSize",
      Wrong(
        .constant, "2 * dy, images.filling(window, on: Size2d(ofImages: dy.shape)), kernelSize"),
      Wrong(
        .overwritten,
        """
        dy.gathered([dy.shape[3] - 1]),
        images.filling(window, on: Size2d(ofImages: dy.shape)).gathered([dy.shape[3] - 1]),
        kernelSize
        """),
      Wrong(
        .shifted,
        """
        dy,
        images.filling(window, on: Size2d(ofImages: dy.shape))
          .gathered(Array(1..<images.shape[0]) + [0], along: 0), kernelSize
        """, named: [.cause(.shifted), .cause(.exchanged), .cause(.reversed)])))

  private static let biasGradient =
    biasGradient(in: "Operations/Convolution.swift", .conv2dLayer)
    + biasGradient(in: "Operations/TransposedConvolution.swift", .convTranspose2dLayer)

  private static func biasGradient(in file: String, _ layer: Operation) -> [Mutant] {
    mutants(
      in: file,
      Place(
        layer, "dy.summed(along: [1, 2, 3])",
        Wrong(.zero, ".zeros([dy.shape[0]])"),
        Wrong(.unreduced, "dy"),
        Wrong(.averaged, "dy.mean(along: [1, 2, 3])"),
        Wrong(.overwritten, "dy.gathered([dy.shape[3] - 1]).summed(along: [1, 2, 3])")))
  }
}
