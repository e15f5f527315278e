// Systems S·x = r with a symmetric positive definite S, by Cholesky's factorisation S = L·Lᵀ (Golub and
// Van Loan 2013, §4.2.3), then L·u = r forwards and Lᵀ·x = u backwards.

import Gradus

/// The solution x of S·x = r.
///
/// - Parameters:
///   - S: `[n, n]`, symmetric and positive definite.
///   - r: `[n, 1]`.
func solve(_ S: Tensor<Double>, _ r: Tensor<Double>) -> Tensor<Double> {
  let n = S.shape[0]
  var L = Tensor<Double>.zeros([n, n])
  for i in 0..<n {
    for j in 0...i {
      let rest = (0..<j).reduce(S[i, j]) { $0 - L[i, $1] * L[j, $1] }
      L[i, j] = i == j ? rest.squareRoot() : rest / L[j, j]
    }
  }
  var x = r
  for i in 0..<n {
    x[i, 0] = (0..<i).reduce(x[i, 0]) { $0 - L[i, $1] * x[$1, 0] } / L[i, i]
  }
  for i in (0..<n).reversed() {
    x[i, 0] = (i + 1..<n).reduce(x[i, 0]) { $0 - L[$1, i] * x[$1, 0] } / L[i, i]
  }
  return x
}
