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

  /// At least 0, added to the variance; keeps a constant feature from dividing by zero.
  var epsilon: Double { get }
}

/// Stops unless a layer of batch normalisation can work with what it is given.
func requireBatchNorm(_ layer: String, _ features: Int, momentum: Double, epsilon: Double) {
  require(features > 0, "\(layer): \(features) features; at least one is needed")
  require(0...1 ~= momentum, "\(layer): momentum \(momentum); it must be in 0...1")
  require(
    epsilon >= 0 && epsilon < .infinity,
    "\(layer): epsilon \(epsilon); it must be finite and at least 0")
}

extension BatchNorm {
  /// The features, the leading axis, normalised by the batch's statistics in training and the
  /// running ones in evaluation.
  func normalised(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    let (a, gamma, eps) = (x.value, weight.value, Scalar(epsilon))
    let normalisation: Normalisation<Scalar>
    switch mode {
    case .training:
      normalisation = Normalisation(of: a, epsilon: eps)
      runningMean.value = blended(runningMean.value, normalisation.mean)
      let n = Double(a.count / a.shape[0])  // at least 2, and the unbiased variance is over n − 1
      runningVar.value = blended(
        runningVar.value, Scalar(n / (n - 1)) * normalisation.variance)
    case .evaluation:
      normalisation = Normalisation(
        mean: runningMean.value, variance: runningVar.value, epsilon: eps)
    }
    func rows(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
      x.reshaped([-1] + a.shape.dropFirst().map { _ in 1 })
    }
    return Variable(
      batchNorm(a, normalisation, weight: gamma, bias: bias.value),
      Edge(x) { dy in
        mode == .training
          ? batchNormInputGradient(dy, a, normalisation, weight: gamma)
          : dy * rows(gamma * normalisation.scale)  // dx = γ/s·dy
      },
      Edge(weight) { dy in batchNormWeightGradient(dy, a, normalisation) },  // dγ = Σ dy·x̂
      Edge(bias) { dy in dy.summed(along: TensorAxes(Array(1..<dy.rank))) })  // dβ = Σ dy
  }

  /// The running average after one more batch.
  private func blended(_ old: Tensor<Scalar>, _ new: Tensor<Scalar>) -> Tensor<Scalar> {
    Scalar(1 - momentum) * old + Scalar(momentum) * new
  }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }
}
