// The product of two batches of matrices: the loops of one product, a vector of examples in each
// number's place.

/// C[i, j, n] = Σ_p A[i, p, n]·B[p, j, n].
///
/// - Parameters:
///   - c: where to write C, `[rows, columns, examples]`.
///   - a: A of the first example; the next example's number is the next in memory, or the same one
///     where `sharesA`.
///   - b: B of the first example, likewise.
///   - rows, inner, columns, examples: at least 1.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func multiplyMatrixBatches<Scalar: TensorScalar>(
  into c: UnsafeMutablePointer<Scalar>,
  _ a: MatrixView<Scalar>, sharesA: Bool, _ b: MatrixView<Scalar>, sharesB: Bool,
  rows: Int, inner: Int, columns: Int, examples: Int
) {
  let lanes = Scalar.Lanes.laneCount
  let work = rows &* inner &* columns &* examples
  ThreadTeam.share(rows, nanoseconds: work / 10) { i in
    for j in 0..<columns {
      let (x, y) = (a.from(row: i, column: 0), b.from(row: 0, column: j))
      let z = c + (i &* columns &+ j) &* examples
      let whole = examples &- examples % lanes
      for n in stride(from: 0, to: whole, by: lanes) {
        var sum = Scalar.Lanes(repeating: 0)
        for p in 0..<inner {
          let (u, v) = (x.start + p &* x.columnStride, y.start + p &* y.rowStride)
          sum.addProduct(
            sharesA ? Scalar.Lanes(repeating: u.pointee) : u.lanes(at: n),
            sharesB ? Scalar.Lanes(repeating: v.pointee) : v.lanes(at: n))
        }
        z.store(sum, at: n)
      }
      for n in whole..<examples {
        var sum: Scalar = 0
        for p in 0..<inner {
          sum +=
            x.start[p &* x.columnStride &+ (sharesA ? 0 : n)]
            * y.start[p &* y.rowStride &+ (sharesB ? 0 : n)]
        }
        z[n] = sum
      }
    }
  }
}
