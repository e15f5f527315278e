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
    let lanes = Scalar.Lanes.laneCount
    for p in 0..<length {
      let (from, to) = (start + p &* columnStride, panel + p &* height)
      if rowCount == height {
        for i in 0..<height { to[i] = from[i] }
      } else {
        for i in stride(from: 0, to: rowCount &- rowCount % lanes, by: lanes) {
          to.store(from.lanes(at: i), at: i)
        }
        for i in rowCount &- rowCount % lanes..<rowCount { to[i] = from[i] }
        for i in rowCount..<height { to[i] = 0 }
      }
    }
  }

  /// A panel of adjacent rows, which is transposed a small block at a time. A perfect shuffle of
  /// all the block's numbers, which deals the two halves in turn, moves the top bit of every
  /// number's place to the bottom; when all bits that count the rows have moved, so have rows and
  /// columns (Stone 1971, "Parallel processing with the perfect shuffle").
  @inline(__always)
  private func shuffleRows(
    height: Int, rowCount: Int, length: Int, to panel: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Scalar.Lanes.laneCount
    let depth = Swift.min(height, lanes)
    let whole = length &- length % lanes
    withTwoBlocks(of: Scalar.Lanes.self) { one, other in
      for first in stride(from: 0, to: Swift.min(height, rowCount), by: depth) {
        for p in stride(from: 0, to: whole, by: lanes) {
          var (block, next) = (one, other)
          for i in 0..<depth {
            // A row beyond the last is the last again.
            block[i] = start.lanes(at: Swift.min(first &+ i, rowCount &- 1) &* rowStride &+ p)
          }
          var dealt = 1
          while dealt < depth {
            for i in 0..<depth / 2 {
              (next[2 &* i], next[2 &* i &+ 1]) = block[i].shuffled(with: block[i &+ depth / 2])
            }
            (block, next) = (next, block)
            dealt &*= 2
          }
          for k in 0..<depth {
            panel.store(block[k], at: (p &+ k &* lanes / depth) &* height &+ first)
          }
        }
        for i in first..<first &+ depth {
          let row = start + Swift.min(i, rowCount &- 1) &* rowStride
          for p in whole..<length { panel[p &* height &+ i] = row[p] }
        }
      }
    }
  }
}

/// Room on the stack for two blocks of sixteen vectors.
@inline(__always)
private func withTwoBlocks<Lanes>(
  of type: Lanes.Type, _ body: (UnsafeMutablePointer<Lanes>, UnsafeMutablePointer<Lanes>) -> Void
) {
  withUnsafeTemporaryAllocation(of: type, capacity: 16) { one in
    withUnsafeTemporaryAllocation(of: type, capacity: 16) { other in
      if let one = one.baseAddress, let other = other.baseAddress { body(one, other) }
    }
  }
}

extension Int {
  /// The next multiple of `step`.
  @inline(__always)
  func roundedUp(to step: Int) -> Int { (self &+ step &- 1) / step &* step }
}
