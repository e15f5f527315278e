// What a derivative is, numerically: quotients of differences, whose error first falls with the
// step, as the limit promises, and then rises, as subtracting nearly equal numbers must. The
// function is eˣ at x = 1, where every derivative is e.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// The relative errors of three quotients for e, a value a step; in the precision of `S`.
struct QuotientErrors: Codable {
  private(set) var steps: [Double] = []
  private(set) var oneSided: [Double] = []
  private(set) var central: [Double] = []
  private(set) var extrapolated: [Double] = []

  /// The errors at steps 1, ½, ¼, … down to the last that 1 + h still shows, shortest first.
  init<S: Real & BinaryFloatingPoint>(_: S.Type) {
    let (f, x) = (S.exp, S(1))
    func error(_ slope: S) -> Double { abs(Double(slope) / Double.exp(1) - 1) }
    for k in (0...S.significandBitCount).reversed() {
      let h = S(sign: .plus, exponent: S.Exponent(-k), significand: 1)
      // ANCHOR: quotients
      func D(_ h: S) -> S { (f(x + h) - f(x - h)) / (2 * h) }
      let oneSided = (f(x + h) - f(x)) / h
      let central = D(h)
      let extrapolated = (4 * D(h) - D(2 * h)) / 3
      // ANCHOR_END: quotients
      steps.append(Double(h))
      self.oneSided.append(error(oneSided))
      self.central.append(error(central))
      self.extrapolated.append(error(extrapolated))
    }
  }

  /// The quotients by name, with the leading term of their truncation relative to the derivative.
  var all: [(name: String, errors: [Double], truncation: (Double) -> Double)] {
    [
      ("one-sided", oneSided, { $0 / 2 }),  // h/2·f″
      ("central", central, { $0 * $0 / 6 }),  // h²/6·f‴
      ("Richardson", extrapolated, { $0 * $0 * $0 * $0 / 30 }),  // h⁴/30·f⁽⁵⁾
    ]
  }

  /// The least error of every quotient and the longest step that reaches it.
  var least: [(name: String, step: Double, error: Double)] {
    all.map { name, errors, _ in
      let (step, error) = zip(steps, errors).reversed().min { $0.1 < $1.1 } ?? (.nan, .nan)
      return (name, step, error)
    }
  }
}

/// The error of the derivative at a step of the ladder, and what the ladder takes it for.
private struct Estimate: Codable {
  let h, error, estimate: Double
}

extension IsThisGradientRight {
  /// Measures and draws the errors over the step, in two precisions, and the ladder's estimate.
  func steps(into record: inout RunRecord) throws {
    // Left of the least error stands what rounding leaves, which may differ elsewhere.
    let errors = try record.result("steps", within: 0.2) {
      [QuotientErrors(Double.self), QuotientErrors(Float.self)]
    }
    let least = errors.map(\.least)
    record.show(
      "steps.best", "The best that a quotient can do",
      columns: [
        "quotient", "best step %.0e", "error %.0e", "best step in Float %.0e",
        "error in Float %.0e",
      ],
      rows: zip(least[0], least[1]).map { [$0.name, $0.step, $0.error, $1.step, $1.error] })
    try record.draw("steps", width: 440, height: 560, columns: 1) {
      axes("Double", errors[0], bits: 53, range: 1e-15...1)
      axes("Float", errors[1], bits: 24, range: 1e-8...1)
    }
    try estimates(into: &record)
  }

  /// One precision's errors with the lines they should follow.
  private func axes(
    _ title: String, _ errors: QuotientErrors, bits: Int, range: ClosedRange<Double>
  ) -> Axes {
    Axes(title, x: .log("step h"), y: .log("relative error", range)) {
      for (k, (name, values, truncation)) in errors.all.enumerated() {
        let guide = errors.steps.map(truncation)
        Line(x: errors.steps, y: guide, color: .gray, width: 0.8, dash: .dashed)
        Line(x: errors.steps, y: values, label: name, color: [.orange, .blue, .vermilion][k])
        // The name stands where its guide is about to leave the plot.
        let last = guide.firstIndex { $0 > 4 * range.lowerBound } ?? 0
        Annotation(["h", "h^2", "h^4"][k], x: errors.steps[last], y: guide[last], right: 14)
      }
      let rounding = Double(sign: .plus, exponent: -bits, significand: 1)
      Line(
        x: errors.steps, y: errors.steps.map { rounding / $0 }, color: .gray, width: 0.8,
        dash: .dotted)
      Annotation("2^{−\(bits)}/h", x: 1e4 * rounding, y: 1e-4, right: 24, up: 8)
    }
  }

  /// Holds the ladder's own estimate of its error to the true one, at every step.
  private func estimates(into record: inout RunRecord) throws {
    let e = Double.exp(1)
    let steps = try record.result("estimates", within: 0.05) {
      NumericDerivative.steps(of: { .exp($0) }, at: 1).reversed().compactMap { step in
        step.extrapolated.flatMap { R in
          step.error.map { E in Estimate(h: step.length, error: abs(R - e), estimate: E) }
        }
      }
    }
    let bounded = steps.count { $0.error <= $0.estimate }
    // Nothing but rounding.
    let least = try record.result("estimates.chosen", within: nil) {
      NumericDerivative(of: { .exp($0) }, at: 1).error
    }
    record.numbers(
      ["steps.count": Double(steps.count), "steps.bounded": Double(bounded)], agreement: .quick())
    record.claim(
      "steps.bounded", "the estimate is at least the true error at every step",
      bounded == steps.count)
    let chosen = steps.first { $0.estimate == least }
    try record.draw("estimates") {
      Axes(x: .log("step h"), y: .log("error of the derivative")) {
        Line(x: steps.map(\.h), y: steps.map(\.estimate), label: "estimate E", color: .blue)
        Line(x: steps.map(\.h), y: steps.map(\.error), label: "true error", color: .vermilion)
        if let chosen {
          Annotation("chosen", x: chosen.h, y: chosen.estimate, up: 60, arrow: true)
        }
      }
    }
  }
}
