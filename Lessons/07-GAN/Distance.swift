// How far two clouds of points are from each other, if both are taken for normal distributions with
// the same means μ and covariances Σ (Fréchet 1957; Dowson and Landau 1982). Heusel et al. (2017)
// judge generators by it:
//
//   δ² = |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2·(Σ₁^½·Σ₂·Σ₁^½)^½)
//
// The trace of a root is the sum of the eigenvalues' roots.

import Gradus

/// The mean and the covariance of points.
struct Moments {
  /// μ, `[dimensions]`.
  let mean: Tensor<Double>
  /// Σ, `[dimensions, dimensions]`.
  let covariance: Tensor<Double>

  /// Those of points `[dimensions, points]`, at least two.
  init(of points: Tensor<Float>) {
    let x = Tensor<Double>(points)
    mean = x.mean(along: 1)
    let far = x - mean.reshaped([-1, 1])
    covariance = matmul(far, transposed: far) / Double(x.shape[1] - 1)
  }

  /// δ², at least 0.
  func distance(to other: Moments) -> Double {
    // ANCHOR: distance
    let gap = mean - other.mean
    let (values, V) = eigen(symmetric: covariance)
    let root = matmul(V * values.map { max($0, 0).squareRoot() }, transposed: V)
    let product = matmul(matmul(root, other.covariance), root)
    let roots = eigen(symmetric: product).values.map { max($0, 0).squareRoot() }
    let traces = (covariance + other.covariance) * identity(gap.count)
    return (gap * gap).summed().scalar + traces.summed().scalar
      - 2 * roots.summed().scalar
    // ANCHOR_END: distance
  }
}

/// The identity matrix.
private func identity(_ n: Int) -> Tensor<Double> {
  Tensor(shape: [n, n], scalars: (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 })
}
