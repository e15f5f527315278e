// Batch normalisation (Ioffe and Szegedy 2015, algorithm 1): every feature is brought to mean 0 and
// variance 1 over the batch, then scaled and shifted by two parameters of its own:
//
//   x̂ = (x − μ)/√(σ² + ε)        y = γ·x̂ + β
//
// Evaluation uses running averages of μ and σ². As in PyTorch, the batch is normalised with the
// biased variance, the running one collects the unbiased, and momentum m means r ← (1 − m)·r +
// m·new.

/// Batch normalisation of `[features, examples]` over the examples.
public struct BatchNorm1d<Scalar: TensorScalar>: Layer {
  /// γ, shape `[features]`; begins at one.
  public let weight: Variable<Scalar>

  /// β, shape `[features]`; begins at zero.
  public let bias: Variable<Scalar>

  /// The running average of the mean, shape `[features]`.
  public let runningMean: State<Tensor<Scalar>>

  /// The running average of the variance, shape `[features]`. PyTorch's name for it.
  public let runningVar: State<Tensor<Scalar>>

  /// The weight of a new batch in the running averages, in 0...1.
  public let momentum: Double

  /// Above 0, added to the variance; keeps a constant feature from dividing by zero.
  public let epsilon: Double

  /// A layer for the given number of features, with PyTorch's defaults.
  public init(_ features: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) {
    weight = Variable(.ones([features]))
    bias = Variable(.zeros([features]))
    runningMean = State(.zeros([features]))
    runningVar = State(.ones([features]))
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The normalised batch. Training needs at least two examples and updates the running averages.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    let features = weight.shape[0]
    require(
      x.shape.count == 2 && x.shape[0] == features,
      "BatchNorm1d: an input of shape \(x.shape); [\(features), examples] is expected")
    let mean: Variable<Scalar>
    let variance: Variable<Scalar>
    switch mode {
    case .training:
      require(x.shape[1] > 1, "BatchNorm1d: one example has no variance to train on")
      mean = x.mean(along: 1, keepingAxes: true)
      variance = x.variance(along: 1, keepingAxes: true)
      runningMean.value = blended(runningMean.value, mean.value.reshaped([-1]))
      runningVar.value = blended(runningVar.value, x.value.variance(along: 1, unbiased: true))
    case .evaluation:
      mean = Variable(runningMean.value.reshaped([-1, 1]))
      variance = Variable(runningVar.value.reshaped([-1, 1]))
    }
    let normalised = (x - mean) / sqrt(variance + Scalar(epsilon))
    return weight.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])
  }

  /// The running average after one more batch.
  private func blended(_ old: Tensor<Scalar>, _ new: Tensor<Scalar>) -> Tensor<Scalar> {
    Scalar(1 - momentum) * old + Scalar(momentum) * new
  }

  /// `[features]`.
  public var inputShape: [Int]? { weight.shape }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `BatchNorm1d(features)`.
  public var description: String { "BatchNorm1d(\(weight.shape[0]))" }
}
