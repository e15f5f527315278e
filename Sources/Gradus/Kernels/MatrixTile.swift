// The innermost loop of the matrix product. A tile of C, some rows by two registers, stays in
// registers while p runs: at each p two registers of B's row and a number of A's column for each of
// the tile's rows make products, so that a load is worth more than one multiplication and the sums,
// all independent, hide the time an addition takes (Goto and van de Geijn 2008; Van Zee and van de
// Geijn 2015).

/// The sums of a tile of C: `rows` rows of `vectors` vectors.
struct MatrixTile<Scalar: TensorScalar, let rows: Int, let vectors: Int> {
  /// How many columns the tile has.
  @inline(__always)
  static var width: Int { vectors &* Scalar.Register.laneCount }

  /// How many rows it has.
  @inline(__always)
  static var height: Int { rows }

  private var sums: InlineArray<rows, InlineArray<vectors, Scalar.Register>>

  /// The sums over p < inner of A[i, p]·B[p, j].
  ///
  /// - Parameters:
  ///   - a: A from the tile's first row on; only `rowCount` rows are read, 1 to `rows` of them. A
  ///     tile that reaches beyond them computes its last row again and again.
  ///   - b: B from the tile's first column on, its columns adjacent; as many are read as the tile
  ///     is wide.
  @inline(__always)
  init(_ a: MatrixView<Scalar>, rowCount: Int, _ b: MatrixView<Scalar>, inner: Int) {
    let zero = Scalar.Register(repeating: 0)
    var sums = InlineArray<rows, InlineArray<vectors, Scalar.Register>>(
      repeating: InlineArray(repeating: zero))
    let offsets = InlineArray<rows, Int> { Swift.min($0, rowCount &- 1) &* a.rowStride }
    var (aStart, bStart) = (a.start, b.start)
    for _ in 0..<inner {
      let row = InlineArray<vectors, Scalar.Register> {
        bStart.register(at: $0 &* Scalar.Register.laneCount)
      }
      for i in 0..<rows {
        let factor = Scalar.Register(repeating: aStart[offsets[i]])
        for j in 0..<vectors { sums[i][j].addProduct(factor, row[j]) }
      }
      aStart += a.columnStride
      bStart += b.rowStride
    }
    self.sums = sums
  }

  /// Writes the first rows and columns of the tile to C, or adds them to what stands there.
  ///
  /// - Parameter stride: the distance of C's rows.
  @inline(__always)
  func store(
    to c: UnsafeMutablePointer<Scalar>, stride: Int, rowCount: Int, columnCount: Int, adding: Bool
  ) {
    let lanes = Scalar.Register.laneCount
    guard rowCount == rows && columnCount == vectors &* lanes else {
      // A copy: if the sums themselves had an address, each would be written there at every p.
      withUnsafeTemporaryAllocation(of: Scalar.Register.self, capacity: rows &* vectors) { copy in
        let copy = copy.baseAddress.unsafelyUnwrapped
        for i in 0..<rows {
          for j in 0..<vectors { (copy + (i &* vectors &+ j)).initialize(to: sums[i][j]) }
        }
        Self.storePart(
          copy, to: c, stride: stride, rowCount: rowCount, columnCount: columnCount,
          adding: adding)
      }
      return
    }
    for i in 0..<rows {
      let row = c + i &* stride
      for j in 0..<vectors {
        let sum =
          adding ? row.register(at: j &* lanes, count: lanes) + sums[i][j] : sums[i][j]
        row.store(sum, at: j &* lanes, count: lanes)
      }
    }
  }

  /// Writes fewer rows or columns than there are, of a copy of the sums, `[rows, vectors]`.
  @inline(never)
  private static func storePart(
    _ sums: UnsafePointer<Scalar.Register>, to c: UnsafeMutablePointer<Scalar>, stride: Int,
    rowCount: Int, columnCount: Int, adding: Bool
  ) {
    let lanes = Scalar.Register.laneCount
    for i in 0..<rowCount {
      let row = c + i &* stride
      for j in 0..<vectors where j &* lanes < columnCount {
        let count = Swift.min(lanes, columnCount &- j &* lanes)
        let sum = sums[i &* vectors &+ j]
        row.store(
          adding ? row.register(at: j &* lanes, count: count) + sum : sum, at: j &* lanes,
          count: count)
      }
    }
  }
}
