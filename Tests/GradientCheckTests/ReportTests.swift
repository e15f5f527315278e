// The report as text and as something to ask.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct ReportTests {
  @Test func manyInputsFitAScreenWrongOnesFirst() {
    let inputs = (0..<40).map { (name: "x\($0)", value: Tensor<Double>([0.3, Double($0) + 1])) }
    let report = checkGradient(at: inputs, forward: { $0.reduce(.zeros([2])) { $0 + $1 * $1 } }) {
      x, dy in x.enumerated().map { i, x in (i == 33 ? -2 : 2) * x * dy }
    }
    let lines = "\(report)".split(separator: "\n")
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines[2].hasPrefix("  x33 [2]: fail, 2 of 2 wrong"))
    #expect(lines.last == "  and 21 more inputs, which pass", "\(report)")
  }

  @Test func longLinesAreBrokenAtSpaces() {
    let report = checkGradient(
      at: [
        (
          "encoder.layers.3.attention.normalisation.weight.before.scaling",
          [[0.3, 1e-5], [2e5, -1.5]]
        )
      ],
      forward: { $0[0] * $0[0] }
    ) { x, dy in [4 * x[0] * dy] }
    let lines = "\(report)".split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(report)")
    #expect(lines.contains { $0.hasPrefix("      ") }, "\(report)")
    #expect("\(report)".contains("twice too large"))
  }

  @Test func aSmallErrorIsGivenInsteadOfItsRatio() {
    let report = checkGradient(at: [("x", [0.3, 2])], forward: { $0[0] * $0[0] }) { x, dy in
      [2 * (1 + 1e-8) * x[0] * dy]
    }
    #expect("\(report)".contains(", off 4.9e-09"), "\(report)")
    #expect(!"\(report)".contains("ratio"), "\(report)")
  }

  @Test func colourIsForTerminals() {
    let report = checkGradient(at: [("x", [0.3, 2])]) { tanh($0[0]) }
    #expect(!"\(report)".contains("\u{1B}"))
    #expect(report.text(colored: true).contains("\u{1B}[32mpass\u{1B}[0m"))
    #expect(report.text(colored: false) == "\(report)")
  }

  @Test func inputsAreFoundByName() {
    let report = checkGradient(at: [("a", [1]), ("b", [2])]) { $0[0] * $0[1] }
    #expect(report["b"].name == "b")
    #expect(report["b"].worst?.index == [0])
  }

  /// The central quotients around a right entry form a V, those around a wrong one a floor.
  @Test func stepsBelongToTheWorstEntry() {
    func distances(_ factor: Double) -> [Double] {
      let x: Tensor<Double> = [[0.3, 2, 1], [1, 0.5, -2]]
      let input = checkGradient(at: [("x", x)], forward: { tanh($0[0]) }) { v, dy in
        let right = dy * (1 - tanh(v[0]) * tanh(v[0]))
        return [right.replacing(with: factor * right, where: x .== 0.5)]
      }["x"]
      let analytic = input.worst?.analytic ?? .nan
      return input.steps.map { abs($0.quotient - analytic) / abs(analytic) }
    }
    let (right, wrong) = (distances(1), distances(1.5))
    #expect(right.count == 45 && wrong.count == 45)
    #expect((right.min() ?? 1) < 1e-10)
    #expect(right[2] > 1e-4 && right[44] > 1e-4)
    #expect(wrong[5...40].allSatisfy { abs($0 - 1.0 / 3) < 0.01 })
  }
}
