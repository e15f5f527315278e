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
    #expect(lines.allSatisfy { $0.count <= 110 })
    #expect(lines[2].hasPrefix("  x33 [2]: fail, 2 of 2 wrong"))
    #expect(lines.last == "  and 30 more inputs", "\(report)")
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
}
