// The matrix product C = A·B in blocks: C is cut into blocks that threads share, by its shape
// alone; the sum over p is cut into stretches, so that the panel of B that is in use, as wide
// as a tile, stays in the first cache while A's rows pass by. A large B is copied, panel by panel, once for
// all blocks (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication").

/// C = A·B for matrices of any size.
///
/// - Parameters:
///   - c: where to write C, `[rows, columns]`, row-major.
///   - a: A, `[rows, inner]`.
///   - b: B, `[inner, columns]`.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func multiplyMatrices<Scalar: TensorScalar>(
  into c: UnsafeMutablePointer<Scalar>, _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>,
  rows: Int, inner: Int, columns: Int
) {
  let work = rows &* inner &* columns
  if work <= 256 {
    for i in 0..<rows {
      for j in 0..<columns {
        var sum: Scalar = 0
        let (row, column) = (a.from(row: i, column: 0), b.from(row: 0, column: j))
        for p in 0..<inner {
          sum += row.start[p &* a.columnStride] * column.start[p &* b.rowStride]
        }
        c[i &* columns &+ j] = sum
      }
    }
    return
  }
  let product = MatrixProduct(a: a, b: b, c: c, inner: inner, columns: columns)
  // Halve the longer side of the blocks until there are enough of them or too little in each.
  var (height, width) = (rows, columns)
  var blocks = 1
  while blocks < 8 && height &* width &* inner > 1 << 20 || height > 512 {
    if height > 256 || width <= 64 {
      height = (height / 2).roundedUp(to: FullTile<Scalar>.height)
    } else {
      width = (width / 2).roundedUp(to: FullTile<Scalar>.width)
    }
    blocks &*= 2
  }
  let across = (columns &+ width &- 1) / width
  let down = (rows &+ height &- 1) / height
  product.withPanels { panels in
    ThreadTeam.share(down &* across, nanoseconds: work / 100) { block in
      let (i, j) = (block / across &* height, block % across &* width)
      product.computeBlock(
        i..<Swift.min(i &+ height, rows), j..<Swift.min(j &+ width, columns), panels)
    }
  }
}

/// One product, of which blocks are computed independently.
private struct MatrixProduct<Scalar: TensorScalar> {
  let a: MatrixView<Scalar>
  let b: MatrixView<Scalar>
  let c: UnsafeMutablePointer<Scalar>
  let inner: Int
  let columns: Int

  /// The height of a tile.
  static var tileHeight: Int { FullTile<Scalar>.height }

  /// The width of a tile.
  static var tileWidth: Int { FullTile<Scalar>.width }

  /// The longest stretch of p at a time: a panel of B of this length fills half the first cache.
  static var longestStretch: Int { 256 }

  /// Over how many p a tile is summed at a time.
  private var stretch: Int {
    let stretches = (inner &+ Self.longestStretch &- 1) / Self.longestStretch
    return (inner &+ stretches &- 1) / stretches
  }

  /// Calls `body` with a copy of B, panel by panel; with nil where B is so small that each block may
  /// copy what it needs.
  @inline(__always)
  func withPanels(_ body: (_ panels: UnsafeMutablePointer<Scalar>?) -> Void) {
    if inner &* columns < 1 << 18 { return body(nil) }
    let width = Self.tileWidth
    withScratch(of: Scalar.self, columns.roundedUp(to: width) &* inner) { panels in
      ThreadTeam.share((columns &+ width &- 1) / width, nanoseconds: columns &* inner / 4) { tile in
        let j = tile &* width
        for p in stride(from: 0, to: inner, by: stretch) {
          let length = Swift.min(stretch, inner &- p)
          _ = copy(
            j, p, Swift.min(width, columns &- j), length, to: panel(j, p, length, in: panels))
        }
      }
      body(panels)
    }
  }

  /// Copies the panel of B of some columns from j on, for `length` rows from p on.
  @inline(__always)
  private func copy(
    _ j: Int, _ p: Int, _ columnCount: Int, _ length: Int, to panel: UnsafeMutablePointer<Scalar>
  ) -> MatrixView<Scalar> {
    b.from(row: p, column: j).transposed.panel(
      height: Self.tileWidth, rowCount: columnCount, length: length, to: panel
    ).transposed
  }

  /// Where the panel of the columns from j on, for `length` rows from p on, stands in the copy.
  @inline(__always)
  private func panel(
    _ j: Int, _ p: Int, _ length: Int, in panels: UnsafeMutablePointer<Scalar>
  ) -> UnsafeMutablePointer<Scalar> {
    panels + (p &* columns.roundedUp(to: Self.tileWidth) &+ j &* length)
  }

  /// Computes the given rows and columns of C.
  @inline(never)
  func computeBlock(
    _ rowRange: Range<Int>, _ columnRange: Range<Int>, _ panels: UnsafeMutablePointer<Scalar>?
  ) {
    let (height, width, stretch) = (Self.tileHeight, Self.tileWidth, stretch)
    // A copy pays where it is read often.
    let copiesA = columnRange.count >= 64
    let copiesB = rowRange.count >= 64 || b.columnStride != 1
    let aCount = copiesA ? rowRange.count.roundedUp(to: height) &* stretch : 0
    withScratch(of: Scalar.self, aCount &+ width &* stretch) { scratch in
      let (aPanels, bPanel) = (scratch, scratch + aCount)
      for p in stride(from: 0, to: inner, by: stretch) {
        let length = Swift.min(stretch, inner &- p)
        if copiesA {
          for i in stride(from: 0, to: rowRange.count, by: height) {
            _ = a.from(row: rowRange.lowerBound &+ i, column: p).panel(
              height: height, rowCount: Swift.min(height, rowRange.count &- i), length: length,
              to: aPanels + i &* length)
          }
        }
        for j in stride(from: columnRange.lowerBound, to: columnRange.upperBound, by: width) {
          let columnCount = Swift.min(width, columnRange.upperBound &- j)
          let columnPanel =
            if let panels {
              MatrixView(
                start: panel(j, p, length, in: panels), rowStride: width, columnStride: 1)
            } else if copiesB || columnCount < width {
              copy(j, p, columnCount, length, to: bPanel)
            } else {
              b.from(row: p, column: j)
            }
          for i in stride(from: 0, to: rowRange.count, by: height) {
            let row = rowRange.lowerBound &+ i
            let rowPanel =
              copiesA
              ? MatrixView(start: aPanels + i &* length, rowStride: 1, columnStride: height)
              : a.from(row: row, column: p)
            computeTile(
              rowPanel, columnPanel, length, to: c + (row &* columns &+ j),
              rowCount: Swift.min(height, rowRange.upperBound &- row),
              columnCount: columnCount, adding: p > 0)
          }
        }
      }
    }
  }

  /// One tile with as many rows and vectors as its part of C needs.
  @inline(__always)
  private func computeTile(
    _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ inner: Int,
    to c: UnsafeMutablePointer<Scalar>, rowCount: Int, columnCount: Int, adding: Bool
  ) {
    @inline(__always)
    func store<let rows: Int, let vectors: Int>(_ tile: MatrixTile<Scalar, rows, vectors>) {
      tile.store(
        to: c, stride: columns, rowCount: rowCount, columnCount: columnCount, adding: adding)
    }
    if columnCount <= NarrowTile<Scalar>.width {
      store(NarrowTile(a, rowCount: rowCount, b, inner: inner))
    } else if rowCount <= FlatTile<Scalar>.height {
      store(FlatTile(a, rowCount: rowCount, b, inner: inner))
    } else {
      store(FullTile(a, rowCount: rowCount, b, inner: inner))
    }
  }
}

/// Memory for a while, aligned to a cache line; nothing has been written to it. A function of its
/// own, or there would be a copy of `body` for each of the places memory may come from.
@inline(never)
func withScratch<Scalar: BitwiseCopyable>(
  of type: Scalar.Type, _ count: Int, _ body: (UnsafeMutablePointer<Scalar>) -> Void
) {
  let isKept = BufferPool.isWorthwhile(for: type, count: count)
  withUnsafeTemporaryAllocation(
    byteCount: isKept ? 0 : count &* MemoryLayout<Scalar>.stride, alignment: 64
  ) { bytes in
    let start =
      isKept
      ? BufferPool.take(type, count: count)
      : bytes.baseAddress.unsafelyUnwrapped.bindMemory(to: type, capacity: count)
    body(start)
    if isKept { BufferPool.giveBack(start, count: count) }
  }
}
