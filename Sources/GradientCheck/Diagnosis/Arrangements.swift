// The right numbers in the wrong places: transposed, reversed, exchanged, shifted, or another
// input's altogether. Either the gradient is out of order, or the output's gradient was when it came.

import Gradus

extension Pattern {
  static let arrangements: [Pattern] = [
    Pattern { e in
      Move.all(of: e.value.shape).map { move in
        Proposal(
          move.kind, move.phrase,
          left: e.places.map { place in
            // a stands elsewhere than n, or nowhere, and zero comes in.
            guard let source = move.source(place.offset) else { return nil }
            return Predicted(e.analytic.storage[source] - place.numeric)
          })
      }.filter { move in e.places.contains { $0.numeric != 0 } && !move.left.isEmpty }
    },
    Pattern { e in
      Move.all(of: e.output.shape).map { move in
        e.weighing(
          move.kind, "the output's gradient is " + move.phrase, tier: .indirect
        ) { k in move.source(k).map { e.cotangent.storage[$0] } ?? 0 }
      }
    },
    Pattern { e in
      // J·v for Jᵀ·v: the derivative along v, forwards.
      guard e.output.shape == e.value.shape, let forward = e.forwardProduct else { return [] }
      return [
        e.testing(
          .transposed, "the Jacobian is not transposed: a matrix stands for its transpose",
          tier: .indirect
        ) { place in
          let (value, error) = forward[e.places[place].offset]
          return Predicted(value, error: error)
        }
      ]
    },
    Pattern { e in
      e.subject.names.indices.filter {
        $0 != e.input && e.subject.point[$0].count == e.value.count
      }.map { other in
        e.testing(.otherInput, "it is the gradient of \(e.subject.names[other])") {
          e.slope(at: $0, of: e.subject.point, by: other)
        }
      }
    },
  ]
}

/// One way to put a tensor's elements out of order.
private struct Move {
  let kind: Diagnosis.Kind
  let phrase: String

  /// Which element stands in the place of the one at an offset; nil for none.
  let source: (_ offset: Int) -> Int?

  /// Every way that is known, for tensors of a shape.
  static func all(of shape: [Int]) -> [Move] {
    permutations(shape) + reversals(shape) + exchanges(shape) + shifts(shape)
  }

  /// A move of indices, axis by axis; outside of the shape is nowhere.
  private init(
    _ kind: Diagnosis.Kind, _ phrase: String, _ shape: [Int],
    _ move: @escaping (_ index: Int, _ axis: Int) -> Int
  ) {
    self.kind = kind
    self.phrase = phrase
    source = { offset in
      let index = shape.index(at: offset)
      let moved = shape.indices.map { move(index[$0], $0) }
      return zip(moved, shape).allSatisfy { 0 <= $0 && $0 < $1 } ? shape.offset(of: moved) : nil
    }
  }

  private init(_ kind: Diagnosis.Kind, _ phrase: String, _ order: Tensor<Int>) {
    self.kind = kind
    self.phrase = phrase
    source = { order.storage[$0] }
  }

  /// The axes in another order, and the numbers in that order or, reshaped, out of it.
  private static func permutations(_ shape: [Int]) -> [Move] {
    guard shape.count <= 4, shape.filter({ $0 > 1 }).count > 1 else { return [] }
    let count = shape.reduce(1, *)
    let own = Tensor(shape: shape, scalars: (0..<count).map(Double.init))
    return Array(shape.indices).orders.flatMap { order -> [Move] in
      let moved = shape.indices.filter { order[$0] != $0 && shape[$0] > 1 }
      guard moved.count > 1 else { return [] }
      let phrase =
        shape.count == 2
        ? "transposed: a = nᵀ"
        : moved.count == 2
          ? "transposed in axes \(moved[0]) and \(moved[1]): a = nᵀ"
          : "permuted: its axes stand in the order \(order)"
      // a holds the elements of nᵀ in their order, or the transpose of n's in theirs.
      let swapped = Tensor(shape: order.map { shape[$0] }, scalars: own.scalars)
      return [swapped.permuted(order.inverse), own.permuted(order)].map { tensor in
        Move(.transposed, phrase, tensor.map { Int($0) })
      }
    }
  }

  private static func reversals(_ shape: [Int]) -> [Move] {
    let axes = shape.indices.filter { shape[$0] > 1 }
    let several = axes.count > 2 ? [Array(shape.indices[2...]), Array(axes[..<2])] : []
    return (axes.map { [$0] } + several + [axes]).map { axes in
      let phrase =
        axes.count == 2
        ? "rotated by 180° in axes \(axes[0]) and \(axes[1]): convolution for correlation"
        : "in reverse order along \(axes.phrase)"
      return Move(.reversed, phrase, shape) { index, axis in
        axes.contains(axis) ? shape[axis] - 1 - index : index
      }
    }
  }

  private static func exchanges(_ shape: [Int]) -> [Move] {
    shape.indices.filter { shape[$0] > 2 && shape[$0] <= 8 }.flatMap { axis in
      (0..<shape[axis]).flatMap { p in
        (p + 1..<shape[axis]).map { q in
          Move(.exchanged, "\(p) and \(q) of axis \(axis) have changed places", shape) {
            $1 != axis ? $0 : $0 == p ? q : $0 == q ? p : $0
          }
        }
      }
    }
  }

  /// Around the end, by any number; past it, where nothing comes from, by up to three.
  private static func shifts(_ shape: [Int]) -> [Move] {
    shape.indices.filter { shape[$0] > 2 }.flatMap { axis -> [Move] in
      let length = shape[axis]
      func phrase(_ step: Int) -> String {
        "shifted by \(step == 1 ? "one" : "\(step)") along axis \(axis)"
      }
      let around = (1..<length).map { step in
        Move(.shifted, phrase(min(step, length - step)), shape) {
          $1 == axis ? ($0 + step) % length : $0
        }
      }
      let past = [1, -1, 2, -2, 3, -3].filter { abs($0) < length - 1 }.map { step in
        Move(.shifted, phrase(abs(step)), shape) { $1 == axis ? $0 + step : $0 }
      }
      return around + past
    }
  }
}

extension Evidence {
  /// J·v by Richardson's quotient along v, and its error; nil where a value is not finite.
  fileprivate var forwardProduct: [(value: Double, error: Double)]? {
    let quotients = [-9, -10].map { exponent in
      let h = Double(sign: .plus, exponent: exponent, significand: 1)
      let ends = [h, -h].map { subject.output(at: point(value + $0 * cotangent)) }
      return ((ends[0] - ends[1]) / (2 * h)).scalars
    }
    let product = zip(quotients[0], quotients[1]).map {
      (value: (4 * $1 - $0) / 3, error: 1e-3 * abs($1 - $0) + 1e-9 * abs($1))
    }
    return product.allSatisfy(\.value.isFinite) ? product : nil
  }
}

extension [Int] {
  /// Every order of the elements.
  fileprivate var orders: [[Int]] {
    isEmpty
      ? [[]]
      : indices.flatMap { first in
        var rest = self
        let element = rest.remove(at: first)
        return rest.orders.map { [element] + $0 }
      }
  }

  /// The order that undoes this one.
  fileprivate var inverse: [Int] {
    indices.map { axis in firstIndex(of: axis) ?? axis }
  }
}
