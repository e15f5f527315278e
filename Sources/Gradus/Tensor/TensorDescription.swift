// How a tensor prints: as NumPy prints its arrays, except that long rows are not wrapped. Each number
// has as few decimals as tell it from its neighbours (eight at most), points line up, and a tensor of
// more than a thousand elements shows three at either end of each axis.

import Foundation

extension Tensor: CustomStringConvertible {
  /// The elements, nested in brackets and aligned.
  public var description: String {
    if rank == 0 { return "\(scalar)" }
    if count == 0 { return "[]" }
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

  /// Numbers in plain notation, their points aligned by blanks, or all in scientific notation where
  /// their sizes are too far apart (NumPy's rule: from 1e8 up, below 1e-4, or a ratio above 1000).
  private static func decimals<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> [String] {
    let sizes = numbers.filter { $0.isFinite && $0 != 0 }.map { abs(Double($0)) }
    let largest = sizes.max() ?? 0
    let smallest = sizes.min() ?? 1
    let scientific = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000
    let digits = numbers.map { $0.isFinite ? Digits(of: $0, scientific: scientific) : nil }
    let places = digits.compactMap { $0?.fraction.count }.max() ?? 0
    let exponentLength = digits.compactMap { $0?.exponent.count }.max() ?? 0
    return Swift.zip(numbers, digits).map { number, digits in
      guard let digits else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
      let fill = places - digits.fraction.count
      let zeros = String(repeating: "0", count: exponentLength - digits.exponent.count)
      return digits.whole + "." + digits.fraction
        + String(repeating: scientific ? "0" : " ", count: fill)
        + digits.exponent.prefix(2) + zeros + digits.exponent.dropFirst(2)
    }
  }
}

/// A number in decimal digits: `whole.fraction`, the fraction without zeros at its end, followed by
/// an exponent such as `e-05` in scientific notation.
private struct Digits {
  let whole: Substring
  let fraction: Substring
  let exponent: Substring

  /// The shortest digits that read back as `number`, rounded to eight decimals where they are more.
  init<Number: BinaryFloatingPoint>(of number: Number, scientific: Bool) {
    let shortest = Self.places(of: number, scientific: scientific)
    let places = max(1, min(shortest, 8))
    let text = String(format: "%.\(places)\(scientific ? "e" : "f")", Double(number))
    let mantissa = text.prefix { $0 != "e" }
    exponent = text.dropFirst(mantissa.count)
    whole = mantissa.prefix { $0 != "." }
    let zeros = mantissa.reversed().prefix { $0 == "0" }.count
    fraction = mantissa.dropFirst(whole.count + 1).dropLast(zeros)
  }

  /// How many digits follow the point of the shortest decimal that reads back as `number`.
  private static func places<Number: BinaryFloatingPoint>(
    of number: Number, scientific: Bool
  ) -> Int {
    let parts = "\(number.magnitude)".split(separator: "e")
    let decimal = parts[0].split(separator: ".")
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let fraction = decimal.count == 2 && decimal[1] != "0" ? decimal[1].count : 0
    guard scientific else { return max(fraction - exponent, 0) }
    let all = decimal.joined().drop { $0 == "0" }
    return max(all.reversed().drop { $0 == "0" }.count - 1, 0)
  }
}
