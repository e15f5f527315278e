// + − × ÷ of two tensors. Small ones are a loop where they stand; those of many numbers are broadcast
// and cut into stretches of rows, which the threads share.

/// An operation on two numbers. It has a name, rather than being passed as a closure, so that each
/// is compiled into loops of its own.
enum Arithmetic: String {
  case sum = "+"
  case difference = "-"
  case product = "*"
  case quotient = "/"
}

extension Tensor where Scalar: TensorScalar {
  /// x ∘ y element by element, broadcast.
  @inline(__always)
  func combined(with other: Tensor, by arithmetic: Arithmetic) -> Tensor {
    if Swift.max(count, other.count) >= 32_768 {
      let common = shape.broadcast(with: other.shape, operation: arithmetic.rawValue)
      return combined(with: other, by: arithmetic, over: common)
    }
    return switch arithmetic {
    case .sum: zip(other, operation: arithmetic.rawValue) { $0 + $1 }
    case .difference: zip(other, operation: arithmetic.rawValue) { $0 - $1 }
    case .product: zip(other, operation: arithmetic.rawValue) { $0 * $1 }
    case .quotient: zip(other, operation: arithmetic.rawValue) { $0 / $1 }
    }
  }

  /// x ∘ y over a shape to which both broadcast.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  private func combined(
    with other: Tensor, by arithmetic: Arithmetic, over common: [Int]
  ) -> Tensor {
    guard common.elementCount > 0 else { return .zeros(common) }
    let walk = BroadcastWalk(shape, other.shape, over: common)
    let (length, aStep, bStep) = walk.row
    // Long rows are cut, short ones go several at a time.
    let piece = min(length, 8_192)
    let pieces = (length + piece - 1) / piece
    let stretches = common.elementCount / length * pieces
    let perPart = 8_192 / piece
    return Tensor(shape: common) { z in
      withAddress { x in
        other.withAddress { y in
          ThreadTeam.current.share((stretches + perPart - 1) / perPart) { part in
            for stretch in part * perPart..<min(part * perPart + perPart, stretches) {
              let (row, first) = (stretch / pieces, stretch % pieces * piece)
              let (a, b) = walk.offsets(ofRow: row)
              let (x, y) = (x + (a + first * aStep), y + (b + first * bStep))
              let (z, count) = (z + (row * length + first), min(piece, length - first))
              switch arithmetic {
              case .sum:
                broadcastRow(x, step: aStep, y, step: bStep, into: z, count: count) { $0 + $1 }
              case .difference:
                broadcastRow(x, step: aStep, y, step: bStep, into: z, count: count) { $0 - $1 }
              case .product:
                broadcastRow(x, step: aStep, y, step: bStep, into: z, count: count) { $0 * $1 }
              case .quotient:
                broadcastRow(x, step: aStep, y, step: bStep, into: z, count: count) { $0 / $1 }
              }
            }
          }
        }
      }
    }
  }
}
