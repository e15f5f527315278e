// The one way through the numbers of element-wise operations, NumPy's broadcasting in it (Harris et
// al. 2020, "Array programming with NumPy"): shapes are aligned at their last axis, and an axis of
// length 1, or a missing one, repeats. Axes that both operands walk alike are joined into one, so
// that adding a bias to every channel of a batch of images, say, has one long row a channel and one
// number to add to it. The threads share the rows, in parts of a size that the shapes alone decide.

/// Two operands that are walked together, with as few axes as will do. It is lent, never copied, and
/// where there is one axis it knows no array: small tensors would notice.
struct BroadcastWalk: ~Copyable {
  /// An axis: its length, and by how much each operand moves along it; 0 where it stands still.
  typealias Axis = (length: Int, a: Int, b: Int)

  /// The innermost axis, whose numbers stand side by side.
  private var row: Axis

  /// The axes around it, from the inside out.
  private var outer: [Axis] = []

  /// How many rows there are.
  private var rows = 1

  /// So many numbers of two operands side by side.
  @inline(__always)
  init(_ count: Int) { row = (count, 1, 1) }

  /// So many numbers beside one that goes with each of them, the second operand or the first.
  @inline(__always)
  init(_ count: Int, besideOne isSecond: Bool) {
    row = (count, isSecond ? 1 : 0, isSecond ? 0 : 1)
  }

  /// Operands of shapes `a` and `b`, over the shape that they have in common.
  @inline(never)
  init(_ a: [Int], _ b: [Int], over common: [Int]) {
    var (aStride, bStride) = (1, 1)
    row = (1, 0, 0)
    for fromEnd in stride(from: 1, through: common.count, by: 1) {
      let length = common[common.count - fromEnd]
      let m = fromEnd <= a.count ? a[a.count - fromEnd] : 1
      let n = fromEnd <= b.count ? b[b.count - fromEnd] : 1
      if length != 1 {
        Self.join((length, m == 1 ? 0 : aStride, n == 1 ? 0 : bStride), to: &row, &outer)
      }
      (aStride, bStride) = (aStride * m, bStride * n)
    }
    rows = outer.reduce(1) { $0 * $1.length }
  }

  /// Adds an axis around those that there are; where it goes on as the outermost of them ends, or
  /// both stand still, the two are one.
  private static func join(_ axis: Axis, to row: inout Axis, _ outer: inout [Axis]) {
    let last = outer.last ?? row
    if outer.isEmpty && row.length == 1 {
      row = axis
    } else if axis.a != last.length * last.a || axis.b != last.length * last.b {
      outer.append(axis)
    } else if outer.isEmpty {
      row.length *= axis.length
    } else {
      outer[outer.count - 1].length *= axis.length
    }
  }

  /// Where the operands are at the beginning of a row.
  @inline(__always)
  private func offsets(ofRow row: Int) -> (a: Int, b: Int) {
    var (rest, a, b) = (row, 0, 0)
    for axis in outer {
      let (quotient, index) = rest.quotientAndRemainder(dividingBy: axis.length)
      a += index * axis.a
      b += index * axis.b
      rest = quotient
    }
    return (a, b)
  }

  /// Calls `body` for every stretch of a row, on all threads where that pays: with the places of the
  /// result and of the operands where it begins, and how many numbers it has. The loop over these is
  /// the caller's, from which the compiler makes vector instructions; it could not if threads were
  /// handed a function of one number.
  ///
  /// - Parameter picoseconds: about how long one thread takes for a number.
  @inline(__always)
  func share(
    picoseconds: Int, _ body: (_ place: Int, _ a: Int, _ b: Int, _ count: Int) -> Void
  ) {
    let (length, part) = (row.length, 8_192)
    if rows * length == 0 { return }
    if rows == 1 && length <= part { return body(0, 0, 0, length) }
    // Long rows are cut, short ones go several at a time.
    let piece = min(length, part)
    let pieces = length <= part ? 1 : (length + part - 1) / part
    let stretches = rows * pieces
    let perPart = rows == 1 ? 1 : part / piece
    let parts = stretches <= perPart ? 1 : (stretches + perPart - 1) / perPart
    ThreadTeam.share(parts, nanoseconds: rows * length * picoseconds / 1_000) { part in
      for stretch in part * perPart..<min(part * perPart + perPart, stretches) {
        let row = pieces == 1 ? stretch : stretch / pieces
        let first = (stretch - row * pieces) * piece
        let (a, b) = offsets(ofRow: row)
        body(
          row * length + first, a + first * self.row.a, b + first * self.row.b,
          min(piece, length - first))
      }
    }
  }

  /// Calls `body` for every row, on this thread, as `share` does for stretches of them.
  @inline(__always)
  func forEachRow(_ body: (_ place: Int, _ a: Int, _ b: Int, _ count: Int) -> Void) {
    if row.length == 0 { return }
    if rows == 1 { return body(0, 0, 0, row.length) }
    for number in 0..<rows {
      let (a, b) = offsets(ofRow: number)
      body(number * row.length, a, b, row.length)
    }
  }

  /// z = f(x, y) for some numbers of a row; `z` may hold nothing yet. Where an operand stands still
  /// there is a loop of its own, which the compiler makes vectors of. (Both stand still only where
  /// there are no axes, and a row is one number.)
  @inline(__always)
  func combine<A, B, C: BitwiseCopyable>(
    _ x: UnsafePointer<A>, _ y: UnsafePointer<B>, into z: UnsafeMutablePointer<C>, count: Int,
    _ f: (A, B) -> C
  ) {
    if row.b == 0 {
      let b = y[0]
      for i in 0..<count { (z + i).initialize(to: f(x[i], b)) }
    } else if row.a == 0 {
      let a = x[0]
      for i in 0..<count { (z + i).initialize(to: f(a, y[i])) }
    } else {
      for i in 0..<count { (z + i).initialize(to: f(x[i], y[i])) }
    }
  }

  /// z = x for some numbers of a row, x being the first operand.
  @inline(__always)
  func copy<A: BitwiseCopyable>(
    _ x: UnsafePointer<A>, into z: UnsafeMutablePointer<A>, count: Int
  ) {
    if row.a == 0 {
      z.initialize(repeating: x[0], count: count)
    } else {
      z.initialize(from: x, count: count)
    }
  }

  /// z = f(z, y) for some numbers of a row, z being the first operand. (Were it passed twice, to be
  /// read and to be written, nobody could know that no number is read after its place was written.)
  @inline(__always)
  func change<A: BitwiseCopyable, B>(
    _ z: UnsafeMutablePointer<A>, _ y: UnsafePointer<B>, count: Int, _ f: (A, B) -> A
  ) {
    if row.b == 0 {
      let b = y[0]
      for i in 0..<count { z[i] = f(z[i], b) }
    } else {
      for i in 0..<count { z[i] = f(z[i], y[i]) }
    }
  }
}

extension Tensor {
  /// A tensor of the shape that this one and another have in common, written by `body`, which goes
  /// along a walk over the elements of both.
  @inline(__always)
  func walked<Other, Result: BitwiseCopyable>(
    with other: Tensor<Other>, operation: String,
    _ body: (
      _ walk: borrowing BroadcastWalk, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Other>,
      _ z: UnsafeMutablePointer<Result>
    ) -> Void
  ) -> Tensor<Result> {
    let areAlike = shape == other.shape
    let common = areAlike ? shape : shape.broadcast(with: other.shape, operation: operation)
    let walk = areAlike ? BroadcastWalk(count) : BroadcastWalk(shape, other.shape, over: common)
    return Tensor<Result>(shape: common) { z in
      withAddress { x in other.withAddress { y in body(walk, x, y, z) } }
    }
  }

  /// The same with one number beside each of this tensor's.
  @inline(__always)
  func walked<Result: BitwiseCopyable>(
    besideOne y: Scalar,
    _ body: (
      _ walk: borrowing BroadcastWalk, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>,
      _ z: UnsafeMutablePointer<Result>
    ) -> Void
  ) -> Tensor<Result> {
    Tensor<Result>(shape: shape) { z in
      withAddress { x in
        withUnsafePointer(to: y) { y in body(BroadcastWalk(count, besideOne: true), x, y, z) }
      }
    }
  }
}
