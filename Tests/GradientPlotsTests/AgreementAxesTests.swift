// Analytic against numeric: who is in which cloud.

import GradientCheck
import Gradus
import Plot
import Testing

@testable import GradientPlots

@Suite struct AgreementAxesTests {
  private func clouds(_ axes: Axes) -> [Scatter] { axes.marks.compactMap { $0 as? Scatter } }

  @Test func rightEntriesLieOnTheLine() throws {
    let axes = report([3, 2]).agreementAxes()
    let cloud = try #require(clouds(axes).first)
    #expect(clouds(axes).count == 1 && cloud.label == "agrees" && cloud.x.count == 6)
    #expect(zip(cloud.x, cloud.y).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(axes.marks.contains { ($0 as? Reference)?.rule == .sloped(slope: 1, intercept: 0) })
  }

  @Test func wrongEntriesAreVermilion() throws {
    let wrong = clouds(report([3, 2]) { lastDoubled($0) }.agreementAxes()).filter {
      $0.color == .vermilion
    }
    #expect(wrong.map(\.x.count) == [1])
    #expect(abs(wrong[0].y[0] / wrong[0].x[0] - 2) < 1e-9)
  }

  /// At 0 the function jumps.
  @Test func unresolvedEntriesAreOrange() {
    let input = checkGradient(
      at: [("x", [0, 2])], forward: { $0[0].map { $0 < 0 ? $0 : $0 + 1 } }
    ) { _, dy in [dy] }["x"]
    let clouds = clouds(input.agreementAxes())
    #expect(clouds.map(\.label) == ["agrees", "unresolved"])
    #expect(clouds.map(\.color) == [.blue, .orange])
  }

  @Test func whatIsNotFiniteIsCounted() {
    let one = report([3]) { lastLost($0) }.agreementAxes()
    #expect(one.x.label == "numeric n, 1 not finite" && clouds(one).map(\.label) == ["agrees"])
    let all = report([3]) { 0 / (0 * $0) }.agreementAxes()
    #expect((all.marks.first as? Annotation)?.text == "no finite values")
    let none = report([3]) { $0.reshaped([1, 3]) }.agreementAxes()
    #expect((none.marks.first as? Annotation)?.text == "nothing was compared")
  }
}
