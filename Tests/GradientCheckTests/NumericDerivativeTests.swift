import Foundation
import Gradus
import RandomFunctions
import Testing

@testable import GradientCheck

@Suite struct NumericDerivativeTests {
  @Test func errorEstimateHoldsForRandomCompositions() {
    var generator = RandomGenerator(seed: 1)
    let count = 8000
    var broken = 0
    var evaluations = 0
    var relative: [Double] = []
    for _ in 0..<count {
      let f = RandomFunction(using: &generator)
      let x = Double.random(in: -3...3, using: &generator)
      let truth = f(x)
      let numeric = NumericDerivative(of: { f($0).value }, at: x)
      // The derivative it is compared with has been rounded itself.
      let allowance = 16 * Double.ulpOfOne * truth.size
      if abs(numeric.value - truth.derivative) > numeric.error + allowance { broken += 1 }
      evaluations += numeric.evaluations
      relative.append(numeric.error / abs(truth.derivative))
    }
    relative.sort()
    let rate = Double(broken) / Double(count)
    print(
      "numeric derivative: \(broken) of \(count) bounds broken, median E/|f′| "
        + "\(relative[count / 2]), \(Double(evaluations) / Double(count)) evaluations each")
    #expect(rate < 0.005)
    #expect(relative[count / 2] < 1e-9)
  }

  struct Known: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let f: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double
    let points: [Double]
  }

  static let known = [
    Known(
      testDescription: "exp", f: { exp($0) }, slope: { exp($0) }, points: [-30, -1, 0, 2, 300]),
    Known(
      testDescription: "x⁷", f: { pow($0, 7) }, slope: { 7 * pow($0, 6) },
      points: [-100, -1.3, 0.7, 3, 1e6]),
    Known(
      testDescription: "10⁶ + sin x", f: { 1e6 + sin($0) }, slope: { cos($0) }, points: [0.4, -2]),
    Known(
      testDescription: "sin 50x", f: { sin(50 * $0) }, slope: { 50 * cos(50 * $0) },
      points: [0, 0.3, -2.2, 10]),
    Known(testDescription: "log", f: { log($0) }, slope: { 1 / $0 }, points: [0.02, 1, 7e5]),
    Known(testDescription: "3x − 2", f: { 3 * $0 - 2 }, slope: { _ in 3 }, points: [-5, 0, 1e9]),
  ]

  @Test(arguments: known)
  func knownFunctions(_ known: Known) {
    for x in known.points {
      let numeric = NumericDerivative(of: known.f, at: x)
      let truth = known.slope(x)
      #expect(numeric.resolution == .resolved, "at \(x): E \(numeric.error)")
      let distance = abs(numeric.value - truth)
      #expect(distance <= numeric.error + 4 * truth.ulp, "at \(x): \(numeric.value), not \(truth)")
    }
  }

  /// Σ v·y with outputs of which one is large and does not move.
  @Test func contractedFunction() {
    let numeric = NumericDerivative(
      of: { [1e12, sin($0), $0 * $0] }, contractedWith: [1, -0.75, 0.5], at: 0.6)
    let truth = -0.75 * cos(0.6) + 0.6
    #expect(abs(numeric.value - truth) <= numeric.error)
    #expect(numeric.error < 1e-11)
    #expect(abs(numeric.magnitude - (0.75 * cos(0.6) + 0.6)) < 1e-5)
  }

  /// A wave is invisible at steps that are multiples of its period, where the estimates agree
  /// perfectly.
  @Test func longStepsDoNotOutvoteShortOnes() {
    let f = { (x: Double) in x + 0.01 * sin(1024 * .pi * x) }
    let numeric = NumericDerivative(of: f, at: 0.1)
    let truth = 1 + 10.24 * .pi * cos(102.4 * .pi)
    #expect(numeric.resolution == .resolved)
    #expect(abs(numeric.value - truth) <= numeric.error)
  }

  /// The number below 2 has a last place that the numbers above 2 lack, so x + h is rounded.
  @Test func dividesByTheStepTaken() {
    #expect(NumericDerivative(of: { $0 }, at: 2.0.nextDown).value == 1)
  }

  @Test func aJumpIsNotResolved() {
    for x in [0.0, 1, -2.5] {
      let step = NumericDerivative(of: { $0 < x ? 0 : 1 }, at: x)
      #expect(step.resolution == .unresolved)
      let onASlope = NumericDerivative(of: { $0 < x ? $0 : $0 + 1e-3 }, at: x)
      #expect(onASlope.resolution == .unresolved)
    }
  }

  @Test func nonFiniteValuesAreNamed() {
    #expect(NumericDerivative(of: { log($0) }, at: -1).resolution == .nonFinite)
    #expect(NumericDerivative(of: { _ in .infinity }, at: 1).resolution == .nonFinite)
    // Finite all around, but not at the point itself.
    #expect(NumericDerivative(of: { sin($0) / $0 }, at: 0).resolution == .nonFinite)
  }

  @Test func aZeroCountsBesideOthers() {
    let flat = NumericDerivative(of: { cos($0) }, at: 0)
    #expect(flat.resolution(besides: 1) == .resolved)
    #expect(abs(flat.value) <= flat.error)
  }

  @Test func evaluationsAreCounted() {
    var calls = 0
    let numeric = NumericDerivative(
      of: { (x: Double) in
        calls += 1
        return sin(x)
      }, at: 0.4)
    #expect(numeric.evaluations == calls)
    #expect(calls == 21)
  }

  /// Truncation falls as h² and h⁴ until rounding takes over.
  @Test func theStepsShowAV() throws {
    let truth = exp(0.3)
    let steps = NumericDerivative.steps(of: { exp($0) }, at: 0.3)
    #expect(steps.first?.length == 1 && steps.last?.length == 0x1p-44)
    let errors = steps.map { abs($0.quotient - truth) }
    #expect((3.9...4.1).contains(errors[4] / errors[5]))
    let extrapolated = try steps[4...5].map { abs(try #require($0.extrapolated) - truth) }
    #expect((15...17).contains(extrapolated[0] / extrapolated[1]))
    #expect(errors[44] > 1e-4)
    for step in steps {
      guard let value = step.extrapolated, let error = step.error else { continue }
      #expect(abs(value - truth) <= error, "at \(step.length)")
    }
  }
}
