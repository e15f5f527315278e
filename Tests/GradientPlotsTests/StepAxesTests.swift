// The error over the step: a V for a right gradient, a floor for a wrong one.

import Gradus
import Plot
import Testing

@testable import GradientPlots

@Suite struct StepAxesTests {
  private func lines(_ axes: Axes) -> [Line] { axes.marks.compactMap { $0 as? Line } }

  @Test func aRightGradientMakesAV() throws {
    let input = report([3, 2])
    let central = try #require(lines(input.stepAxes()).first)
    let (h, distance) = (central.x, central.y)
    #expect(h == h.sorted() && h.count == input.steps.count)
    let least = try #require(distance.min())
    #expect(least < 1e-9)
    #expect(distance[0] > 1e3 * least && distance[distance.count - 1] > 1e3 * least)
  }

  @Test func aWrongGradientMakesAFloor() throws {
    let input = report([3, 2]) { lastDoubled($0) }
    let worst = try #require(input.worst)
    let error = abs(worst.analytic - worst.numeric)
    for line in lines(input.stepAxes()) {
      let middle = zip(line.x, line.y).filter { (1e-9...1e-4).contains($0.0) }.map(\.1)
      #expect(middle.count > 10 && middle.allSatisfy { abs($0 / error - 1) < 1e-3 })
    }
    #expect(input.stepAxes().y.label == "distance from a at [2, 1]")
  }

  @Test func theBoundAndTheBestStepAreMarked() throws {
    let input = report([3, 2])
    let axes = input.stepAxes()
    let worst = try #require(input.worst)
    let bounds = axes.marks.compactMap { ($0 as? Reference)?.rule }
    #expect(bounds == [.horizontal(worst.error + worst.allowance)])
    let dot = try #require(axes.marks.compactMap { $0 as? Scatter }.first)
    let best = try #require(input.steps.min { ($0.error ?? 1) < ($1.error ?? 1) })
    #expect(dot.x == [best.length])
    #expect(dot.y[0] <= worst.error + worst.allowance)
  }

  @Test func aScalarHasNoPlace() {
    #expect(report([]).stepAxes().y.label == "distance from a")
  }

  /// Where a direction disagrees and no sampled entry does, the steps are an entry's all the same.
  @Test func aProjectionHasNoSteps() throws {
    let sampled = report([307], entries: 50) { $0 }.entries.map(\.index)
    let unseen = try #require((0..<307).first { !sampled.contains([$0]) })
    let input = report([307], entries: 50) { gradient in
      var wrong = gradient
      wrong[unseen] += 1
      return wrong
    }
    #expect(input.worst?.index == [] && input.failed == 0)
    let distance = try #require(lines(input.stepAxes()).first).y
    #expect((distance.min() ?? 1) < 1e-6)
  }

  @Test func whatCannotBeDrawnIsSaid() throws {
    let lost = report([3]) { lastLost($0) }.stepAxes()
    let misshapen = report([3]) { $0.reshaped([1, 3]) }.stepAxes()
    let texts = [lost, misshapen].map { ($0.marks.first as? Annotation)?.text }
    #expect(texts == ["a value that is not finite", "nothing was compared"])
  }
}
