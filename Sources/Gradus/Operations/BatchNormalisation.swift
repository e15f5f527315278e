// Batch normalisation (Ioffe and Szegedy 2015, algorithm 1): every feature is brought to mean 0 and
// variance 1, then scaled and shifted by two numbers of its own:
//
//   x̂ = (x − μ)/s,  s = √(σ² + ε)        y = γ·x̂ + β
//
//   dβ = Σ dy        dγ = Σ dy·x̂        dx = γ/s·(dy − mean(dy) − x̂·mean(dy·x̂))
//
// What dx takes off is what came through μ and σ²; where these are constants, dx = γ/s·dy. The
// features are the leading axis, and everything else is summed over: the examples and, for images,
// their pixels.

/// What brings every feature to mean 0 and variance 1: x̂ = (x − μ)/√(σ² + ε).
public struct Normalisation<Scalar: TensorScalar> {
  /// μ, shape `[features]`.
  public let mean: Tensor<Scalar>

  /// σ², over all values and not one less, shape `[features]`.
  public let variance: Tensor<Scalar>

  /// ε, at least 0.
  public let epsilon: Scalar

  /// By given means and variances, of shape `[features]`.
  public init(mean: Tensor<Scalar>, variance: Tensor<Scalar>, epsilon: Scalar) {
    require(
      mean.rank == 1 && mean.shape == variance.shape,
      "Normalisation: means of shape \(mean.shape), variances of shape \(variance.shape)")
    require(epsilon >= 0, "Normalisation: epsilon \(epsilon); it must be at least 0")
    (self.mean, self.variance, self.epsilon) = (mean, variance, epsilon)
  }

  /// By the means and variances of a batch, `[features, …]`, of at least one value a feature.
  public init(of x: Tensor<Scalar>, epsilon: Scalar) {
    require(
      x.rank > 1 && x.count > 0, "Normalisation: a batch of shape \(x.shape) has no mean")
    let (mean, variance) = BatchNormKernel.moments(x)
    self.init(mean: mean, variance: variance, epsilon: epsilon)
  }
}

/// γ·x̂ + β.
///
/// - Parameters:
///   - x: a batch, `[features, …]`.
///   - normalisation: what gives x̂.
///   - weight: γ, `[features]`.
///   - bias: β, `[features]`.
/// - Returns: y, of the batch's shape.
public func batchNorm<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>, weight: Tensor<Scalar>,
  bias: Tensor<Scalar>
) -> Tensor<Scalar> {
  normalisation.requireFit(x, weight, bias, operation: "batchNorm")
  return BatchNormKernel.normalised(x, normalisation, weight: weight, bias: bias)
}

/// The gradient of `batchNorm` for a batch that was normalised by its own means and variances.
///
/// - Parameters:
///   - dy: the gradient of y, of its shape.
///   - x: the batch, `[features, …]`.
///   - normalisation: the batch's own.
///   - weight: γ, `[features]`.
/// - Returns: dx = γ/s·(dy − mean(dy) − x̂·mean(dy·x̂)), of the batch's shape.
public func batchNormInputGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>,
  weight: Tensor<Scalar>
) -> Tensor<Scalar> {
  normalisation.requireFit(x, dy: dy, weight, operation: "batchNormInputGradient")
  return BatchNormKernel.inputGradient(dy, x, normalisation, weight: weight)
}

/// The gradient of `batchNorm` for the weight, whichever means and variances were taken.
///
/// - Parameters:
///   - dy: the gradient of y, of its shape.
///   - x: the batch, `[features, …]`.
///   - normalisation: what gives x̂.
/// - Returns: dγ = Σ dy·x̂, `[features]`.
public func batchNormWeightGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>
) -> Tensor<Scalar> {
  normalisation.requireFit(x, dy: dy, operation: "batchNormWeightGradient")
  return BatchNormKernel.weightGradient(dy, x, normalisation)
}

/// γ·x̂ + β for a batch normalised by means and variances that do not depend on it.
///
/// - Parameters:
///   - x: a batch, `[features, …]`.
///   - normalisation: what gives x̂; a constant.
///   - weight: γ, `[features]`.
///   - bias: β, `[features]`.
public func batchNorm<Scalar>(
  _ x: Variable<Scalar>, _ normalisation: Normalisation<Scalar>, weight: Variable<Scalar>,
  bias: Variable<Scalar>
) -> Variable<Scalar> {
  let gamma = weight.value
  let rows = [-1] + x.shape.dropFirst().map { _ in 1 }
  return batchNorm(
    x, normalisation, weight, bias,
    Edge(x) { dy in dy * (gamma * normalisation.scale).reshaped(rows) })  // dx = γ/s·dy
}

/// γ·x̂ + β for a batch normalised by its own means and variances, through which a part of the
/// gradient flows.
///
/// - Parameters:
///   - x: a batch, `[features, …]`.
///   - normalisation: the batch's own.
///   - weight: γ, `[features]`.
///   - bias: β, `[features]`.
public func batchNorm<Scalar>(
  _ x: Variable<Scalar>, byItself normalisation: Normalisation<Scalar>, weight: Variable<Scalar>,
  bias: Variable<Scalar>
) -> Variable<Scalar> {
  let (a, gamma) = (x.value, weight.value)
  return batchNorm(
    x, normalisation, weight, bias,
    Edge(x) { dy in
      // dx = γ/s·(dy − mean(dy) − x̂·mean(dy·x̂))
      batchNormInputGradient(dy, a, normalisation, weight: gamma)
    })
}

/// γ·x̂ + β with an edge to x.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func batchNorm<Scalar>(
  _ x: Variable<Scalar>, _ normalisation: Normalisation<Scalar>, _ weight: Variable<Scalar>,
  _ bias: Variable<Scalar>, _ edge: Edge<Scalar>
) -> Variable<Scalar> {
  let a = x.value
  return Variable(
    batchNorm(a, normalisation, weight: weight.value, bias: bias.value), edge,
    Edge(weight) { dy in batchNormWeightGradient(dy, a, normalisation) },  // dγ = Σ dy·x̂
    Edge(bias) { dy in dy.summed(along: TensorAxes(Array(1..<dy.rank))) })  // dβ = Σ dy
}

extension Normalisation {
  /// 1/s for every feature.
  var scale: Tensor<Scalar> { 1 / sqrt(variance + epsilon) }

  /// Stops unless a batch has a value for every mean, the gradient has its shape and the parameters
  /// have one number a feature.
  fileprivate func requireFit(
    _ x: Tensor<Scalar>, dy: Tensor<Scalar>? = nil, _ parameters: Tensor<Scalar>...,
    operation: String
  ) {
    require(
      x.rank > 1 && x.shape[0] == mean.count,
      "\(operation): a batch of shape \(x.shape) for \(mean.count) means")
    require(
      dy.map { $0.shape == x.shape } ?? true,
      "\(operation): a gradient of shape \(dy?.shape ?? []) for a batch of shape \(x.shape)")
    for parameter in parameters {
      require(
        parameter.shape == mean.shape,
        "\(operation): a parameter of shape \(parameter.shape) for \(mean.count) features")
    }
  }
}
