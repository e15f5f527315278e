// The convolution layer: Y[o] = Σ_c W[o, c] ∗ X[c] + b[o], a map of features an output channel. One
// kernel serves every place of the image (LeCun et al. 1989, "Backpropagation applied to
// handwritten zip code recognition"); `conv2d` says which places there are.

/// Y = W ∗ X + b, with W of shape `[outputs, inputs, height, width]` and b of shape `[outputs]`, as
/// PyTorch keeps them.
public struct Conv2d<Scalar: TensorScalar>: Layer {
  /// W, shape `[outputs, inputs, height, width]`.
  public let weight: Variable<Scalar>

  /// b, shape `[outputs]`; nil for a layer without.
  public let bias: Variable<Scalar>?

  /// The kernels' size and how they move.
  public let window: Window2d

  /// A layer with given parameters.
  ///
  /// - Parameters:
  ///   - weight: W, `[outputs, inputs, height, width]`.
  ///   - bias: b, `[outputs]`, or nil for none.
  ///   - stride: from one place of the kernel to the next.
  ///   - padding: rows and columns of zeros on each side of the image.
  ///   - dilation: from one element of the kernel to the next.
  public init(
    weight: Tensor<Scalar>, bias: Tensor<Scalar>?,
    stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1
  ) {
    self.weight = Variable(weight)
    self.bias = bias.map { Variable($0) }
    window = Window2d(
      ofKernels: weight.shape, stride: stride, padding: padding, dilation: dilation,
      operation: "Conv2d")
  }

  /// A layer with random parameters; by default PyTorch's, all uniform in ±1/√fan-in with fan-in
  /// inputs·height·width. The bias is so whatever the initializer of the weight. At least one
  /// input and one output.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Size2d, stride: Size2d = 1, padding: Size2d = 0,
    dilation: Size2d = 1, bias: Bool = true, initializer: Initializer = .fanIn,
    using generator: inout RandomGenerator
  ) {
    require(
      inputs > 0 && outputs > 0 && min(kernel.height, kernel.width) > 0,
      "Conv2d: \(inputs) inputs, \(outputs) outputs and a kernel of \(kernel); at least one of each "
        + "and 1×1 are needed")
    self.init(
      weight: initializer([outputs, inputs, kernel.height, kernel.width], using: &generator),
      bias: bias
        ? .bias([outputs], fanIn: inputs * kernel.height * kernel.width, using: &generator) : nil,
      stride: stride, padding: padding, dilation: dilation)
  }

  /// W ∗ X + b for a batch `[inputs, height, width, examples]`; the result is
  /// `[outputs, places along the height, along the width, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    conv2d(
      x, weight, bias: bias, stride: window.stride, padding: window.padding,
      dilation: window.dilation, operation: "Conv2d")
  }

  /// `[outputs, places along the height, along the width]` for images `[inputs, height, width]`;
  /// nil for what the layer refuses.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    guard inputShape.count == 3, inputShape[0] == weight.shape[1] else { return nil }
    return window.places(on: Size2d(ofImages: inputShape))
      .map { [weight.shape[0], $0.height, $0.width] }
  }

  /// `Conv2d(inputs → outputs, kernel 5×5)`, with stride, padding and dilation where they matter.
  public var description: String {
    "Conv2d(\(weight.shape[1]) → \(weight.shape[0])\(window.suffix)"
      + (bias == nil ? ", no bias)" : ")")
  }
}

extension Window2d {
  /// `, kernel 5×5`, and what differs from stride 1, padding 0 and dilation 1.
  var suffix: String {
    let parts: [(name: String, value: Size2d, usual: Size2d)] = [
      ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1),
    ]
    return parts.filter { $0.value != $0.usual }
      .reduce(", kernel \(size)") { $0 + ", \($1.name) \($1.value)" }
  }
}
