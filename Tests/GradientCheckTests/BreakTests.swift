// Telling a kink or a jump among samples from noise.

import Testing

@testable import GradientCheck

@Suite struct BreakTests {
  /// The first differences of a function at −3, −2, …, 3.
  private func differences(_ f: (Double) -> Double) -> [Double] {
    let values = (-3...3).map { f(Double($0)) }
    return zip(values, values.dropFirst()).map { $1 - $0 }
  }

  @Test func aKinkInTheMiddle() throws {
    let found = try #require(Break(in: differences { 2 * $0 + abs($0) }, beyond: 1e-12))
    #expect(found.place == 2...2)
    #expect(found.mended == [1, 1, 1, 1, 1, 1])
  }

  @Test func aKinkBetweenTwoSamples() throws {
    let found = try #require(Break(in: differences { abs($0 - 0.5) }, beyond: 1e-12))
    #expect(found.place == 2...3)
  }

  @Test func aJump() throws {
    let found = try #require(Break(in: differences { $0 < 0 ? 0 : 1 }, beyond: 1e-12))
    #expect(found.place == 1...2)
    #expect(found.mended == [0, 0, 0, 0, 0, 0])
  }

  @Test func curvatureIsNone() {
    #expect(Break(in: differences { $0 * $0 * $0 - 5 * $0 * $0 }, beyond: 1e-12) == nil)
  }

  @Test func aSmallOneIsNone() {
    #expect(Break(in: differences { 1e-13 * abs($0) }, beyond: 1e-12) == nil)
  }
}
