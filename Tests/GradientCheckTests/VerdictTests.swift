// Each of the four verdicts, and functions that are right but hard: they must never fail.

import Foundation
import Gradus
import Testing

@testable import GradientCheck

private func check(
  _ x: Tensor<Double>, zeros: Set<String> = [], _ f: (Variable<Double>) -> Variable<Double>
) -> GradientReport {
  checkGradient(at: [("x", x)], options: CheckOptions(zeros: zeros)) { f($0[0]) }
}

/// An element-wise function with a gradient of one's own.
private func check(
  _ x: Tensor<Double>, _ f: @escaping (Double) -> Double, slope: @escaping (Double) -> Double
) -> GradientReport {
  checkGradient(at: [("x", x)], forward: { $0[0].map(f) }) { x, dy in [dy * x[0].map(slope)] }
}

@Suite struct VerdictTests {
  @Test func aTieOfMaximaPassesOnAKink() {
    let report = check([[0.7, 0.2], [0.7, -1], [0.3, 0.2]]) { $0.max(along: 0) }
    #expect(report.passes, "\(report)")
    #expect(report["x"].entries.map(\.isSubgradient) == [true, true, true, false, false, true])
    #expect("\(report)".contains("4 on a kink, with a subgradient"))
  }

  @Test(arguments: [2e-5, -2e-5, 1e-7, -1e-7, 1e-9, -1e-9, 0])
  func aRectifierNearItsKinkPasses(x: Double) {
    let report = check(Tensor([1, x, -2])) { relu($0) }
    #expect(report.passes, "\(report)")
  }

  @Test(arguments: [2e-5, -2e-5]) func aWrongSlopeNearAKinkFails(x: Double) {
    let report = check(Tensor([x, x]), { max($0, 0) }, slope: { $0 > 0 ? 0.5 : 0.25 })
    #expect(report.verdict == .fail, "\(report)")
  }

  /// At the kink itself every slope from 0 to 1 will do, and no other.
  @Test(arguments: [(0.0, true), (0.3, true), (1, true), (1.2, false), (-0.1, false)])
  func onAKinkAnySubgradientPasses(slope: Double, isRight: Bool) {
    let report = check([0], { max($0, 0) }, slope: { _ in slope })
    #expect(report.passes == isRight, "\(report)")
    if !isRight { #expect(report.verdict == .fail, "\(report)") }
  }

  @Test func aLargeOffsetPasses() {
    let report = check([0.3, 1.2, -2], { 1e6 + sin($0) }, slope: { cos($0) })
    #expect(report.passes, "\(report)")
  }

  @Test(arguments: [-0.9, -0.999, -0.99999, -1 + 1e-8, -1 + 1e-12])
  func atanhNearMinusOneNeverFails(x: Double) {
    let report = check(Tensor([x]), { atanh($0) }, slope: { 1 / (1 - $0 * $0) })
    #expect(report.verdict != .fail, "\(report)")
    if x > -0.9999 { #expect(report.passes, "\(report)") }
  }

  /// log(1 + z) knows z to the last place of 1, not to its own: its values lie on a staircase that a
  /// glance at close neighbours takes for a kink.
  @Test func aLogarithmNearOneNeverFails() {
    for i in 0..<400 {
      let x = 2.5 + 0.00075 * Double(i)
      func z(_ x: Double) -> Double { x * exp(-x * x) }
      let report = check(Tensor([x]), { log(1 + z($0) * z($0)) }) { x in
        2 * z(x) * (1 - 2 * x * x) * exp(-x * x) / (1 + z(x) * z(x))
      }
      #expect(report.verdict != .fail, "\(report)")
    }
  }

  /// Steps of any size cross some of forty kinks within 0.001; the engine tells which, and where
  /// there are none.
  @Test func amongManyKinksThePassIsFound() {
    let distances = (1...20).map { 2e-6 * pow(1.3, Double($0)) }
    let kinks = Variable(Tensor(distances.map { 0.3 + $0 } + distances.map { 0.3 - 0.9 * $0 }))
    let report = check([0.3]) { abs($0 - kinks).summed() + exp($0) }
    #expect(report.passes, "\(report)")
    #expect(report["x"].entries[0].regularity == .smooth)
  }

  /// What a function adds to 1 and takes away again is lost below 2⁻⁵³.
  @Test func whatRoundingMayHideIsNotBlamed() {
    let report = check([0.3, 2], { log(1 + 1e-17 * $0) }, slope: { _ in 1e-17 })
    #expect(report.verdict != .fail, "\(report)")
  }

  @Test func theSumOfASoftmaxIsVacuous() {
    let report = check([[0.3, -1, 2], [1, 0.4, -0.6]]) { softmax($0).summed() }
    #expect(report.verdict == .vacuous, "\(report)")
    #expect(!report.passes)
  }

  @Test func aGradientDeclaredZeroPasses() {
    let x: Tensor<Double> = [[0.3, -1, 2], [1, 0.4, -0.6]]
    let zero = check(x, zeros: ["x"]) { softmax($0).summed() }
    #expect(zero.passes, "\(zero)")
    let other = check(x, zeros: ["x"]) { tanh($0) }
    #expect(other.verdict == .inconclusive(.declaredZero), "\(other)")
  }

  @Test func somethingInPlaceOfZeroFails() {
    let report = checkGradient(
      at: [("x", [0.3, -1])], forward: { softmax($0[0]).summed() }
    ) { x, dy in [dy * x[0]] }
    #expect(report.verdict == .fail, "\(report)")
  }

  @Test func batchNormUnderOnesIsVacuousInItsInput() {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Double>.normal([3, 5], using: &generator)
    let report = checkGradient(of: BatchNorm1d<Double>(3), at: x, .training) { $0.summed() }
    #expect(report["input"].verdict == .vacuous, "\(report)")
    #expect(report["bias"].passes, "\(report)")
    #expect(report.verdict == .vacuous, "\(report)")
  }

  @Test func aStepIsAJump() {
    for claimed in [0, 1, 1e9] {
      let report = check([0, 2], { $0 < 0 ? 0.0 : 1 }, slope: { _ in claimed })
      #expect(report["x"].entries[0].verdict == .inconclusive(.jump), "\(report)")
      if claimed == 0 { #expect(report.verdict == .inconclusive(.jump), "\(report)") }
    }
  }

  @Test func outsideTheDomainThereIsNoVerdict() {
    #expect(check([-1, 2]) { log($0) }.verdict == .inconclusive(.nonFinite))
  }

  @Test func notANumberFails() {
    let report = check([1, 2], { $0 * $0 }, slope: { $0 == 1 ? .nan : 2 * $0 })
    #expect(report.verdict == .fail, "\(report)")
    #expect(report["x"].failed == 1)
  }

  /// Noise of 10⁻⁴ in a value of 1 hides every derivative, unless long steps show it.
  @Test func noiseIsInconclusive() {
    func noisy(_ x: Double) -> Double {
      var generator = RandomGenerator(seed: x.bitPattern)
      return sin(x) + 1e-4 * generator.uniform()
    }
    let report = check([0.3, 0.8], noisy, slope: { cos($0) })
    #expect(report.verdict == .inconclusive(.noise), "\(report)")
  }

  @Test func theSummaryTakesTheGravest() {
    #expect(Verdict.summary(of: []) == .pass)
    #expect(Verdict.summary(of: [.pass, .vacuous]) == .vacuous)
    #expect(Verdict.summary(of: [.inconclusive(.jump), .vacuous]) == .inconclusive(.jump))
    #expect(Verdict.summary(of: [.pass, .fail, .inconclusive(.kink)]) == .fail)
  }
}
