// How numbers are written in the book and on the terminal. "~" stands for a no-break space.

import Records
import Testing

struct NumberFormatTests {
  @Test(arguments: [
    ("%.1f", 2859.69, "2859.7"),
    ("%d", 442, "442"),
    ("%'d", 50_000, "50,000"),
    ("%'d", 1_234_567, "1,234,567"),
    ("%'.1f", 12_345.67, "12,345.7"),
    ("%'d", 999, "999"),
    ("%.1f", -3.14, "\u{2212}3.1"),
    ("%.1f", -0.01, "0.0"),
    ("%.2e", 0.000_012, "1.20~×~10⁻⁵"),
    ("%.0e", -2e10, "\u{2212}2~×~10¹⁰"),
    ("%.1p", 0.853, "85.3~%"),
    ("%p", 0.6, "60~%"),
    ("%.1f%%", 85.31, "85.3%"),
    ("%.2f s", 1.234, "1.23 s"),
    ("%.3g", 0.123_456, "0.123"),
    ("%.3g", 1.5e-9, "1.5~×~10⁻⁹"),
    ("%%%d%%", 7, "%7%"),
  ])
  func written(pattern: String, value: Double, expected: String) throws {
    let text = try NumberFormat(pattern).string(value)
    #expect(text == expected.replacing("~", with: "\u{A0}"))
  }

  @Test(arguments: ["", "f", "%", "%s", "%.1f %.1f", "%5.1f", "%f%"])
  func refusedPatterns(pattern: String) {
    #expect(throws: LessonError.self) { try NumberFormat(pattern) }
  }

  @Test func wholeNumbersOnlyForD() {
    #expect(throws: LessonError("1.5 is not a whole number, which %d asks for.")) {
      try NumberFormat("%d").string(1.5)
    }
  }
}
