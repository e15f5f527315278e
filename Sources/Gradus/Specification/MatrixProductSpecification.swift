// The matrix product by its definition, for matrices and for batches of them, in which every
// example n has its own:
//
//   C[i, j, n] = Σ_p A[i, p, n]·B[p, j, n]

extension Specification {
  /// The matrix product A·B.
  ///
  /// - Parameters:
  ///   - a: `[rows, inner]`, or `[rows, inner, examples]`.
  ///   - b: `[inner, columns]`, or `[inner, columns, examples]`.
  /// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples;
  ///   an operand without them is shared by all.
  public static func matmul<Scalar: TensorScalar>(
    _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    let batch = a.rank == 3 ? [a.shape[2]] : Array(b.shape.dropFirst(2))
    let examples = batch.first ?? 1
    let (aCount, aStep) = a.rank == 3 ? (examples, 1) : (1, 0)
    let (bCount, bStep) = b.rank == 3 ? (examples, 1) : (1, 0)
    var c = Tensor<Scalar>.zeros([rows, columns] + batch)
    for i in 0..<rows {
      for j in 0..<columns {
        for p in 0..<inner {
          for n in 0..<examples {
            c.storage[(i * columns + j) * examples + n] +=
              a.storage[(i * inner + p) * aCount + n * aStep]
              * b.storage[(p * columns + j) * bCount + n * bStep]
          }
        }
      }
    }
    return c
  }
}
