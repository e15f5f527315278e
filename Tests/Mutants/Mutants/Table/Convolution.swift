// Mistakes in the derivatives of the convolution, its transpose and their layers. The loops are one
// nest for all three functions, so that a mistake there would move a function and its derivative
// alike: what can go wrong is what each does with a product, and with which window it asks for it.

extension Mutant {
  static let convolution =
    inputGradient + kernelGradient + transposedConvolution + convolutionLayers

  private static let inputGradient = mutants(
    in: "Operations/Convolution.swift",
    Place(
      .conv2d, "dy, kernels, inputSize",
      Wrong(.sign, "-dy, kernels, inputSize"),
      Wrong(.averaged, "dy / Scalar(dy.shape[3]), kernels, inputSize"),
      Wrong(.upstreamIgnored, ".ones(dy.shape), kernels, inputSize"),
      // The kernel turned by 180°, which turns nothing in the gradient itself.
      Wrong(
        .reversed,
        """
        dy,
        kernels.gathered((0..<kernels.shape[2]).reversed(), along: 2)
          .gathered((0..<kernels.shape[3]).reversed(), along: 3), inputSize
        """, named: []),
      // The images' channels; of two, that is their reverse order as well.
      Wrong(
        .exchanged,
        "dy, kernels.gathered([1, 0] + Array(2..<kernels.shape[1]), along: 1), inputSize",
        named: [.cause(.exchanged), .cause(.reversed)]),
      // The outputs, over which the gradient sums.
      Wrong(
        .exchanged, "dy.gathered([1, 0] + Array(2..<dy.shape[0]), along: 0), kernels, inputSize",
        named: []),
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
      .conv2d, "window: window, input: dx.shape",
      Wrong(
        .window,
        """
        window: Window2d(window.size, padding: window.padding, dilation: window.dilation),
        input: dx.shape
        """),
      Wrong(
        .window,
        """
        window: Window2d(window.size, stride: window.stride, dilation: window.dilation),
        input: dx.shape
        """),
      Wrong(
        .window,
        """
        window: Window2d(window.size, stride: window.stride, padding: window.padding),
        input: dx.shape
        """)),
    Place(
      .conv2d, "to: &dx.scalars, at: a, examples",
      Wrong(.shareMissing, "to: &dx.scalars, at: a, examples - 1")),
    Place(
      .conv2d, in: "func conv2dInputGradient", "return dx",
      Wrong(
        .shifted, "return dx.gathered(Array(1..<inputSize.width) + [0], along: 2)")))

  private static let kernelGradient = mutants(
    in: "Operations/Convolution.swift",
    Place(
      .conv2d, "images, dy, kernelSize",
      Wrong(.sign, "images, -dy, kernelSize"),
      Wrong(.upstreamIgnored, "images, .ones(dy.shape), kernelSize")),
    Place(
      .conv2d, in: "func conv2dKernelGradient", "return dW",
      Wrong(.zero, "return .zeros(dW.shape)"),
      Wrong(.averaged, "return dW / Scalar(examples)"),
      Wrong(
        .reversed,
        """
        return dW.gathered((0..<kernelSize.height).reversed(), along: 2)
          .gathered((0..<kernelSize.width).reversed(), along: 3)
        """),
      Wrong(
        .exchanged, "return dW.gathered([1, 0] + Array(2..<dW.shape[1]), along: 1)",
        named: [.cause(.exchanged), .cause(.reversed)]),
      // The matrix of kernels, then every kernel.
      Wrong(.transposed, "return dW.permuted([1, 0, 2, 3]).reshaped(dW.shape)"),
      Wrong(.transposed, "return dW.permuted([0, 1, 3, 2]).reshaped(dW.shape)")),
    Place(
      .conv2d, "dW.scalars[k] += dot(x.scalars, from: a, dy.scalars, from: b, examples)",
      // The last place alone; the last example alone; all examples but the last.
      Wrong(
        .useOverwritten, "dW.scalars[k] = dot(x.scalars, from: a, dy.scalars, from: b, examples)"),
      Wrong(
        .overwritten,
        """
        dW.scalars[k] += dot(
          x.scalars, from: a + examples - 1, dy.scalars, from: b + examples - 1, 1)
        """),
      Wrong(
        .shareMissing,
        "dW.scalars[k] += dot(x.scalars, from: a, dy.scalars, from: b, examples - 1)")),
    Place(
      .conv2d, "window: window, input: x.shape, output: dy.shape",
      Wrong(
        .window,
        """
        window: Window2d(window.size, padding: window.padding, dilation: window.dilation),
        input: x.shape, output: dy.shape
        """),
      Wrong(
        .window,
        """
        window: Window2d(window.size, stride: window.stride, padding: window.padding),
        input: x.shape, output: dy.shape
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
        """, named: []),
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

  private static let convolutionLayers =
    layer("Layers/Conv2d.swift", .conv2dLayer)
    + layer("Layers/ConvTranspose2d.swift", .convTranspose2dLayer)

  private static func layer(_ file: String, _ operation: Operation) -> [Mutant] {
    func bias(_ pullback: String) -> String {
      """
      bias.map { b in
        Variable(
          (y + b.reshaped([-1, 1, 1, 1])).value, Edge(y) { dy in dy }, Edge(b) { dy in \(pullback) })
      } ?? y
      """
    }
    return mutants(
      in: file,
      Place(
        operation, "bias.map { y + $0.reshaped([-1, 1, 1, 1]) } ?? y",
        Wrong(.zero, "bias.map { y + $0.detached.reshaped([-1, 1, 1, 1]) } ?? y"),
        Wrong(.unreduced, bias("dy")),
        Wrong(.averaged, bias("dy.mean(along: [1, 2, 3])")),
        Wrong(.overwritten, bias("dy.gathered([dy.shape[3] - 1]).summed(along: [1, 2, 3])"))))
  }
}
