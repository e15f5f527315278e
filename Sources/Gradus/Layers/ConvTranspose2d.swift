// The transposed convolution layer: Y = Wᵀ ∗ X + b, the adjoint of a convolution from this layer's
// outputs to its inputs. Generators and decoders grow images with it (Radford, Metz and Chintala
// 2016).

/// Y = Wᵀ ∗ X + b, with W of shape `[inputs, outputs, height, width]` and b of shape `[outputs]`,
/// as PyTorch keeps them.
public struct ConvTranspose2d<Scalar: TensorScalar>: Layer {
  /// W, shape `[inputs, outputs, height, width]`.
  public let weight: Variable<Scalar>

  /// b, shape `[outputs]`; nil for a layer without.
  public let bias: Variable<Scalar>?

  /// The kernels' size and how they move.
  public let window: Window2d

  /// Rows and columns more at the end of the result than it has at least.
  public let outputPadding: Size2d

  /// A layer with given parameters.
  ///
  /// - Parameters:
  ///   - weight: W, `[inputs, outputs, height, width]`.
  ///   - bias: b, `[outputs]`, or nil for none.
  ///   - stride: from one pixel's kernel to the next one's.
  ///   - padding: rows and columns cut off on each side of the result.
  ///   - outputPadding: rows and columns more at its end, in 0 ..< max(stride, dilation).
  ///   - dilation: from one element of the kernel to the next.
  public init(
    weight: Tensor<Scalar>, bias: Tensor<Scalar>?, stride: Size2d = 1, padding: Size2d = 0,
    outputPadding: Size2d = 0, dilation: Size2d = 1
  ) {
    self.weight = Variable(weight)
    self.bias = bias.map { Variable($0) }
    window = Window2d(
      ofKernels: weight.shape, stride: stride, padding: padding, dilation: dilation,
      operation: "ConvTranspose2d")
    window.requireOutputPadding(outputPadding, operation: "ConvTranspose2d")
    self.outputPadding = outputPadding
  }

  /// A layer with random parameters; by default PyTorch's, all uniform in ±1/√fan-in. PyTorch takes
  /// the fan-in from the weight's second axis, outputs·height·width, and so does this layer, for
  /// every initializer. The bias is uniform so whatever the initializer of the weight. At least one
  /// input and one output.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Size2d, stride: Size2d = 1, padding: Size2d = 0,
    outputPadding: Size2d = 0, dilation: Size2d = 1, bias: Bool = true,
    initializer: Initializer = .fanIn, using generator: inout RandomGenerator
  ) {
    require(
      inputs > 0 && outputs > 0 && min(kernel.height, kernel.width) > 0,
      "ConvTranspose2d: \(inputs) inputs, \(outputs) outputs and a kernel of \(kernel); at least one "
        + "of each and 1×1 are needed")
    self.init(
      weight: initializer([inputs, outputs, kernel.height, kernel.width], using: &generator),
      bias: bias
        ? .bias([outputs], fanIn: outputs * kernel.height * kernel.width, using: &generator) : nil,
      stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation)
  }

  /// Wᵀ ∗ X + b for a batch `[inputs, height, width, examples]`; the result is
  /// `[outputs, height, width, examples]`, larger as `convTranspose2d` says.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    convTranspose2d(
      x, weight, bias: bias, stride: window.stride, padding: window.padding,
      outputPadding: outputPadding, dilation: window.dilation, operation: "ConvTranspose2d")
  }

  /// `[outputs, height, width]` for images `[inputs, height, width]`; nil for what the layer
  /// refuses.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    guard inputShape.count == 3, inputShape[0] == weight.shape[0] else { return nil }
    return window.image(ofPlaces: Size2d(ofImages: inputShape), outputPadding: outputPadding)
      .map { [weight.shape[1], $0.height, $0.width] }
  }

  /// `ConvTranspose2d(inputs → outputs, kernel 4×4)`, with stride and paddings where they matter.
  public var description: String {
    let more = outputPadding == 0 ? "" : ", output padding \(outputPadding)"
    return "ConvTranspose2d(\(weight.shape[0]) → \(weight.shape[1])\(window.suffix)\(more)"
      + (bias == nil ? ", no bias)" : ")")
  }
}
