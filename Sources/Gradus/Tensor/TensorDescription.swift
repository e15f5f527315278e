// How a tensor prints: as NumPy prints its arrays. Numbers share one format with as few decimals as
// show them all (eight at most), columns line up, and a tensor of more than a thousand elements
// shows three at either end of each axis.

import Foundation

extension Tensor: CustomStringConvertible {
  /// The elements, nested in brackets and aligned.
  public var description: String {
    let abridged = count > 1000
    let shown = offsets(abridged: abridged)
    let texts = Self.texts(of: shown.map { scalars[$0] })
    let width = texts.map(\.count).max() ?? 0
    var remaining = texts.makeIterator()
    return nested(axis: 0, abridged: abridged) {
      let text = remaining.next() ?? ""
      return String(repeating: " ", count: width - text.count) + text
    }
  }

  /// Which indices along an axis are shown; nil stands for the dots.
  private func visible(_ axis: Int, abridged: Bool) -> [Int?] {
    let length = shape[axis]
    guard abridged, length > 6 else { return Array(0..<length) }
    return [0, 1, 2, nil, length - 3, length - 2, length - 1]
  }

  /// The places, in `scalars`, of the elements that are shown, in order.
  private func offsets(abridged: Bool) -> [Int] {
    var offsets = [0]
    for axis in shape.indices {
      let indices = visible(axis, abridged: abridged).compactMap(\.self)
      offsets = offsets.flatMap { offset in indices.map { offset * shape[axis] + $0 } }
    }
    return offsets
  }

  /// The brackets around one axis; an element comes from `next`.
  private func nested(axis: Int, abridged: Bool, next: () -> String) -> String {
    guard axis < rank else { return next() }
    let parts = visible(axis, abridged: abridged).map { index in
      index == nil ? "..." : nested(axis: axis + 1, abridged: abridged, next: next)
    }
    let depth = rank - axis - 1
    let gap = String(repeating: "\n", count: depth) + String(repeating: " ", count: axis + 1)
    return "[" + parts.joined(separator: depth == 0 ? " " : gap) + "]"
  }

  /// The elements as text, in a format they share where they are floating-point numbers.
  private static func texts(of elements: [Scalar]) -> [String] {
    if let numbers = elements as? [Double] { return decimals(numbers) }
    if let numbers = elements as? [Float] { return decimals(numbers) }
    return elements.map { String(describing: $0) }
  }

  /// Numbers with as many decimals as the longest needs, or all in scientific notation where their
  /// sizes are too far apart (NumPy's rule: from 1e8 up, below 1e-4, or a ratio above 1000).
  private static func decimals<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ numbers: [Number]
  ) -> [String] {
    let sizes = numbers.filter { $0.isFinite && $0 != 0 }.map { abs(Double($0)) }
    let largest = sizes.max() ?? 0
    let smallest = sizes.min() ?? 1
    let scientific = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000
    let shortest = numbers.filter(\.isFinite).map { digits(of: $0) }
    let precision = shortest.map { scientific ? $0.mantissa : $0.fraction }.max() ?? 0
    return numbers.map { number in
      guard number.isFinite else {
        return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
      }
      let places = Swift.min(precision, 8)
      let text = String(format: scientific ? "%.\(places)e" : "%.\(places)f", Double(number))
      guard places == 0 else { return text }
      return scientific ? text.replacingOccurrences(of: "e", with: ".e") : text + "."
    }
  }

  /// How many digits the shortest decimal that reads back as `number` has after its point: in plain
  /// notation, and with one digit before the point.
  private static func digits<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    of number: Number
  ) -> (fraction: Int, mantissa: Int) {
    let parts = "\(number.magnitude)".split(separator: "e")
    let decimal = parts[0].split(separator: ".")
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let fraction = decimal.count == 2 && decimal[1] != "0" ? decimal[1].count : 0
    let all = (decimal[0] + (decimal.count == 2 ? decimal[1] : "")).drop { $0 == "0" }
    let significant = all.reversed().drop { $0 == "0" }.count
    return (Swift.max(fraction - exponent, 0), Swift.max(significant - 1, 0))
  }
}
