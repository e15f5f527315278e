// Batch normalisation (Ioffe and Szegedy 2015, algorithms 1 and 2): every feature is brought to mean
// 0 and variance 1 over the batch, then scaled and shifted by two parameters of its own:
//
//   x̂ = (x − μ)/√(σ² + ε)        y = γ·x̂ + β
//
// Evaluation uses running averages of μ and σ². As in PyTorch, the batch is normalised with the
// biased variance, the running one collects the unbiased, and momentum m means r ← (1 − m)·r +
// m·new.

/// What `BatchNorm1d` and `BatchNorm2d` have in common, which is all but the input's shape.
public protocol BatchNorm<Scalar>: Layer {
  /// γ, shape `[features]`; begins at one.
  var weight: Variable<Scalar> { get }

  /// β, shape `[features]`; begins at zero.
  var bias: Variable<Scalar> { get }

  /// The running average of the mean, shape `[features]`.
  var runningMean: State<Tensor<Scalar>> { get }

  /// The running average of the variance, shape `[features]`. PyTorch's name for it.
  var runningVar: State<Tensor<Scalar>> { get }

  /// The weight of a new batch in the running averages, in 0...1.
  var momentum: Double { get }

  /// Above 0, added to the variance; keeps a constant feature from dividing by zero.
  var epsilon: Double { get }
}

extension BatchNorm {
  /// The normalised rows of a matrix, `[features, values]`, by the batch's statistics in training
  /// and the running ones in evaluation.
  func normalised(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    let mean: Variable<Scalar>
    let variance: Variable<Scalar>
    switch mode {
    case .training:
      mean = x.mean(along: 1, keepingAxes: true)
      variance = x.variance(along: 1, keepingAxes: true)
      runningMean.value = blended(runningMean.value, mean.value.reshaped([-1]))
      let n = Double(x.shape[1])  // at least 2, and the unbiased variance is over n − 1
      runningVar.value = blended(
        runningVar.value, Scalar(n / (n - 1)) * variance.value.reshaped([-1]))
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

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }
}
