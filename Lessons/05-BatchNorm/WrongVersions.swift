// The classic wrong versions of the backward pass, each with what the checker says. Some mistakes
// it names by their shape; some if it is told what to suspect; and one is the right gradient of
// another function, which is found out by asking for that function's.

import GradientCheck
import Gradus
import LessonKit

/// A wrong backward pass.
struct WrongVersion: Sendable {
  /// The last part of its report's key.
  let name: String
  /// What was done wrong, in a sentence.
  let mistake: String
  /// The kind the checker should find; nil where it should say that it does not know, or pass.
  let kind: Diagnosis.Kind?
  let report: @Sendable () -> GradientReport

  // ANCHOR: wrong
  static let all: [WrongVersion] = [
    WrongVersion(
      name: "mean", mistake: "The mean is taken for a constant.", kind: .meanTerm
    ) {
      check { w, dy in w.gamma / w.s * (dy - w.xh * mean(dy * w.xh)) }
    },
    WrongVersion(
      name: "variance", mistake: "The variance is.", kind: .varianceTerm
    ) {
      check { w, dy in w.gamma / w.s * (dy - mean(dy)) }
    },
    // ANCHOR_END: wrong
    WrongVersion(
      name: "both", mistake: "Both are: dx = γ·dy/s.", kind: .meanAndVarianceTerms
    ) {
      check { w, dy in w.gamma / w.s * dy }
    },
    WrongVersion(
      name: "sums", mistake: "Sums stand where means belong.", kind: .meanAndVarianceTerms
    ) {
      check { w, dy in w.gamma / w.s * (dy - sum(dy) - w.xh * sum(dy * w.xh)) }
    },
    WrongVersion(name: "gamma", mistake: "γ is ignored.", kind: .factor) {
      check(features: 1, suspects: { ["γ": $0.gamma.scalar] }) { w, dy in
        (dy - mean(dy) - w.xh * mean(dy * w.xh)) / w.s
      }
    },
    WrongVersion(
      name: "epsilon", mistake: "ε is added to √v instead of v, backward only.", kind: .factor
    ) {
      check(
        features: 1,
        suspects: { ["√(v + ε)/(√v + ε)": ($0.s / (sqrt($0.v) + 1e-5)).scalar] }
      ) { w, dy in
        w.gamma / (sqrt(w.v) + 1e-5) * (dy - mean(dy) - w.xh * mean(dy * w.xh))
      }
    },
    WrongVersion(
      name: "axis", mistake: "The statistics run over the features, backward only.", kind: nil
    ) {
      check { w, dy in backwardOverFeatures(w.x, w.gamma, dy) }
    },
    WrongVersion(
      name: "axis.other", mistake: "The same gradient, held to that function's.", kind: nil
    ) {
      check(forward: normalisedOverFeatures) { w, dy in backwardOverFeatures(w.x, w.gamma, dy) }
    },
  ]
}

/// What a backward pass may use.
struct Workings {
  let x, gamma, v, s, xh: Tensor<Double>
}

/// Checks a dx for γ·x̂ + β at three features of seven examples, or fewer features.
private func check(
  features: Int = 3, suspects: (Workings) -> [String: Double] = { _ in [:] },
  forward: (_ x: Tensor<Double>, _ gamma: Tensor<Double>) -> Tensor<Double> = {
    Forward($0, $1, .zeros($1.shape)).y
  },
  dx: (Workings, Tensor<Double>) -> Tensor<Double>
) -> GradientReport {
  let p = CheckPoint()
  let (x, gamma) = (p.x.sliced(0..<features), p.gamma.sliced(0..<features))
  func workings(_ x: Tensor<Double>) -> Workings {
    let f = Forward(x, gamma, .zeros(gamma.shape))
    return Workings(x: x, gamma: gamma, v: f.v, s: f.s, xh: f.xh)
  }
  return checkGradient(
    at: [("x", x)], options: CheckOptions(constants: suspects(workings(x))),
    forward: { forward($0[0], gamma) }
  ) { p, dy in [dx(workings(p[0]), dy)] }
}

/// γ·(x − μ)/√(v + ε) with the statistics of every example, over its features.
func normalisedOverFeatures(_ x: Tensor<Double>, _ gamma: Tensor<Double>) -> Tensor<Double> {
  let c = x - x.mean(along: 0, keepingAxes: true)
  return gamma * c / sqrt((c * c).mean(along: 0, keepingAxes: true) + 1e-5)
}

/// Its gradient by x: what the formula of batch normalisation becomes with the wrong axis.
private func backwardOverFeatures(
  _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ dy: Tensor<Double>
) -> Tensor<Double> {
  func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 0, keepingAxes: true) }
  let c = x - mean(x)
  let s = sqrt(mean(c * c) + 1e-5)
  let (xh, dxh) = (c / s, gamma * dy)
  return (dxh - mean(dxh) - xh * mean(dxh * xh)) / s
}

extension BatchNormalisation {
  /// Records every report, and a table of what was done and what was said.
  func wrongVersions(into record: inout RunRecord) throws {
    var table = Table(.text("mistake"), .text("what the checker says"))
    for version in WrongVersion.all {
      let report = version.report()
      let isMeant =
        version.kind.map { kind in report.diagnoses.contains { $0.kind == kind } }
        ?? report.diagnoses.isEmpty
      guard isMeant else {
        throw LessonError("the report on \(version.name) is not what was meant: \(report)")
      }
      record.output("wrong.\(version.name)", "\(report)")
      let said = report.diagnoses.map(\.description).joined(separator: "; ")
      table.add(
        version.mistake,
        report.passes ? "pass" : said.isEmpty ? "fail, cause unknown" : said)
      if version.name == "epsilon", let worst = report["x"].worst {
        record.number(
          "epsilon.relative", abs(worst.analytic / worst.numeric - 1), agreement: .quick())
      }
      print("\(version.name)\n\(report)\n")
    }
    record.table("wrong", table)
    print("\(table)\n")
  }
}
