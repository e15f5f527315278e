import Gradus
import Testing

@testable import GradientCheck

private let x: Tensor<Double> = [[0.3, -1.2], [0.8, 2.1], [-0.4, 0.6]]
private let w: Tensor<Double> = [[0.5, -0.9, 1.4], [0.2, 0.7, -1.1]]

/// w·tanh x, where `spoil` alters the gradient that flows into x.
private func check(
  _ spoil: @escaping (Tensor<Double>) -> Tensor<Double> = { $0 }
) -> GradientReport {
  let (x, w) = (Variable(x), Variable(w))
  return checkGradient(of: [("x", x), ("w", w)]) {
    matmul(w, tanh(Variable(x.value, Edge(x, pullback: spoil))))
  }
}

/// The report on a function of one tensor.
private func check(
  at x: Tensor<Double>, seed: UInt64 = 1, _ f: (Variable<Double>) -> Variable<Double>
) -> GradientReport {
  checkGradient(at: [("x", x)], seed: seed) { f($0[0]) }
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
    #expect(report.variables.map(\.name) == ["x", "w"])
    #expect(report.variables.map(\.checked) == [6, 6])
  }

  @Test(arguments: [2.0, -1, 0, 0.5, 1 + 1e-8])
  func aScaledGradientFails(factor: Double) {
    let report = check { factor * $0 }
    #expect(!report.passes)
    #expect(report.variables[0].failed == 6, "\(report)")
    #expect(report.variables[1].passes)
  }

  @Test func aSingleWrongEntryFails() {
    let report = check(altering(3) { $0 * (1 + 1e-6) })
    #expect(!report.passes)
    #expect(report.variables[0].failed == 1)
    #expect(report.variables[0].worst.index == [1, 1])
    #expect(report.variables[0].worst.verdict == .fail)
  }

  @Test func notANumberNeverPasses() {
    let report = check(altering(0) { _ in .nan })
    #expect(report.variables[0].failed == 1)
    #expect(report.variables[0].worst.index == [0, 0])

    let outside = check(at: [-1]) { log($0) }
    #expect(!outside.passes)
    #expect(outside.variables[0].unresolved == 1)
  }

  @Test func aJumpDoesNotPass() {
    for claimed in [0, 1, Double.infinity] {
      let report = check(at: [0]) { x in
        Variable(x.value.map { $0 < 0 ? 0.0 : 1 }, Edge(x) { dy in dy * claimed })
      }
      #expect(!report.passes)
      #expect(report.variables[0].unresolved == 1)
    }
  }

  /// Under a plain sum the gradient of a softmax is zero, and zeros would pass.
  @Test func aSoftmaxIsNotAnsweredByZeros() {
    #expect(!check(at: x) { softmax($0.detached) }.passes)
    #expect(check(at: x) { softmax($0) }.passes)
  }

  @Test func zeroEntriesPassBesideOthers() {
    let report = check(at: x) { $0.sliced(0..<2) * 3 }
    #expect(report.passes, "\(report)")
  }

  @Test func theReportFitsAScreenAndNamesTheEntry() {
    let lines = check { -$0 }.description.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0] == "gradient check does not pass: 12 entries, 6 wrong, 0 unresolved")
    #expect(lines[1].hasPrefix("  x: 6 wrong, 0 unresolved of 6; worst at ["))
    #expect(lines[2].hasPrefix("    analytic "))
    #expect(lines[3].hasPrefix("  w: 0 wrong"))
  }

  @Test func theVariablesAreAsBefore() {
    let parameter = Variable(x)
    _ = checkGradient(of: [("x", parameter)]) { tanh(parameter) }
    #expect(parameter.value == x)
  }

  @Test func theSeedDecidesTheCotangent() {
    var cotangents: [[Double]] = []
    for seed: UInt64 in [1, 1, 2] {
      _ = check(at: [1, 2, 3, 4, 5, 6, 7], seed: seed) { x in
        Variable(
          x.value,
          Edge(x) { dy in
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
