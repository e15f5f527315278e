// The right numbers in the wrong places: transposed, reversed, exchanged, shifted, or another
// input's altogether. Either the gradient is out of order, or the output's gradient was when it came.

import Gradus

extension Evidence {
  var arrangementMistakes: [Proposal] {
    movedGradient + movedUpstream + forwardProduct + gradientOfAnother
  }

  private var movedGradient: [Proposal] {
    guard places.contains(where: { $0.numeric != 0 }) else { return [] }
    return Move.all(of: value.shape).map { move in
      Proposal(
        move.kind, move.phrase,
        left: places.compactMap { place in
          // a stands elsewhere than n, or nowhere, and zero comes in.
          move.source(place.offset).map { (place, Predicted(analytic.storage[$0] - place.numeric)) }
        })
    }
  }

  private var movedUpstream: [Proposal] {
    Move.all(of: output.shape).map { move in
      weighing(move.kind, "the output's gradient is " + move.phrase, tier: .indirect) {
        move.source($0).map { cotangent.storage[$0] } ?? 0
      }
    }
  }

  /// J·v for Jᵀ·v: the derivative along v, forwards, by Richardson's quotients.
  private var forwardProduct: [Proposal] {
    guard output.shape == value.shape else { return [] }
    let quotients = [-9, -10].map { exponent -> [Double] in
      let h = Double.twoToThe(exponent)
      let ends = [h, -h].map { subject.output(at: point(value + $0 * cotangent)) }
      return ((ends[0] - ends[1]) / (2 * h)).scalars
    }
    let product = zip(quotients[0], quotients[1]).map { coarse, fine -> Predicted in
      let error: Double = 1e-3 * abs(fine - coarse) + 1e-9 * abs(fine)
      return Predicted((4 * fine - coarse) / 3, error: error)
    }
    guard product.allSatisfy(\.value.isFinite) else { return [] }
    return [
      testing(
        .transposed, "the Jacobian is not transposed: a matrix stands for its transpose",
        tier: .indirect
      ) { product[$0.offset] }
    ]
  }

  private var gradientOfAnother: [Proposal] {
    others.filter { subject.point[$0].count == value.count }.map { other in
      testing(.otherInput, "it is the gradient of \(subject.names[other])") {
        slope(at: $0, of: subject.point, by: other)
      }
    }
  }
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
    guard shape.count <= 4, shape.longAxes.count > 1 else { return [] }
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
    let axes = shape.longAxes
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
  fileprivate var inverse: [Int] { indices.map { axis in firstIndex(of: axis) ?? axis } }
}
