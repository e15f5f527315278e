// Batch normalisation of plain features: a matrix as `BatchNorm` wants it, a row a feature.

/// Batch normalisation of `[features, examples]` over the examples.
public struct BatchNorm1d<Scalar: TensorScalar>: BatchNorm {
  /// γ, shape `[features]`; begins at one.
  public let weight: Variable<Scalar>

  /// β, shape `[features]`; begins at zero.
  public let bias: Variable<Scalar>

  /// The running average of the mean, shape `[features]`; begins at zero.
  public let runningMean: State<Tensor<Scalar>>

  /// The running average of the variance, shape `[features]`; begins at one.
  public let runningVar: State<Tensor<Scalar>>

  /// The weight of a new batch in the running averages, in 0...1.
  public let momentum: Double

  /// At least 0, added to the variance.
  public let epsilon: Double

  /// A layer for the given number of features, with PyTorch's defaults.
  public init(_ features: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) {
    requireBatchNorm("BatchNorm1d", features, momentum: momentum, epsilon: epsilon)
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
    require(
      mode == .evaluation || x.shape[1] > 1,
      "BatchNorm1d: one example has no variance to train on")
    return normalised(x, mode)
  }

  /// `[features]`.
  public var inputShape: [Int]? { weight.shape }

  /// `BatchNorm1d(features)`.
  public var description: String { "BatchNorm1d(\(weight.shape[0]))" }
}
