// Where there is no derivative, and where there is nothing to see. B(h) = D⁺ − D⁻, the difference
// of the one-sided quotients, halves with the step where a function is smooth, stays at a kink and
// doubles at a jump.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// A function near a point where it may bend or jump.
private struct Bend {
  let name: String
  let x: Double
  let f: @Sendable (Double) -> Double

  static let all = [
    Bend(name: "exp x at 1", x: 1) { .exp($0) }, Bend(name: "|x| at 0", x: 0) { abs($0) },
    Bend(name: "a step at 0", x: 0) { $0 < 0 ? 0 : 1 },
    Bend(name: "ReLU at 2·10^{-5}", x: 2e-5) { max($0, 0) },
  ]

  /// The ratios for this function.
  var ratios: Ratios {
    let steps = NumericDerivative.steps(of: f, at: x).filter { $0.length > 1e-6 }
    // Where both bends are of rounding, or 0, their ratio says nothing.
    let ratios = zip(steps, steps.dropFirst()).map { long, short in
      (0.1...10).contains(long.bend / short.bend) ? long.bend / short.bend : .nan
    }
    return Ratios(h: steps.dropLast().map(\.length).reversed(), ratio: ratios.reversed())
  }
}

/// B(h)/B(h/2) over h, down to a millionth; not a number where B(h/2) is no more than rounding.
private struct Ratios: Codable {
  let h, ratio: [Double]
}

extension IsThisGradientRight {
  /// Draws the ratios, and records what the checker says under a plain sum.
  func kinks(into record: inout RunRecord) throws {
    let ratios = try record.result("kinks.ratios", within: 0.05) { Bend.all.map(\.ratios) }
    try record.draw("kinks", width: 480, height: 280) {
      Axes(x: .log("step h"), y: .log("B(h) / B(h/2)", 0.35...2.9, ticks: .at([0.5, 1, 2]))) {
        for (bend, found) in zip(Bend.all, ratios) {
          Line(x: found.h, y: found.ratio, label: bend.name)
        }
        Reference.vertical(2e-5)
        Annotation(
          "← steps too short to reach its kink", x: 2e-5, y: 0.72, right: 95, color: .purple)
      }
    }
    record.number("kinks.exp", ratios[0].ratio.last ?? .nan, agreement: .quick(relative: 1e-3))
    record.claim(
      "kinks.ratios", "for short steps the ratio is 2, at the kink 1, at the jump a half",
      zip([2, 1, 0.5], ratios).allSatisfy { expected, found in
        zip(found.h, found.ratio).allSatisfy {
          $0 > 0.01 || $1.isNaN || abs($1 / expected - 1) < 0.1
        }
      })
    try show("kinks", into: &record) {
      // ANCHOR: vacuous
      let z: Tensor<Double> = [[0.3, -1], [1, 0.4], [2, -0.6]]
      let vacuous = checkGradient(at: [("z", z)]) { softmax($0[0]).summed() }
      // ANCHOR_END: vacuous
      return [try Shown("kinks.vacuous", vacuous, if: vacuous.verdict == .vacuous)]
    }
  }
}
