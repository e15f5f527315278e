// Two large tensors of different shapes, walked together. Axes that both walk alike are joined into
// one, so that adding a bias to every channel of a batch of images, say, has one long row a channel
// and one number to add to it.

/// Two operands of a broadcast operation and their common shape, with as few axes as will do.
struct BroadcastWalk {
  /// The lengths of the joined axes, the innermost first.
  private var lengths: [Int] = []

  private var aStrides: [Int] = []
  private var bStrides: [Int] = []

  /// The walk of operands with shapes `a` and `b` over the shape they have in common.
  init(_ a: [Int], _ b: [Int], over common: [Int]) {
    let (a, b) = (a.strides(broadcastTo: common), b.strides(broadcastTo: common))
    for axis in common.indices.reversed() where common[axis] != 1 {
      let last = lengths.count - 1
      // The next axis goes on where the last one ends, or both stand still.
      if last >= 0, a[axis] == lengths[last] * aStrides[last],
        b[axis] == lengths[last] * bStrides[last]
      {
        lengths[last] *= common[axis]
      } else {
        lengths.append(common[axis])
        aStrides.append(a[axis])
        bStrides.append(b[axis])
      }
    }
  }

  /// How many numbers stand in a row, and by how much the operands move along it: 1, or 0 where one
  /// stands still.
  var row: (length: Int, aStep: Int, bStep: Int) {
    lengths.isEmpty ? (1, 0, 0) : (lengths[0], aStrides[0], bStrides[0])
  }

  /// Where the operands are at the beginning of a row.
  func offsets(ofRow row: Int) -> (a: Int, b: Int) {
    var (rest, a, b) = (row, 0, 0)
    for axis in lengths.indices.dropFirst() {
      let (quotient, index) = rest.quotientAndRemainder(dividingBy: lengths[axis])
      a += index * aStrides[axis]
      b += index * bStrides[axis]
      rest = quotient
    }
    return (a, b)
  }
}

/// One row of a broadcast operation: z = f(x, y), with an operand whose step is 0 standing still.
/// Each case has a loop of its own, which the compiler makes vectors of. (Both stand still only where
/// there are no axes, and a row is one number.)
@inline(__always)
func broadcastRow<A, B, C>(
  _ x: UnsafePointer<A>, step xStep: Int, _ y: UnsafePointer<B>, step yStep: Int,
  into z: UnsafeMutablePointer<C>, count: Int, _ f: (A, B) -> C
) {
  if yStep == 0 {
    let b = y[0]
    for i in 0..<count { (z + i).initialize(to: f(x[i], b)) }
  } else if xStep == 0 {
    let a = x[0]
    for i in 0..<count { (z + i).initialize(to: f(a, y[i])) }
  } else {
    for i in 0..<count { (z + i).initialize(to: f(x[i], y[i])) }
  }
}

extension Tensor {
  /// A tensor of f(a, b) over two tensors, whose shapes broadcast to `common`.
  @inline(__always)
  func zipRows<Other: BitwiseCopyable, Result: BitwiseCopyable>(
    _ other: Tensor<Other>, over common: [Int], _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    let walk = BroadcastWalk(shape, other.shape, over: common)
    let (length, aStep, bStep) = walk.row
    let count = common.elementCount
    return Tensor<Result>(shape: common) { z in
      withAddress { x in
        other.withAddress { y in
          for row in 0..<count / length {
            let (a, b) = walk.offsets(ofRow: row)
            broadcastRow(
              x + a, step: aStep, y + b, step: bStep, into: z + row * length, count: length, f)
          }
        }
      }
    }
  }
}
