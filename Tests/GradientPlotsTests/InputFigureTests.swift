// The three plots on one page, for gradients of every kind.

import Foundation
import GradientCheck
import Gradus
import Plot
import Testing

@testable import GradientPlots

@Suite struct InputFigureTests {
  @Test func theTitleNamesTheInputAndTheVerdict() {
    let figure = report([3, 2]) { lastDoubled($0) }.figure()
    #expect(figure.title == "x [3, 2]: fail")
    #expect(figure.axes.count == 3)
  }

  @Test(arguments: [[], [5], [307], [3, 2], [2, 3, 3, 5]])
  func everythingCanBeDrawn(shape: [Int]) throws {
    let spoilers: [(Tensor<Double>) -> Tensor<Double>] = [
      { $0 }, { lastDoubled($0) }, { lastLost($0) }, { $0.reshaped([1] + shape) }, { 0 * $0 },
    ]
    let drawn = try spoilers.map { spoil in
      try report(shape, entries: 50, spoil: spoil).figure().rendered(as: .svg)
    }
    #expect(Set(drawn).count == spoilers.count)
  }

  /// A lesson keeps what a check has found and draws it another day.
  @Test(arguments: [[], [307], [3, 2]])
  func whatWasKeptIsDrawnAlike(shape: [Int]) throws {
    let input = report(shape, entries: 50) { lastDoubled($0) }
    let json = try JSONEncoder().encode(input)
    let kept = try JSONDecoder().decode(GradientReport.Input.self, from: json)
    #expect(kept.verdict == input.verdict && kept.diagnoses == input.diagnoses)
    #expect(try kept.figure().rendered(as: .svg) == input.figure().rendered(as: .svg))
  }
}
