// Where there is no derivative, and where there is nothing to see. B(h) = D⁺ − D⁻, the difference
// of the one-sided quotients, halves with the step where a function is smooth, stays at a kink and
// doubles at a jump.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// A function near a point where it may bend or jump, with a slope somebody claims.
private struct Bend {
  let key: String
  let name: String
  let x: Double
  let f: @Sendable (Double) -> Double
  let slope: @Sendable (Double) -> Double
  let verdict: Verdict

  static let all = [
    Bend(
      key: "smooth", name: "exp x at 1", x: 1,
      f: { .exp($0) }, slope: { .exp($0) }, verdict: .pass),
    Bend(
      key: "kink", name: "|x| at 0", x: 0,
      f: { abs($0) }, slope: { $0 < 0 ? -1 : 1 }, verdict: .pass),
    Bend(
      key: "jump", name: "a step at 0", x: 0,
      f: { $0 < 0 ? 0 : 1 }, slope: { _ in 0 }, verdict: .inconclusive(.jump)),
    Bend(
      key: "beside", name: "ReLU at 2·10^{-5}", x: 2e-5,
      f: { max($0, 0) }, slope: { $0 > 0 ? 1 : 0 }, verdict: .pass),
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
  /// Draws the ratios, and records what the checker says at each point and under a plain sum.
  func kinks(into record: inout RunRecord) throws {
    let ratios = try record.result("kinks.ratios", within: 0.05) { Bend.all.map(\.ratios) }
    let figure = Figure(size: Size(width: 480, height: 280)) {
      Axes(x: .log("step h"), y: .log("B(h) / B(h/2)", 0.35...2.9, ticks: .at([0.5, 1, 2]))) {
        for (bend, found) in zip(Bend.all, ratios) {
          Line(x: found.h, y: found.ratio, label: bend.name)
        }
        Reference.vertical(2e-5)
        Annotation(
          "← steps too short to reach its kink", x: 2e-5, y: 0.72, right: 95, color: .purple)
      }
    }
    let ends = ratios.map { $0.ratio.last ?? .nan }
    try record.draw(
      "kinks.svg", figure,
      alt: """
        The ratio B(h)/B(h/2) over the step for four functions: for exp at 1 it is \
        \(ends[0], "%.2f") at a step of 1 and 2 at short ones; for |x| at 0 it is \
        \(ends[1], "%.1f") and for a step \(ends[2], "%.1f") throughout; for ReLU at 0.00002 it \
        is \(ends[3], "%.1f") until the step no longer reaches the kink.
        """)
    try show("kinks", into: &record) {
      let bends = try Bend.all.map { bend in
        let report = checkGradient(
          at: [("x", Tensor(bend.x))], forward: { $0[0].map(bend.f) }
        ) { x, dy in [dy * x[0].map(bend.slope)] }
        return try Shown("kinks.\(bend.key)", report, if: report.verdict == bend.verdict)
      }
      // ANCHOR: vacuous
      let z: Tensor<Double> = [[0.3, -1], [1, 0.4], [2, -0.6]]
      let vacuous = checkGradient(at: [("z", z)]) { softmax($0[0]).summed() }
      // ANCHOR_END: vacuous
      return bends + [try Shown("kinks.vacuous", vacuous, if: vacuous.verdict == .vacuous)]
    }
  }
}
