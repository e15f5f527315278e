// The matrix product C = A·B, and its two derivatives, products again:
//
//   C[i, j] = Σ_p A[i, p]·B[p, j]        dA = dC·Bᵀ        dB = Aᵀ·dC
//
// A third axis is a batch, last as everywhere: every example has its own matrix, A[i, p, n]. An
// operand of rank 2 beside one of rank 3 is shared by all examples, and its gradient sums over
// them.

/// The matrix product A·B.
///
/// - Parameters:
///   - a: `[rows, inner]`, or `[rows, inner, examples]`.
///   - b: `[inner, columns]`, or `[inner, columns, examples]`.
/// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples.
public func matmul<Scalar: TensorScalar>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  require(
    (2...3).contains(a.rank) && (2...3).contains(b.rank) && a.shape[1] == b.shape[0]
      && (a.rank == 2 || b.rank == 2 || a.shape[2] == b.shape[2]),
    "matmul: shapes \(a.shape) and \(b.shape) do not fit")
  let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
  let examples = a.rank == 3 ? [a.shape[2]] : Array(b.shape.dropFirst(2))
  let shape = [rows, columns] + examples
  var c = [Scalar](repeating: 0, count: shape.elementCount)
  if a.rank == 2 {
    // One number of A scales a whole row of B, all its columns and examples.
    let length = columns * examples.elementCount
    for i in 0..<rows {
      for p in 0..<inner {
        addScaled(
          b.scalars, from: p * length, by: a.scalars[i * inner + p], to: &c, at: i * length, length)
      }
    }
  } else {
    // Every example has its own A; B is the example's own, or stands still while n runs.
    let count = a.shape[2]
    let (bCount, bStep) = b.rank == 3 ? (count, 1) : (1, 0)
    for i in 0..<rows {
      for j in 0..<columns {
        for p in 0..<inner {
          for n in 0..<count {
            c[(i * columns + j) * count + n] +=
              a.scalars[(i * inner + p) * count + n]
              * b.scalars[(p * columns + j) * bCount + n * bStep]
          }
        }
      }
    }
  }
  return Tensor(shape: shape, scalars: c)
}

/// c[j] += s·b[j] along one row.
@inline(__always)
private func addScaled<Scalar: TensorScalar>(
  _ b: [Scalar], from start: Int, by s: Scalar, to c: inout [Scalar], at end: Int, _ length: Int
) {
  b.withUnsafeBufferPointer { b in
    c.withUnsafeMutableBufferPointer { c in
      for j in 0..<length { c[end &+ j] += s * b[start &+ j] }
    }
  }
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
