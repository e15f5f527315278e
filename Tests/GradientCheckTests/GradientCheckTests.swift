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
  checkGradient(at: [("x", x)], options: CheckOptions(seed: seed)) { f($0[0]) }
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
    #expect(report.inputs[0].worst?.index == [1, 1])
    #expect(report.inputs[0].worst?.verdict == .fail)
  }

  @Test func notANumberNeverPasses() {
    let report = check(altering(0) { _ in .nan })
    #expect(report.inputs[0].failed == 1)
    #expect(report.inputs[0].worst?.index == [0, 0])

    let outside = check(at: [-1]) { log($0) }
    #expect(!outside.passes)
    #expect(outside.inputs[0].unresolved == 1)
  }

  @Test func aJumpDoesNotPass() {
    for claimed in [0, 1, Double.infinity] {
      let report = check(at: [0]) { x in
        Variable(x.value.map { $0 < 0 ? 0.0 : 1 }, Edge(x) { dy in dy * claimed })
      }
      #expect(!report.passes)
      #expect(report.verdict == .inconclusive(.jump), "\(report)")
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
    #expect(lines[0] == "gradient check: fail")
    #expect(lines[1] == "  12 entries, 6 wrong; reverse mode, finite differences")
    #expect(lines[2] == "  x [3, 2]: fail, 6 of 6 wrong")
    #expect(lines[3].hasPrefix("    at ["))
    #expect(lines[3].hasSuffix(", ratio -1"))
    #expect(lines[4] == "    cause: the sign is wrong: a = −n")
    #expect(lines[5] == "  w [2, 3]: pass, 6 entries")
    #expect(lines.count == 6)
  }

  /// Noise takes fourteen evaluations an entry and the derivative six; a single output's noise is
  /// measured at eight entries for all.
  @Test func theNoiseOfALossIsMeasuredOnce() {
    var generator = RandomGenerator(seed: 4)
    let weights = Tensor<Double>.normal([60], using: &generator)
    var calls = 0
    let report = checkGradient(
      at: [("w", weights)],
      forward: { p in
        calls += 1
        return Tensor(tanh(p[0]).mean().scalar)
      }
    ) { p, dL in [dL * (1 - tanh(p[0]) * tanh(p[0])) / 60] }
    #expect(report.passes, "\(report)")
    #expect((480..<900).contains(calls), "\(calls)")
  }

  @Test func theVariablesAreAsBefore() {
    let parameter = Variable(x)
    _ = checkGradient(of: [("x", parameter)]) { tanh(parameter) }
    #expect(parameter.value == x)
  }

  @Test func theSeedDecidesTheCotangent() {
    let cotangents = [1, 1, 2].map { (seed: UInt64) in
      check(at: [1, 2, 3, 4, 5, 6, 7], seed: seed) { tanh($0) }.cotangent.scalars
    }
    #expect(cotangents[0] == cotangents[1])
    #expect(cotangents[0] != cotangents[2])
    #expect(cotangents.joined().allSatisfy { (0.5...1).contains(abs($0)) })
    #expect(cotangents[0].contains { $0 < 0 } && cotangents[0].contains { $0 > 0 })
  }
}
