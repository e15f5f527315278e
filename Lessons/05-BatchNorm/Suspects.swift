// What the checker says of the wrong versions. Some mistakes it names by their shape. The others are
// right gradients of another function; offered that function beside the layer, with an input of its
// own, the checker says whose gradient it has been shown.

import GradientCheck
import Gradus
import LessonKit

/// Another function of x and γ, and the words in which a report is to speak of its input.
struct Suspect: Sendable {
  let name: String
  let function: @Sendable (_ x: Tensor<Double>, _ gamma: Tensor<Double>) -> Tensor<Double>

  init(
    _ name: String,
    _ function: @escaping @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double>
  ) {
    (self.name, self.function) = (name, function)
  }
}

extension WrongVersion {
  /// What the checker says of dx at three features of seven examples; told whom to suspect, it
  /// holds the same dx to the suspect's function as well.
  func report(withSuspect: Bool = true) -> GradientReport {
    let p = CheckPoint()
    let gamma = p.gamma
    func layer(_ x: Tensor<Double>) -> Forward { Forward(x, gamma, .zeros(gamma.shape)) }
    func dx(_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double> {
      self.dx(Workings(layer(x), x, gamma), dy)
    }
    guard withSuspect, let suspect else {
      return checkGradient(at: [("x", p.x)], forward: { layer($0[0]).y }) { [dx($0[0], $1)] }
    }
    // ANCHOR: suspect
    return checkGradient(
      at: [("x", p.x), (suspect.name, p.x)],
      forward: { layer($0[0]).y + suspect.function($0[1], gamma) },
      backward: { x, dy in [dx(x[0], dy), dx(x[1], dy)] })
    // ANCHOR_END: suspect
  }
}

/// What the checker says of a wrong version.
private struct Said: Codable {
  let report: String
  /// The causes it names, alone and with a suspect.
  let alone, suspected: String

  init(_ report: GradientReport, alone: GradientReport, isSuspected: Bool) {
    func causes(_ report: GradientReport) -> String {
      let causes = report["x"].diagnoses.map(\.description).joined(separator: "; ")
      return causes.isEmpty ? "cause unknown" : causes
    }
    (self.report, self.alone) = ("\(report)", causes(alone))
    suspected = isSuspected ? causes(report) : ""
  }
}

extension BatchNormalisation {
  /// Records every report, and a table of what was done and what was said.
  func wrongVersions(into record: inout RunRecord) throws {
    var relative = Double.nan
    let reports = try record.result("wrong") {
      try WrongVersion.all.map { version in
        let (alone, report) = (version.report(withSuspect: false), version.report())
        guard !alone.passes, report["x"].diagnoses.map(\.kind) == [version.kind] else {
          throw LessonError("the report on \(version.name) is not what was meant: \(report)")
        }
        if version.name == "epsilon", let worst = report["x"].worst {
          relative = abs(worst.analytic / worst.numeric - 1)
        }
        return Said(report, alone: alone, isSuspected: version.suspect != nil)
      }
    }
    relative = try record.result("wrong.epsilon") { relative }
    record.number("epsilon.relative", relative, agreement: .quick())

    // Of those that are named after both terms the table says enough.
    for (version, said) in zip(WrongVersion.all, reports)
    where version.kind != .meanAndVarianceTerms {
      record.output("wrong.\(version.name)", said.report)
      print("\(version.name)\n\(said.report)\n")
    }
    record.show(
      "wrong", "What the checker says of wrong versions",
      columns: ["mistake", "what the checker says", "with a suspect"],
      rows: zip(WrongVersion.all, reports).map { [$0.mistake, $1.alone, $1.suspected] })
  }
}
