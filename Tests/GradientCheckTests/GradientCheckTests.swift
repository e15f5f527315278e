import Gradus
import Testing

@testable import GradientCheck

private let x: Tensor<Double> = [[0.3, -1.2], [0.8, 2.1], [-0.4, 0.6]]
private let w: Tensor<Double> = [[0.5, -0.9, 1.4], [0.2, 0.7, -1.1]]

/// w·tanh x, where `spoil` alters the gradient that flows into x.
private func check(
  _ spoil: @escaping (Tensor<Double>) -> Tensor<Double> = { $0 }
) -> GradientReport {
  checkGradient(at: [("x", x), ("w", w)]) { inputs in
    let spoiled = Variable(inputs[0].value, Edge(inputs[0], pullback: spoil))
    return matmul(inputs[1], tanh(spoiled))
  }
}

/// The same gradient with one entry altered.
private func altering(
  _ index: Int, _ change: @escaping (Double) -> Double
) -> (Tensor<Double>) -> Tensor<Double> {
  { gradient in
    var scalars = gradient.scalars
    scalars[index] = change(scalars[index])
    return Tensor(shape: gradient.shape, scalars: scalars)
  }
}

@Suite struct GradientCheckTests {
  @Test func aRightGradientPasses() {
    let report = check()
    #expect(report.passes, "\(report)")
    #expect(report.inputs.map(\.name) == ["x", "w"])
    #expect(report.inputs.map(\.checked) == [6, 6])
  }

  @Test(arguments: [2.0, -1, 0, 0.5, 1 + 1e-8])
  func aScaledGradientFails(factor: Double) {
    let report = check { factor * $0 }
    #expect(!report.passes)
    #expect(report.inputs[0].failed == 6, "\(report)")
    #expect(report.inputs[1].passes)
  }

  @Test func aSingleWrongEntryFails() {
    let report = check(altering(3) { $0 * (1 + 1e-6) })
    #expect(!report.passes)
    #expect(report.inputs[0].failed == 1)
    #expect(report.inputs[0].worst.index == [1, 1])
    #expect(report.inputs[0].worst.verdict == .fail)
  }

  @Test func notANumberNeverPasses() {
    let report = check(altering(0) { _ in .nan })
    #expect(report.inputs[0].failed == 1)
    #expect(report.inputs[0].worst.index == [0, 0])

    let outside = checkGradient(at: [("x", [-1])]) { log($0[0]) }
    #expect(!outside.passes)
    #expect(outside.inputs[0].unresolved == 1)
  }

  @Test func aJumpDoesNotPass() {
    for claimed in [0, 1, Double.infinity] {
      let report = checkGradient(at: [("x", [0])]) { inputs in
        let step = inputs[0].value.map { $0 < 0 ? 0.0 : 1 }
        return Variable(step, Edge(inputs[0]) { dy in dy * claimed })
      }
      #expect(!report.passes)
      #expect(report.inputs[0].unresolved == 1)
    }
  }

  /// Under a plain sum the gradient of a softmax is zero, and zeros would pass.
  @Test func aSoftmaxIsNotAnsweredByZeros() {
    #expect(!checkGradient(at: [("x", x)]) { softmax($0[0].detached) }.passes)
    #expect(checkGradient(at: [("x", x)]) { softmax($0[0]) }.passes)
  }

  @Test func zeroEntriesPassBesideOthers() {
    let report = checkGradient(at: [("x", x)]) { $0[0].sliced(0..<2) * 3 }
    #expect(report.passes, "\(report)")
  }

  @Test func theReportFitsAScreenAndNamesTheEntry() {
    let lines = check { -$0 }.description.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "gradient check does not pass: 12 entries, 6 wrong, 0 unresolved")
    #expect(lines[1].hasPrefix("  x: 6 wrong, 0 unresolved of 6; worst at ["))
    #expect(lines[2].hasPrefix("  w: 0 wrong"))
  }

  @Test func theSeedDecidesTheCotangent() {
    var cotangents: [[Double]] = []
    for seed: UInt64 in [1, 1, 2] {
      _ = checkGradient(at: [("x", [1, 2, 3, 4, 5, 6, 7])], seed: seed) { inputs in
        Variable(
          inputs[0].value,
          Edge(inputs[0]) { dy in
            cotangents.append(dy.scalars)
            return dy
          })
      }
    }
    #expect(cotangents[0] == cotangents[1])
    #expect(cotangents[0] != cotangents[2])
    #expect(cotangents.joined().allSatisfy { (0.5...1).contains(abs($0)) })
    #expect(cotangents[0].contains { $0 < 0 } && cotangents[0].contains { $0 > 0 })
  }
}
