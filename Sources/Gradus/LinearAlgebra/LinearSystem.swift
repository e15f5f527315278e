// Linear systems S·x = r with a symmetric, positive definite S, by Cholesky's factorisation
// S = L·Lᵀ with a lower triangle L (Golub and Van Loan 2013, §4.2.3): L·u = r is solved from the
// top down, Lᵀ·x = u from the bottom up.

/// The solution x of S·x = r; NaN where S is not positive definite.
///
/// - Parameters:
///   - s: S, `[n, n]`, of finite numbers, symmetric and positive definite; only its lower triangle is
///     read.
///   - r: `[n, columns]`, each column a right-hand side.
/// - Returns: x, `[n, columns]`.
public func solve<Scalar: TensorScalar>(
  _ s: Tensor<Scalar>, _ r: Tensor<Scalar>
) -> Tensor<Scalar> {
  require(
    s.rank == 2 && s.shape[0] == s.shape[1] && r.rank == 2 && r.shape[0] == s.shape[0],
    "solve: shapes \(s.shape) and \(r.shape) do not fit; [n, n] and [n, columns] are expected")
  s.requireFiniteNumbers(operation: "solve")
  let n = s.shape[0]
  var l = Tensor<Scalar>.zeros([n, n])
  for i in 0..<n {
    for j in 0...i {
      let rest = (0..<j).reduce(s[i, j]) { $0 - l[i, $1] * l[j, $1] }
      l[i, j] = i == j ? .sqrt(rest) : rest / l[j, j]
    }
  }
  var x = r
  for column in 0..<r.shape[1] {
    for i in 0..<n {
      x[i, column] = (0..<i).reduce(x[i, column]) { $0 - l[i, $1] * x[$1, column] } / l[i, i]
    }
    for i in (0..<n).reversed() {
      x[i, column] = (i + 1..<n).reduce(x[i, column]) { $0 - l[$1, i] * x[$1, column] } / l[i, i]
    }
  }
  return x
}

extension Tensor where Scalar: TensorScalar {
  /// Stops where a matrix that is to be taken apart has infinite numbers or NaN in it.
  func requireFiniteNumbers(operation: String) {
    let wrong = storage.first { !$0.doubleValue.isFinite }
    require(wrong == nil, "\(operation): the matrix has \(wrong.map { "\($0)" } ?? "") in it")
  }
}
