// Batch normalisation as a layer: `batchNorm` with two parameters for every feature, and running
// averages of μ and σ² for evaluation. As in PyTorch, the batch is normalised with the biased
// variance, the running one collects the unbiased, and momentum m means r ← (1 − m)·r + m·new.

/// Batch normalisation of `[features, examples]` over the examples.
public typealias BatchNorm1d<Scalar: TensorScalar> = BatchNorm<Scalar, 2>

/// Batch normalisation of `[channels, height, width, examples]` over all but the channels.
public typealias BatchNorm2d<Scalar: TensorScalar> = BatchNorm<Scalar, 4>

/// Batch normalisation of batches with so many axes: of the features, the leading one, over all
/// others. Use it by the names ``BatchNorm1d`` and ``BatchNorm2d``.
public struct BatchNorm<Scalar: TensorScalar, let rank: Int>: ElementwiseLayer {
  /// γ, shape `[features]`; begins at one.
  public let weight: Variable<Scalar>

  /// β, shape `[features]`; begins at zero.
  public let bias: Variable<Scalar>

  /// The running average of the mean, shape `[features]`; begins at zero.
  public let runningMean: State<Tensor<Scalar>>

  /// The running average of the variance, shape `[features]`; begins at one. PyTorch's name for it.
  public let runningVar: State<Tensor<Scalar>>

  /// The weight of a new batch in the running averages, in 0...1.
  public let momentum: Double

  /// At least 0, added to the variance; keeps a constant feature from dividing by zero.
  public let epsilon: Double

  /// A layer for the given number of features, with PyTorch's defaults.
  public init(_ features: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) {
    let name = Self.name
    require(features > 0, "\(name): \(features) features; at least one is needed")
    require(0...1 ~= momentum, "\(name): momentum \(momentum); it must be in 0...1")
    require(
      epsilon >= 0 && epsilon < .infinity,
      "\(name): epsilon \(epsilon); it must be finite and at least 0")
    weight = Variable(.ones([features]))
    bias = Variable(.zeros([features]))
    runningMean = State(.zeros([features]))
    runningVar = State(.ones([features]))
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The batch, normalised by its own statistics in training, which needs at least two values a
  /// feature and updates the running averages, and by these in evaluation.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    requireInput(x.shape)
    if mode == .evaluation {
      let running = Normalisation(
        mean: runningMean.value, variance: runningVar.value, epsilon: Scalar(epsilon))
      return batchNorm(x, running, weight: weight, bias: bias)
    }
    let values = x.shape.dropFirst().elementCount
    require(
      values > 1,
      "\(Self.name): one \(rank == 2 ? "example" : "value") has no variance to train on")
    let own = Normalisation(of: x.value, epsilon: Scalar(epsilon))
    let unbiased = Scalar(Double(values) / Double(values - 1)) * own.variance
    runningMean.value = blended(runningMean.value, own.mean)
    runningVar.value = blended(runningVar.value, unbiased)
    return batchNorm(x, byItself: own, weight: weight, bias: bias)
  }

  /// The running average after one more batch.
  private func blended(_ old: Tensor<Scalar>, _ new: Tensor<Scalar>) -> Tensor<Scalar> {
    Scalar(1 - momentum) * old + Scalar(momentum) * new
  }

  private func requireInput(_ shape: [Int]) {
    let features = weight.shape[0]
    require(
      shape.count == rank && shape[0] == features,
      "\(Self.name): an input of shape \(shape); [\(features), "
        + (rank == 2 ? "examples] is expected" : "height, width, examples] is expected"))
  }

  /// `BatchNorm1d` or `BatchNorm2d`.
  private static var name: String { "BatchNorm\(max(rank - 2, 1))d" }

  /// `[features]` of plain features; of images any height and width will do.
  public var inputShape: [Int]? { rank == 2 ? weight.shape : nil }

  /// `BatchNorm1d(features)`.
  public var description: String { "\(Self.name)(\(weight.shape[0]))" }
}
