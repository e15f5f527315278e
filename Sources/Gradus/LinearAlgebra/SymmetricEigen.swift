// Eigenvalues and eigenvectors of a symmetric matrix, S = V·diag(λ)·Vᵀ, by Jacobi's method (1846;
// Golub and Van Loan 2013, §8.5): a rotation in the plane of two axes p and q makes S[p, q] zero,
//
//   S ← Jᵀ·S·J    V ← V·J    with   J = [c s; −s c] in rows and columns p, q
//
// which takes 2·S[p, q]² from the sum of squares off the diagonal. Sweeps over all pairs repeat until
// nothing is left there; for small matrices some eight suffice.

/// The eigenvalues of a symmetric matrix, in no order, and its eigenvectors.
///
/// - Parameter s: S, `[n, n]`, symmetric, of finite numbers.
/// - Returns: λ, `[n]`, and V, `[n, n]`, whose column k is the unit eigenvector of λ[k].
public func eigen<Scalar: TensorScalar>(
  symmetric s: Tensor<Scalar>
) -> (values: Tensor<Scalar>, vectors: Tensor<Scalar>) {
  require(
    s.rank == 2 && s.shape[0] == s.shape[1],
    "eigen(symmetric:): shape \(s.shape) is not square")
  s.requireFiniteNumbers(operation: "eigen(symmetric:)")
  let n = s.shape[0]
  var (a, v) = (s, Tensor<Scalar>.zeros([n, n]))
  for k in 0..<n { v[k, k] = 1 }
  for _ in 0..<40 {
    var isDiagonal = true
    for p in 0..<n {
      for q in p + 1..<max(n, p + 1) {
        // Too small to change the diagonal, hence zero.
        let size = abs(a[p, p]) + abs(a[q, q])
        guard size + abs(a[p, q]) > size else { continue }
        isDiagonal = false
        // ANCHOR: rotation
        // t = tan φ, the smaller root of t² + 2·τ·t − 1 = 0
        let tau = (a[q, q] - a[p, p]) / (2 * a[p, q])
        let t = (tau < 0 ? -1 : 1) / (abs(tau) + .sqrt(1 + tau * tau))
        let c = 1 / Scalar.sqrt(1 + t * t)
        rotate(&a, p, q, c, t * c)
        a = a.transposed()
        rotate(&a, p, q, c, t * c)
        rotate(&v, p, q, c, t * c)
        // ANCHOR_END: rotation
      }
    }
    if isDiagonal { break }
  }
  return (Tensor(shape: [n], scalars: (0..<n).map { a[$0, $0] }), v)
}

/// x·J: columns p and q of x turned into each other.
private func rotate<Scalar: TensorScalar>(
  _ x: inout Tensor<Scalar>, _ p: Int, _ q: Int, _ c: Scalar, _ s: Scalar
) {
  for row in 0..<x.shape[0] {
    let (xp, xq) = (x[row, p], x[row, q])
    x[row, p] = c * xp - s * xq
    x[row, q] = s * xp + c * xq
  }
}
