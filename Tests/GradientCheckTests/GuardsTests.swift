// The rules that a function and its pullback must keep, each broken once.

import Gradus
import Testing

@testable import GradientCheck

private let x: Tensor<Double> = [[0.3, -1.2], [0.8, 2.1], [-0.4, 0.6]]

/// x² with a pullback of one's own.
private func check(
  _ backward: @escaping (_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double>
) -> GradientReport {
  checkGradient(at: [("x", x)], forward: { $0[0] * $0[0] }) { [backward($0[0], $1)] }
}

@Suite struct GuardsTests {
  @Test func aRightPullbackKeepsThemAll() {
    #expect(check { x, dy in 2 * x * dy }.faults.isEmpty)
  }

  @Test func aFunctionThatIsNotDeterministic() {
    var generator = RandomGenerator(seed: 1)
    let report = checkGradient(at: [("x", x)]) {
      $0[0] * Variable(.normal(x.shape, using: &generator))
    }
    #expect(report.faults == [.nonDeterministic])
    #expect(report.verdict == .inconclusive(.nonDeterministic))
    #expect("\(report)".contains("two calls gave different values"))
  }

  @Test func aFunctionThatChangesItsInput() {
    let report = checkGradient(at: [("x", x)]) { inputs in
      let result = inputs[0] * inputs[0]
      inputs[0].value = 2 * inputs[0].value
      return result
    }
    #expect(report.faults == [.changesInput("x")])
    #expect(report.verdict == .fail)
  }

  @Test func aPullbackThatChangesItsCotangent() {
    let report = check { x, dy in
      let result = 2 * x * dy
      dy.storage.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        UnsafeMutablePointer(mutating: start)[0] = 7
      }
      return result
    }
    #expect(report.faults.contains(.changesCotangent), "\(report)")
    #expect(report.verdict == .fail)
  }

  @Test func aPullbackThatAccumulates() {
    var sum = Tensor<Double>.zeros(x.shape)
    let report = check { x, dy in
      sum += 2 * x * dy
      return sum
    }
    #expect(report.faults == [.notRepeatable(input: "x")])
    #expect(report.verdict == .fail)
  }

  @Test func aPullbackThatIsNotLinear() {
    let squared = check { x, dy in x * dy * dy }
    #expect(squared.faults == [.notLinear(input: "x")])
    let shifted = check { x, dy in 2 * x * dy + 1 }
    #expect(shifted.faults == [.zeroNotKept(input: "x")])
    #expect(shifted.verdict == .fail)
  }

  @Test func aShapeIsFoundBeforeAnythingIsCompared() {
    let report = check { x, dy in (2 * x * dy).reshaped([2, 3]) }
    #expect(report.faults == [.shape(input: "x", expected: [3, 2], found: [2, 3])])
    #expect(report["x"].entries.isEmpty)
    #expect(report.verdict == .fail)
    #expect(report.diagnoses.isEmpty)
  }
}
