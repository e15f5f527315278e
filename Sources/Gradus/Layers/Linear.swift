// The fully connected layer, literally the formula, a column an example:
//
//   Y = W·X + b        dW = dY·Xᵀ        dX = Wᵀ·dY        db = Σ dY over the examples

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
    require(weight.rank == 2, "Linear: a weight of shape \(weight.shape) is no matrix")
    require(
      bias.map { $0.shape == [weight.shape[0]] } ?? true,
      "Linear: a bias of shape \(bias?.shape ?? []) for a weight of shape \(weight.shape)")
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
    let weight: Tensor<Scalar> = initializer([outputs, inputs], using: &generator)
    let bound = 1 / Double(inputs).squareRoot()
    self.init(
      weight: weight,
      bias: bias ? .uniform([outputs], in: -bound..<bound, using: &generator) : nil)
  }

  /// W·X + b for a batch `[inputs, examples]`; the result is `[outputs, examples]`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    require(
      x.shape.count == 2 && x.shape[0] == weight.shape[1],
      "Linear: an input of shape \(x.shape); [\(weight.shape[1]), examples] is expected")
    let (w, a) = (weight.value, x.value)
    var y = matmul(w, a)
    var edges = [
      Edge(weight) { dy in matmul(dy, transposed: a) },  // dW = dY·Xᵀ
      Edge(x) { dy in matmul(transposed: w, dy) },  // dX = Wᵀ·dY
    ]
    if let bias {
      y.addToRows(bias.value)
      edges.append(Edge(bias) { dy in dy.summed(along: 1) })  // db = Σ dY
    }
    return Variable(y, edges)
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

extension Tensor where Scalar: TensorScalar {
  /// Adds b[i] to every element of row i.
  fileprivate mutating func addToRows(_ b: Tensor) {
    let columns = shape[1]
    withMutableAddress { y in
      for i in 0..<b.count {
        let term = b.storage[i]
        for j in i * columns..<(i + 1) * columns { y[j] += term }
      }
    }
  }
}
