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

  /// The sum of a row or a part of one, of a few numbers in their order.
  @inline(__always)
  private static func sum(_ x: UnsafePointer<Scalar>, _ count: Int) -> Scalar {
    if count < 32 {
      var sum: Scalar = 0
      for i in 0..<count { sum += x[i] }
      return sum
    }
    return sum(0..<count) { place, n in x.lanes(at: place, count: n) }
  }

  /// The sum of a function of a row of any length, as `sum` adds the row's numbers: block by block.
  ///
  /// - Parameter term: the function at as many places as there are lanes; where fewer count, it gives
  ///   zeros for the lanes that remain.
  @inline(__always)
  static func sumOfRow(
    _ count: Int, _ term: (_ place: Int, _ count: Int) -> Scalar.Lanes
  ) -> Scalar {
    var total: Scalar = 0
    for first in stride(from: 0, to: count, by: block) {
      total += sum(first..<min(first + block, count), term)
    }
    return total
  }

  /// The sum over a range, in four vectors, so that an addition need not wait for the one before.
  @inline(__always)
  private static func sum(
    _ range: Range<Int>, _ term: (_ place: Int, _ count: Int) -> Scalar.Lanes
  ) -> Scalar {
    let lanes = Scalar.Lanes.laneCount
    var sums = InlineArray<4, Scalar.Lanes>(repeating: Scalar.Lanes(repeating: 0))
    var i = range.lowerBound
    while i <= range.upperBound &- 4 &* lanes {
      for k in 0..<4 {
        sums[k] = sums[k] + term(i, lanes)
        i &+= lanes
      }
    }
    forEachRun(of: Scalar.self, in: i..<range.upperBound) { place, n in
      sums[0] = sums[0] + term(place, n)
    }
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])).laneSum()
  }
}
