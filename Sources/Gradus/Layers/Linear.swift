// The fully connected layer: `linear` with a weight and a bias of its own.

/// Y = W·X + b, with W of shape `[outputs, inputs]` and b of shape `[outputs]`, as PyTorch keeps
/// them.
public struct Linear<Scalar: TensorScalar>: Layer {
  /// W, shape `[outputs, inputs]`.
  public let weight: Variable<Scalar>

  /// b, shape `[outputs]`; nil for a layer without.
  public let bias: Variable<Scalar>?

  /// A layer with given parameters.
  ///
  /// - Parameters:
  ///   - weight: W, `[outputs, inputs]`.
  ///   - bias: b, `[outputs]`, or nil for none.
  public init(weight: Tensor<Scalar>, bias: Tensor<Scalar>?) {
    self.weight = Variable(weight)
    self.bias = bias.map { Variable($0) }
  }

  /// A layer with random parameters; by default PyTorch's, all uniform in ±1/√inputs. The bias is
  /// so whatever the initializer of the weight. At least one input and one output.
  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer = .fanIn,
    using generator: inout RandomGenerator
  ) {
    require(
      inputs > 0 && outputs > 0,
      "Linear: \(inputs) inputs and \(outputs) outputs; at least one of each is needed")
    self.init(
      weight: initializer([outputs, inputs], using: &generator),
      bias: bias ? .bias([outputs], fanIn: inputs, using: &generator) : nil)
  }

  /// W·X + b for a batch `[inputs, examples]`; the result is `[outputs, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    linear(x, weight, bias: bias, operation: "Linear")
  }

  /// `[inputs]`.
  public var inputShape: [Int]? { [weight.shape[1]] }

  /// `[outputs]`.
  public func outputShape(for inputShape: [Int]) -> [Int]? { [weight.shape[0]] }

  /// `Linear(inputs → outputs)`.
  public var description: String {
    "Linear(\(weight.shape[1]) → \(weight.shape[0])\(bias == nil ? ", no bias" : ""))"
  }
}
