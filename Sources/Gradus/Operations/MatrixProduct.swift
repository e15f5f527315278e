// The matrix product C = A·B, and its two derivatives, products again:
//
//   C[i, j] = Σ_p A[i, p]·B[p, j]        dA = dC·Bᵀ        dB = Aᵀ·dC
//
// A third axis is a batch, last as everywhere: every example has its own matrix, A[i, p, n]. An
// operand of rank 2 beside one of rank 3 is shared by all examples, and its gradient sums over them.

/// The matrix product A·B.
///
/// - Parameters:
///   - a: `[rows, inner]`, or `[rows, inner, examples]`.
///   - b: `[inner, columns]`, or `[inner, columns, examples]`.
/// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples.
public func matmul<Scalar: TensorScalar>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  precondition(
    (2...3).contains(a.rank) && (2...3).contains(b.rank) && a.shape[1] == b.shape[0]
      && (a.rank == 2 || b.rank == 2 || a.shape[2] == b.shape[2]),
    "matmul: shapes \(a.shape) and \(b.shape) do not fit")
  let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
  let examples = [a, b].first { $0.rank == 3 }?.shape[2]
  let batch = examples ?? 1
  // An operand without examples stands still while n runs.
  let (aLength, aStep) = a.rank == 3 ? (batch, 1) : (1, 0)
  let (bLength, bStep) = b.rank == 3 ? (batch, 1) : (1, 0)
  var c = [Scalar](repeating: 0, count: rows * columns * batch)
  c.withUnsafeMutableBufferPointer { c in
    a.scalars.withUnsafeBufferPointer { a in
      b.scalars.withUnsafeBufferPointer { b in
        for i in 0..<rows {
          for p in 0..<inner {
            for j in 0..<columns {
              let (aStart, bStart) = ((i &* inner &+ p) &* aLength, (p &* columns &+ j) &* bLength)
              let cStart = (i &* columns &+ j) &* batch
              for n in 0..<batch {
                c[cStart &+ n] += a[aStart &+ n &* aStep] * b[bStart &+ n &* bStep]
              }
            }
          }
        }
      }
    }
  }
  return Tensor(shape: [rows, columns] + (examples.map { [$0] } ?? []), scalars: c)
}

/// The matrix product A·B, of matrices or of batches of them.
public func matmul<Scalar>(_ a: Variable<Scalar>, _ b: Variable<Scalar>) -> Variable<Scalar> {
  let (x, y) = (a.value, b.value)
  return Variable(
    matmul(x, y),
    Edge(a) { dc in matmul(dc, y.transposed()).summedOverExamples(to: x.rank) },  // dA = dC·Bᵀ
    Edge(b) { dc in matmul(x.transposed(), dc).summedOverExamples(to: y.rank) })  // dB = Aᵀ·dC
}

extension Tensor where Scalar: TensorScalar {
  /// The sum over a batch's examples where the operand it belongs to had none.
  fileprivate func summedOverExamples(to rank: Int) -> Tensor {
    rank < self.rank ? summed(along: -1) : self
  }
}
