// Sums along one axis. Along any but the last, rows are added to rows, a piece of each at a time so
// that the sums stay in the first-level cache; the order is that of the axis. Along the last, short
// rows are added in order too. A longer one is added in lanes, a very long one in blocks, whose sums
// are added in order: that is fast and, as every number passes through fewer additions, more
// accurate as well (Higham 2002, "Accuracy and stability of numerical algorithms", §4.2). Where the
// cuts are depends on the shape alone.

enum SumKernel<Scalar: TensorScalar> {
  /// How many numbers of a long row make a block.
  private static var block: Int { 8_192 }

  /// y[o, i] = Σₖ x[o, k, i] for x of shape `[outer, length, inner]`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func sum(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, outer: Int, length: Int,
    inner: Int
  ) {
    if inner != 1 {
      addRows(x, into: y, outer: outer, length: length, inner: inner)
    } else if length <= block {
      addShortRows(x, into: y, rows: outer, length: length)
    } else {
      addLongRows(x, into: y, rows: outer, length: length)
    }
  }

  /// Sums along an axis that is not the last.
  @inline(__always)
  private static func addRows(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, outer: Int, length: Int,
    inner: Int
  ) {
    let piece = 1_024
    let pieces = (inner + piece - 1) / piece
    ThreadTeam.share(outer * pieces, nanoseconds: outer * length * inner / 8) { part in
      let (o, first) = (part / pieces, part % pieces * piece)
      let y = y + (o * inner + first)
      let count = min(piece, inner - first)
      for i in 0..<count { y[i] = 0 }
      for k in 0..<length {
        let x = x + ((o * length + k) * inner + first)
        for i in 0..<count { y[i] += x[i] }
      }
    }
  }

  /// Sums of rows of a block or less, as many rows a part as make up a block.
  @inline(__always)
  private static func addShortRows(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, rows: Int, length: Int
  ) {
    let perPart = block / max(length, 1)
    ThreadTeam.share((rows + perPart - 1) / perPart, nanoseconds: rows * length / 4) { part in
      for row in part * perPart..<min(part * perPart + perPart, rows) {
        y[row] = sum(x + row * length, length)
      }
    }
  }

  /// Sums of longer rows.
  @inline(__always)
  private static func addLongRows(
    _ x: UnsafePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>, rows: Int, length: Int
  ) {
    let blocks = (length + block - 1) / block
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: rows * blocks) { sums in
      let sums = sums.baseAddress.unsafelyUnwrapped
      ThreadTeam.share(rows * blocks, nanoseconds: rows * length / 8) { part in
        let (row, first) = (part / blocks, part % blocks * block)
        sums[part] = sum(x + (row * length + first), min(block, length - first))
      }
      for row in 0..<rows {
        var sum: Scalar = 0
        for k in row * blocks..<row * blocks + blocks { sum += sums[k] }
        y[row] = sum
      }
    }
  }

  /// The sum of a row or a part of one: of a few numbers in their order; of more in four vectors, so
  /// that an addition need not wait for the one before.
  @inline(__always)
  private static func sum(_ x: UnsafePointer<Scalar>, _ count: Int) -> Scalar {
    if count < 32 {
      var sum: Scalar = 0
      for i in 0..<count { sum += x[i] }
      return sum
    }
    let lanes = Scalar.Lanes.laneCount
    var (a, b) = (Scalar.Lanes(repeating: 0), Scalar.Lanes(repeating: 0))
    var (c, d) = (a, b)
    var i = 0
    while i <= count &- 4 &* lanes {
      a = a + x.lanes(at: i)
      b = b + x.lanes(at: i &+ lanes)
      c = c + x.lanes(at: i &+ 2 &* lanes)
      d = d + x.lanes(at: i &+ 3 &* lanes)
      i &+= 4 &* lanes
    }
    forEachRun(of: Scalar.self, in: i..<count) { place, n in
      a = a + x.lanes(at: place, count: n)
    }
    return ((a + b) + (c + d)).sum()
  }
}
