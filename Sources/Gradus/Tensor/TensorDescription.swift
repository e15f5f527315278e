// How a tensor prints: as NumPy prints its arrays, except that long rows are not wrapped. Each
// number has as few decimals as tell it from its neighbours (eight at most), points line up, and a
// tensor of more than a thousand elements shows three at either end of each axis.

import Foundation

extension Tensor: CustomStringConvertible {
  /// The elements, nested in brackets and aligned.
  public var description: String {
    if rank == 0 { return "\(scalar)" }
    if count == 0 { return "[]" }
    let abridged = count > 1000
    let shown = offsets(abridged: abridged)
    let texts = Self.texts(of: shown.map { storage[$0] })
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

  /// The places, in `storage`, of the elements that are shown, in order.
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

  /// Numbers in plain notation, their points aligned by blanks, or all in scientific notation where
  /// their sizes are too far apart (NumPy 2.4's rule: from 1e8 up, 1e6 in single precision, below
  /// 1e-4, or a ratio above 1000).
  private static func decimals<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> [String] {
    let sizes = numbers.filter { $0.isFinite && $0 != 0 }.map { abs(Double($0)) }
    let largest = sizes.max() ?? 0
    let smallest = sizes.min() ?? 1
    let limit = numbers is [Float] ? 1e6 : 1e8
    let scientific = largest >= limit || smallest < 1e-4 || largest / smallest > 1000
    let places = numbers.map { $0.isFinite ? self.places(of: $0, scientific: scientific) : 0 }
    let most = places.max() ?? 0
    let exponentWidth = largest >= 1e100 || smallest < 1e-99 ? 4 : 3
    return Swift.zip(numbers, places).map { number, places in
      guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
      guard scientific else {
        let text = String(format: "%.\(places)f", Double(number)) + (places == 0 ? "." : "")
        return text + String(repeating: " ", count: most - places)
      }
      let parts = String(format: "%.\(most)e", Double(number)).split(separator: "e")
      let exponent = String(format: "e%+0\(exponentWidth)d", Int(parts[1]) ?? 0)
      return parts[0] + (most == 0 ? "." : "") + exponent
    }
  }

  /// How many digits follow the point of the shortest decimal that reads back as `number`, rounded
  /// to eight where there are more and without the zeros that this may leave.
  private static func places<Number: BinaryFloatingPoint>(
    of number: Number, scientific: Bool
  ) -> Int {
    let parts = "\(number.magnitude)".split(separator: "e")
    let decimal = parts[0].split(separator: ".")
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let fraction = decimal.count == 2 && decimal[1] != "0" ? decimal[1].count : 0
    let significant = decimal.joined().drop { $0 == "0" }.reversed().drop { $0 == "0" }.count
    let shortest = scientific ? significant - 1 : fraction - exponent
    let places = Swift.max(0, Swift.min(shortest, 8))
    let rounded = String(format: "%.\(places)\(scientific ? "e" : "f")", Double(number))
    return rounded.prefix { $0 != "e" }.drop { $0 != "." }.dropFirst()
      .reversed().drop { $0 == "0" }.count
  }
}
