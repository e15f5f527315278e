// Where the wrong entries of a gradient lie, in a phrase: an error that keeps to the borders, to the
// last indices or to every second one has its cause in windows, strides and padding.

import Gradus

/// A part of a gradient, told by a pattern in the indices of its wrong entries.
enum Region: Equatable {
  /// One entry alone.
  case entry([Int])
  /// Elements that have the same value as another one.
  case ties
  /// One index of an axis.
  case index(Int, axis: Int, isLast: Bool)
  /// The first or last index of some axis, of an image's height or width where there are such.
  case borders
  /// The last few indices of an axis.
  case tail(count: Int, axis: Int)
  /// Every so many indices of an axis.
  case periodic(step: Int, first: Int, axis: Int)

  /// The pattern of the wrong ones among some entries of a value's gradient; nil where none is
  /// wrong, all are, or no pattern fits.
  init?(of entries: [Entry], in value: Tensor<Double>) {
    self.init(
      wrong: entries.filter { $0.verdict == .fail }.map(\.index),
      right: entries.filter { $0.verdict == .pass }.map(\.index), in: value)
  }

  /// The pattern of the wrong ones among some indices of a value.
  init?(wrong: [[Int]], right: [[Int]], in value: Tensor<Double>) {
    guard let first = wrong.first, !right.isEmpty else { return nil }
    if wrong.count == 1 {
      self = .entry(first)
    } else if Self.areTies(wrong, in: value), !Self.areTies(right, in: value) {
      self = .ties
    } else if let region = Self.oneIndex(wrong, value.shape)
      ?? Self.borders(wrong, right, value.shape) ?? Self.alongOneAxis(wrong, right, value.shape)
    {
      self = region
    } else {
      return nil
    }
  }

  /// Whether each of the elements at these indices has an equal one elsewhere.
  private static func areTies(_ indices: [[Int]], in value: Tensor<Double>) -> Bool {
    let counts = value.storage.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return indices.allSatisfy { counts[value.storage[value.shape.offset(of: $0)], default: 0] > 1 }
  }

  private static func oneIndex(_ wrong: [[Int]], _ shape: [Int]) -> Region? {
    for axis in shape.longAxes {
      let indices = Set(wrong.map { $0[axis] })
      guard indices.count == 1, let index = indices.first else { continue }
      return .index(index, axis: axis, isLast: index == shape[axis] - 1)
    }
    return nil
  }

  /// Two sides or more of an image, or of whatever it is. Small tensors are borders for the most
  /// part: nearly all of these sides has to be wrong.
  private static func borders(_ wrong: [[Int]], _ right: [[Int]], _ shape: [Int]) -> Region? {
    let axes = shape.count == 4 ? [1, 2] : Array(shape.indices)
    let sides = axes.flatMap { [2 * $0, 2 * $0 + 1] }
    let isAround = sides.subsets.contains { sides in
      func isBorder(_ index: [Int]) -> Bool {
        sides.contains { index[$0 / 2] == ($0.isMultiple(of: 2) ? 0 : shape[$0 / 2] - 1) }
      }
      let spared = right.count(where: isBorder)
      return sides.count > 1 && wrong.allSatisfy(isBorder) && spared < right.count
        && 4 * spared <= wrong.count
    }
    return isAround ? .borders : nil
  }

  /// A tail in which nothing is right, or three regular indices and more.
  private static func alongOneAxis(_ wrong: [[Int]], _ right: [[Int]], _ shape: [Int]) -> Region? {
    for axis in shape.indices where shape[axis] > 3 {
      let indices = Set(wrong.map { $0[axis] }).sorted()
      let start = indices[0]
      if start > 0, !right.contains(where: { $0[axis] >= start }) {
        return .tail(count: shape[axis] - start, axis: axis)
      }
      guard indices.count > 2 else { continue }
      for step in (2...(shape[axis] / 2)).reversed()
      where indices.allSatisfy({ $0 % step == start % step })
        && right.count(where: { indices.contains($0[axis]) }) <= wrong.count
      {
        return .periodic(step: step, first: start % step, axis: axis)
      }
    }
    return nil
  }
}

extension Region: CustomStringConvertible {
  var description: String {
    switch self {
    case .entry(let index): "only at \(index)"
    case .ties: "only where elements are equal"
    case .index(_, let axis, isLast: true): "only at the last index of axis \(axis)"
    case .index(let index, let axis, isLast: false): "only at index \(index) of axis \(axis)"
    case .borders: "only at the borders"
    case .tail(let count, let axis):
      "only at the last \(count) indices of axis \(axis), as where a stride leaves a remainder"
    case .periodic(let step, let first, let axis):
      "only at every \(step)\(step == 2 ? "nd" : step == 3 ? "rd" : "th") index of axis \(axis) "
        + "from \(first), as where windows overlap"
    }
  }
}
