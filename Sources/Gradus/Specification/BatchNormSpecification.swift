// Batch normalisation by its formulas, one feature, and one number, after the other.

extension Specification {
  /// y = γ·x̂ + β with x̂ = (x − μ)/√(σ² + ε), where μ and σ² are a feature's mean and variance.
  ///
  /// - Parameters:
  ///   - x: `[features, values]`.
  ///   - weight: γ, `[features]`.
  ///   - bias: β, `[features]`.
  ///   - epsilon: ε, added to the variance.
  /// - Returns: y, `[features, values]`.
  public static func batchNorm<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, weight: Tensor<Scalar>, bias: Tensor<Scalar>, epsilon: Scalar
  ) -> Tensor<Scalar> {
    var y = x
    for k in 0..<x.shape[0] {
      let (mu, s) = meanAndDeviation(ofRow: k, of: x, epsilon)
      for i in 0..<x.shape[1] {
        y[k, i] = weight[k] * ((x[k, i] - mu) / s) + bias[k]
      }
    }
    return y
  }

  /// dγ = Σ dy·x̂, dβ = Σ dy and dx = γ/s·(dy − mean(dy) − x̂·mean(dy·x̂)).
  ///
  /// - Parameters:
  ///   - dy: the gradient of y, `[features, values]`.
  ///   - x: `[features, values]`.
  ///   - weight: γ, `[features]`.
  ///   - epsilon: ε, added to the variance.
  public static func batchNormGradients<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, weight: Tensor<Scalar>, epsilon: Scalar
  ) -> (dx: Tensor<Scalar>, dWeight: Tensor<Scalar>, dBias: Tensor<Scalar>) {
    let (features, n) = (x.shape[0], x.shape[1])
    var dx = x
    var (dWeight, dBias) = (Tensor<Scalar>.zeros([features]), Tensor<Scalar>.zeros([features]))
    for k in 0..<features {
      let (mu, s) = meanAndDeviation(ofRow: k, of: x, epsilon)
      for i in 0..<n {
        dBias[k] += dy[k, i]
        dWeight[k] += dy[k, i] * ((x[k, i] - mu) / s)
      }
      let (meanOfDy, meanOfProduct) = (dBias[k] / Scalar(n), dWeight[k] / Scalar(n))
      for i in 0..<n {
        let normalised = (x[k, i] - mu) / s
        dx[k, i] = weight[k] / s * (dy[k, i] - meanOfDy - normalised * meanOfProduct)
      }
    }
    return (dx, dWeight, dBias)
  }

  /// μ = Σ x/n and s = √(Σ (x − μ)²/n + ε) of a row.
  private static func meanAndDeviation<Scalar: TensorScalar>(
    ofRow k: Int, of x: Tensor<Scalar>, _ epsilon: Scalar
  ) -> (mu: Scalar, s: Scalar) {
    let n = x.shape[1]
    var (mu, variance): (Scalar, Scalar) = (0, 0)
    for i in 0..<n { mu += x[k, i] / Scalar(n) }
    for i in 0..<n { variance += (x[k, i] - mu) * (x[k, i] - mu) / Scalar(n) }
    return (mu, .sqrt(variance + epsilon))
  }
}
