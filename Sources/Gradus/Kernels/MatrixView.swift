// Where the numbers of a matrix stand, and copies of parts of it in the order in which the
// innermost loop of the product reads them. Where a matrix is large, its rows lie pages apart and
// crowd the same few places of the cache; a copy costs one pass and is read many times.

/// A matrix in memory: element (i, j) stands at `start[i·rowStride + j·columnStride]`, one of the
/// strides being 1. With the strides exchanged it is the transpose, and nothing has moved.
struct MatrixView<Scalar: TensorScalar> {
  let start: UnsafePointer<Scalar>
  let rowStride: Int
  let columnStride: Int

  /// The transpose.
  @inline(__always)
  var transposed: MatrixView {
    MatrixView(start: start, rowStride: columnStride, columnStride: rowStride)
  }

  /// The part whose first element is (row, column) of this matrix.
  @inline(__always)
  func from(row: Int, column: Int) -> MatrixView {
    MatrixView(
      start: start + (row &* rowStride &+ column &* columnStride),
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Copies `rowCount` rows of `length` numbers column by column, and views the copy. Where there
  /// are fewer rows than a panel is high, what stands in their places means nothing.
  @inline(__always)
  func panel(
    height: Int, rowCount: Int, length: Int, to panel: UnsafeMutablePointer<Scalar>
  ) -> MatrixView {
    if rowStride == 1 {
      copyColumns(height: height, rowCount: rowCount, length: length, to: panel)
    } else {
      shuffleRows(height: height, rowCount: rowCount, length: length, to: panel)
    }
    return MatrixView(start: panel, rowStride: 1, columnStride: height)
  }

  /// A panel of adjacent columns: each is copied as it stands.
  @inline(__always)
  private func copyColumns(
    height: Int, rowCount: Int, length: Int, to panel: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Scalar.Register.laneCount
    for p in 0..<length {
      let (from, to) = (start + p &* columnStride, panel + p &* height)
      let whole = rowCount &- rowCount % lanes
      for i in stride(from: 0, to: whole, by: lanes) {
        to.store(from.register(at: i), at: i, count: lanes)
      }
      for i in whole..<rowCount { to[i] = from[i] }
      for i in rowCount..<height { to[i] = 0 }
    }
  }

  /// A panel of adjacent rows, which is transposed a small block at a time. A last block that is
  /// higher than what remains of the panel writes beyond it, where the next column stands: so it
  /// comes first.
  @inline(__always)
  private func shuffleRows(
    height: Int, rowCount: Int, length: Int, to panel: UnsafeMutablePointer<Scalar>
  ) {
    let depth = Swift.min(height <= 8 ? 8 : 16, Scalar.Register.laneCount)
    let last = (Swift.min(height, rowCount) &- 1) / depth &* depth
    for first in stride(from: last, through: 0, by: 0 &- depth) {
      let rows = from(row: first, column: 0)
      let (count, panel) = (rowCount &- first, panel + first)
      switch depth {
      case 1: Shuffle<Scalar, 1>.copy(rows, count, length: length, to: panel, height: height)
      case 2: Shuffle<Scalar, 2>.copy(rows, count, length: length, to: panel, height: height)
      case 4: Shuffle<Scalar, 4>.copy(rows, count, length: length, to: panel, height: height)
      case 8: Shuffle<Scalar, 8>.copy(rows, count, length: length, to: panel, height: height)
      case 16: Shuffle<Scalar, 16>.copy(rows, count, length: length, to: panel, height: height)
      default: fail("MatrixView: no shuffle of \(depth) rows")
      }
    }
  }
}

/// Transposes blocks, `depth` rows by a vector's columns. A perfect shuffle of all the block's
/// numbers, which deals the two halves in turn, moves the top bit of every number's place to the
/// bottom; when all bits that count the rows have moved, so have rows and columns (Stone 1971,
/// "Parallel processing with the perfect shuffle").
private enum Shuffle<Scalar: TensorScalar, let depth: Int> {
  /// Copies `depth` rows, all of a given length, column by column to a panel. A row beyond the last
  /// of `rowCount` is the last again.
  @inline(never)
  static func copy(
    _ matrix: MatrixView<Scalar>, _ rowCount: Int, length: Int,
    to panel: UnsafeMutablePointer<Scalar>, height: Int
  ) {
    let lanes = Scalar.Register.laneCount
    let rows = InlineArray<depth, UnsafePointer<Scalar>> {
      matrix.start + Swift.min($0, rowCount &- 1) &* matrix.rowStride
    }
    let whole = length &- length % lanes
    for p in stride(from: 0, to: whole, by: lanes) {
      var block = InlineArray<depth, Scalar.Register> { rows[$0].register(at: p) }
      var dealt = 1
      while dealt < depth {
        var next = block
        for i in 0..<depth / 2 {
          (next[2 &* i], next[2 &* i &+ 1]) = block[i].shuffled(with: block[i &+ depth / 2])
        }
        block = next
        dealt &*= 2
      }
      for k in 0..<depth {
        panel.store(block[k], at: (p &+ k &* lanes / depth) &* height, count: lanes)
      }
    }
    for i in 0..<Swift.min(depth, rowCount) {
      for p in whole..<length { panel[p &* height &+ i] = rows[i][p] }
    }
  }
}

extension Int {
  /// The next multiple of `step`.
  @inline(__always)
  func roundedUp(to step: Int) -> Int { (self &+ step &- 1) / step &* step }
}
