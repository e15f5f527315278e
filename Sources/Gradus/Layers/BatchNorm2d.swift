// Batch normalisation of images: every channel by its mean and variance over all places of all
// examples. With the channels first and the examples last these stand side by side, so a batch of
// images already is a matrix as `BatchNorm` wants it, `[channels, height·width·examples]`.

/// Batch normalisation of `[channels, height, width, examples]` over all but the channels.
public struct BatchNorm2d<Scalar: TensorScalar>: BatchNorm {
  /// γ, shape `[channels]`; begins at one.
  public let weight: Variable<Scalar>

  /// β, shape `[channels]`; begins at zero.
  public let bias: Variable<Scalar>

  /// The running average of the mean, shape `[channels]`; begins at zero.
  public let runningMean: State<Tensor<Scalar>>

  /// The running average of the variance, shape `[channels]`; begins at one.
  public let runningVar: State<Tensor<Scalar>>

  /// The weight of a new batch in the running averages, in 0...1.
  public let momentum: Double

  /// At least 0, added to the variance.
  public let epsilon: Double

  /// A layer for the given number of channels, with PyTorch's defaults.
  public init(_ channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) {
    requireBatchNorm("BatchNorm2d", channels, momentum: momentum, epsilon: epsilon)
    weight = Variable(.ones([channels]))
    bias = Variable(.zeros([channels]))
    runningMean = State(.zeros([channels]))
    runningVar = State(.ones([channels]))
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The normalised batch. Training needs at least two values a channel and updates the running
  /// averages.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    let channels = weight.shape[0]
    require(
      x.shape.count == 4 && x.shape[0] == channels,
      "BatchNorm2d: an input of shape \(x.shape); [\(channels), height, width, examples] is expected"
    )
    let values = x.shape.dropFirst().elementCount
    require(
      mode == .evaluation || values > 1, "BatchNorm2d: one value has no variance to train on")
    return normalised(x, mode)
  }

  /// `BatchNorm2d(channels)`.
  public var description: String { "BatchNorm2d(\(weight.shape[0]))" }
}
