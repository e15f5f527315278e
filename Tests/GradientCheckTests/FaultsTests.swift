// What is wrong with the function itself is for the report to say, not for the program to end with.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct FaultsTests {
  @Test func anOutputWhoseShapeDependsOnValues() {
    let report = checkGradient(
      at: [("x", [0.5, 1])],
      forward: { x in
        x[0].scalars[0] == 0.5 ? x[0] : Tensor([x[0].scalars[0]])
      }
    ) { x, dy in [dy] }
    #expect(report.faults.contains(.outputShape(expected: [2], found: [1])), "\(report)")
    #expect(report.verdict == .fail)
  }

  @Test func oneGradientTooMany() {
    for gradients in [0, 2] {
      let report = checkGradient(at: [("x", [0.5, 1])], forward: { $0[0] }) { x, dy in
        Array(repeating: dy, count: gradients)
      }
      #expect(report.faults == [.count(expected: 1, found: gradients)], "\(report)")
      #expect(report.verdict == .fail)
    }
  }

  @Test(arguments: [Double.nan, .infinity]) func anInputThatIsNotFinite(value: Double) {
    let report = checkGradient(at: [("w", [1, 2]), ("x", Tensor([0.5, value]))]) {
      $0[0] * $0[1]
    }
    #expect(report.faults == [.notFinite(input: "x", index: [1])], "\(report)")
    #expect(report.verdict == .inconclusive(.nonFinite))
  }

  /// What cancels beside terms of 10⁵ leaves their rounding.
  @Test func aTrueZeroBesideLargeGradients() {
    let x: Tensor<Double> = [0.3, -0.7, 1.1]
    func loss(_ p: [Variable<Double>]) -> Variable<Double> {
      let shifted = p[0] * 1e5 + p[1]
      return ((shifted - shifted.mean()) * Variable([1, -2, 0.7])).summed()
    }
    let report = checkGradient(at: [("x", x), ("shift", Tensor(0.4))], of: loss)
    #expect(report.verdict == .vacuous, "\(report)")
    #expect("\(report)".contains("zeros: [\"shift\"]"), "\(report)")
    let declared = checkGradient(
      at: [("x", x), ("shift", Tensor(0.4))], options: CheckOptions(zeros: ["shift"]), of: loss)
    #expect(declared.passes, "\(declared)")
    // The same zero as an entry among large ones.
    let wide = checkGradient(at: [("w", [0.3, -0.7, 1.1, 0.4])]) { p in
      let shifted = p[0].sliced(0..<3) * 1e5 + p[0].sliced(3..<4)
      return ((shifted - shifted.mean()) * Variable([1, -2, 0.7])).summed()
    }
    #expect(wide.passes, "\(wide)")
  }

  /// x² and x³ agree at 1.
  @Test func aMemoryKnowsItsFunction() {
    let options = CheckOptions(memory: NumericMemory())
    let square = checkGradient(at: [("x", [1])], options: options, forward: { $0[0] * $0[0] }) {
      x, dy in [2 * x[0] * dy]
    }
    #expect(square.passes)
    let cube = checkGradient(
      at: [("x", [1])], options: options, forward: { $0[0] * $0[0] * $0[0] }
    ) { x, dy in [2 * x[0] * dy] }
    #expect(cube.verdict == .fail, "\(cube)")
  }
}
