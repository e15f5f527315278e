import Testing

@testable import Plot

struct TickLabelsTests {
  @Test(arguments: [
    (0, 3, "0"), (5, 0, "5"), (5, 2, "500"), (12, 3, "12000"), (5, -1, "0.5"), (5, -3, "0.005"),
    (-25, -1, "−2.5"), (-12_345, -1, "−1234.5"), (0, -2, "0.00"),
  ])
  func `decimals are written out`(mantissa: Int, exponent: Int, text: String) {
    #expect(plain(mantissa, exponent: exponent) == text)
  }

  @Test(arguments: [
    (1_234_567, 0, "1\u{2009}234\u{2009}567"), (100, 0, "100"),
    (-12_345, -1, "−1\u{2009}234.5"), (-100, 0, "−100"),
  ])
  func `digits are grouped by three`(mantissa: Int, exponent: Int, text: String) {
    #expect(plain(mantissa, exponent: exponent, grouped: true) == text)
  }

  @Test func `zeros that all labels end in are dropped`() {
    let sequence = TickSequence(first: 10, step: 10, count: 3, exponent: -2)
    #expect(sequence.labels == ["0.1", "0.2", "0.3"])
  }

  @Test(arguments: [
    (0.0, "0"), (3, "3"), (-3, "−3"), (0.25, "0.25"), (1e-5, "1×10^{-5}"), (2e20, "2×10^{20}"),
  ])
  func `given ticks show the shortest decimal`(value: Double, text: String) {
    #expect(shortest(value) == text)
  }
}
