// How a loss curves, without its Hessian H, which for n parameters has n² entries. Its product with
// a direction v is the change of the gradient on the way along v (Pearlmutter 1994),
//
//   H·v = d/dt ∇L(θ + t·v) at t = 0
//
// exactly, where the gradient is computed over dual numbers θ + v·ε, or nearly, from two gradients a
// small step apart. The largest eigenvalues follow from some thirty products (Lanczos 1950).

import Gradus

/// H·v from one gradient over dual numbers.
///
/// - Parameters:
///   - v: the direction.
///   - center: θ.
///   - gradient: the gradient at a point, computed over dual numbers.
public func hessianProduct(
  _ v: Direction<Double>, at center: [Tensor<Double>],
  gradient: ([Tensor<Dual<Double>>]) -> [Tensor<Dual<Double>>]
) -> Direction<Double> {
  // ANCHOR: duals
  let point = zip(center, v.parts).map { theta, v in
    Tensor(
      shape: theta.shape,
      scalars: zip(theta.scalars, v.scalars).map { Dual($0, tangent: $1) })
  }
  return Direction(
    gradient(point).map { g in
      Tensor(shape: g.shape, scalars: g.scalars.map(\.tangent))
    })
  // ANCHOR_END: duals
}

/// H·v from two gradients, `step` to either side of the center in terms of v's own length.
///
/// - Parameters:
///   - v: the direction, not zero.
///   - center: θ.
///   - step: how far the two points are from the center, a Euclidean length. The error goes with its
///     square, and rounding with its inverse.
///   - gradient: the gradient at a point.
public func hessianProduct(
  _ v: Direction<Double>, at center: [Tensor<Double>], step: Double,
  differencesOf gradient: ([Tensor<Double>]) -> [Tensor<Double>]
) -> Direction<Double> {
  let t = step / v.length
  let (ahead, behind) = (
    gradient(moved(center, by: [(t, v)])), gradient(moved(center, by: [(-t, v)]))
  )
  return Direction(zip(ahead, behind).map { ($0 - $1) / Tensor(2 * t) })
}

/// An eigenvalue of a symmetric matrix, and how far it may be from a true one.
public struct Eigenvalue: Codable, Sendable, Equatable {
  /// The value.
  public var value: Double
  /// An eigenvalue of the matrix is at most this far away.
  public var bound: Double
}

/// Approximate eigenvalues of a symmetric matrix from its products with vectors, by Lanczos's method
/// with every vector made orthogonal to all before (Golub and Van Loan 2013, section 10.3). The
/// outermost come first and best.
///
/// - Parameters:
///   - size: n, the matrix's.
///   - steps: how many products, at least 1; no more than n are made.
///   - generator: draws the first vector.
///   - product: the matrix's product with a vector `[n]`.
/// - Returns: as many as there were products, in descending order.
public func lanczosEigenvalues(
  size: Int, steps: Int, using generator: inout RandomGenerator,
  product: (Tensor<Double>) throws -> Tensor<Double>
) rethrows -> [Eigenvalue] {
  func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double { (a * b).summed().scalar }
  var q = Tensor<Double>.normal([size], using: &generator)
  q = q / Tensor(dot(q, q).squareRoot())
  var (basis, alphas, betas): ([Tensor<Double>], [Double], [Double]) = ([], [], [])
  // ANCHOR: lanczos
  for _ in 0..<min(steps, size) {
    basis.append(q)
    var w = try product(q)
    alphas.append(dot(w, q))
    for _ in 0..<2 {  // twice, for what rounding has left
      for q in basis { w = w - dot(w, q) * q }
    }
    let beta = dot(w, w).squareRoot()
    betas.append(beta)
    if beta < 1e-12 * (alphas.map { abs($0) }.max() ?? 0) { break }
    q = w / Tensor(beta)
  }
  // ANCHOR_END: lanczos
  let k = alphas.count
  var matrix = Tensor<Double>.zeros([k, k])
  for i in 0..<k {
    matrix[i, i] = alphas[i]
    if i + 1 < k { (matrix[i, i + 1], matrix[i + 1, i]) = (betas[i], betas[i]) }
  }
  let (values, vectors) = eigen(symmetric: matrix)
  return (0..<k).map {
    Eigenvalue(value: values[$0], bound: abs(betas[k - 1] * vectors[k - 1, $0]))
  }.sorted { $0.value > $1.value }
}
