// Numbers as a picture shows them. What is kept to be drawn again as grey or coloured pixels needs
// no more steps than a pixel has, and one byte each.

/// Numbers rounded to 256 steps from one end of a range to the other; those outside lie at the ends.
public struct Shades: Codable, Sendable, Equatable {
  private let levels: [UInt8]
  private let from, to: Double

  /// The shades of numbers, each of which must be one.
  ///
  /// - Parameters:
  ///   - values: the numbers.
  ///   - range: its ends are the numbers of black and white; they must not be the same.
  public init(_ values: some Sequence<some BinaryFloatingPoint>, in range: ClosedRange<Double>) {
    (from, to) = (range.lowerBound, range.upperBound)
    precondition(from < to, "Shades: the range from \(from) to \(to) is empty")
    let scale = 255 / (to - from)
    levels = values.map { value in
      let value = Double(value)
      precondition(!value.isNaN, "Shades: a value is not a number")
      return UInt8(
        ((min(max(value, range.lowerBound), range.upperBound) - range.lowerBound) * scale).rounded()
      )
    }
  }

  /// The numbers, each rounded to its step.
  public var values: [Double] { levels.map { from + (to - from) * Double($0) / 255 } }
}
