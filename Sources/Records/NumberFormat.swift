// How a number is written, in printf's words and a typesetter's hand: `%.1f` of -3.14159 is −3.1
// with a true minus sign, `%.1e` of 0.000012 is 1.2 × 10⁻⁵, `%'d` of 50000 is 50,000, and `%.1p` of
// 0.853, a fraction, is 85.3 %. One conversion a format; text around it is kept, `%%` is a percent
// sign. Spaces inside a number are no-break spaces. Zero never carries a sign.

import Foundation

/// A printf-style format with exactly one conversion: `d`, `f`, `e`, `g` or `p` (a percentage).
public struct NumberFormat: Sendable, Equatable {
  /// The format as written, such as `%.1f`.
  public let pattern: String
  private let before: String
  private let after: String
  private let conversion: Character
  private let precision: Int?
  private let grouped: Bool

  /// - Parameter pattern: text with one conversion, `%['][.digits](d|f|e|g|p)`; the apostrophe
  ///   groups thousands with commas.
  /// - Throws: ``LessonError`` if the pattern has no conversion, more than one, or an unknown one.
  public init(_ pattern: String) throws {
    let shape = /%(?<grouped>'?)(?:\.(?<precision>\d{1,2}))?(?<conversion>[dfegp])/
    let pieces = pattern.split(separator: "%%", omittingEmptySubsequences: false)
    let found = pieces.indices.flatMap { index in
      pieces[index].matches(of: shape).map { (index, $0) }
    }
    let percents = pieces.reduce(0) { $0 + $1.filter { $0 == "%" }.count }
    guard found.count == 1, percents == 1, let (index, match) = found.first else {
      throw LessonError(
        "the format \"\(pattern)\" should hold one conversion such as %d, %.1f, %.2e or %.1p.")
    }
    self.pattern = pattern
    before = (pieces[..<index] + [pieces[index][..<match.range.lowerBound]]).joined(separator: "%")
    after = ([pieces[index][match.range.upperBound...]] + pieces[(index + 1)...])
      .joined(separator: "%")
    conversion = match.conversion.first ?? "g"
    precision = match.precision.flatMap { Int($0) }
    grouped = !match.grouped.isEmpty
  }

  /// `value` as the format writes it.
  ///
  /// - Parameter value: a finite number; for `d` a whole one.
  /// - Throws: ``LessonError`` if `d` is asked of a number that is not whole.
  public func string(_ value: Double) throws -> String {
    if conversion == "d", value.rounded() != value {
      throw LessonError("\(value) is not a whole number, which %d asks for.")
    }
    let body =
      switch conversion {
      case "d": String(format: "%.0f", value)
      case "f": String(format: "%.*f", precision ?? 6, value)
      case "p": String(format: "%.*f", precision ?? 0, 100 * value) + "\u{A0}%"
      case "e": String(format: "%.*e", precision ?? 6, value)
      default: String(format: "%.*g", precision ?? 6, value)
      }
    return before + Self.typeset(grouped ? Self.group(body) : body) + after
  }

  /// Puts commas between the thousands of the whole part.
  private static func group(_ text: String) -> String {
    guard let digits = text.firstMatch(of: /\d+/)?.range else { return text }
    var grouped = ""
    for (place, digit) in text[digits].reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return text.replacingCharacters(in: digits, with: String(grouped.reversed()))
  }

  /// Turns `-1.2e-05` into `−1.2 × 10⁻⁵` and `-0.0` into `0.0`.
  private static func typeset(_ text: String) -> String {
    var mantissa = text[...]
    var exponent = ""
    if let e = text.firstIndex(of: "e"), let power = Int(text[text.index(after: e)...]) {
      mantissa = text[..<e]
      let raised: [Character: Character] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
        "8": "⁸", "9": "⁹",
      ]
      exponent = "\u{A0}×\u{A0}10" + String(String(power).map { raised[$0] ?? $0 })
    }
    if mantissa.hasPrefix("-") {
      let isZero = !mantissa.contains { ("1"..."9").contains($0) }
      mantissa = mantissa.dropFirst()
      return (isZero ? "" : "\u{2212}") + mantissa + exponent
    }
    return mantissa + exponent
  }
}
