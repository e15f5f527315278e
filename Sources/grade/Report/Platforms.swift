// What the platforms read. Gradescope: https://gradescope-autograders.readthedocs.io, "Autograder
// specifications"; PrairieLearn: its documentation, "External grading results"; CodeRunner: its
// manual, "Template graders" and combinator templates.

import Foundation

/// Gradescope's results.json: a test an exercise, and one for its hidden cases, which students see
/// when the grades are out.
struct Gradescope: Codable {
  struct Test: Codable {
    let number, name, output, visibility, status: String
    let score, max_score: Double
  }

  let score: Double
  let execution_time: Int
  let output: String
  let visibility: String
  let stdout_visibility: String
  let tests: [Test]

  init(_ verdict: Verdict) {
    score = verdict.earned
    execution_time = Int(verdict.seconds.rounded())
    output = "\(verdict.earned.formatted()) of \(verdict.points) points"
    (visibility, stdout_visibility) = ("visible", "hidden")
    tests = verdict.results.flatMap(Self.tests)
  }

  private static func tests(of result: ExerciseResult) -> [Test] {
    func test(_ findings: Findings?, hidden: Bool) -> Test {
      let all = Double(result.findings?.lines.count ?? 1)
      let own = Double(findings?.lines.count ?? 1)
      let passes = findings?.passes ?? false
      var part = result
      part.findings = findings
      return Test(
        number: result.number, name: result.title + (hidden ? ", hidden cases" : ""),
        output: part.report, visibility: hidden ? "after_published" : "visible",
        status: passes ? "passed" : "failed",
        score: Double(result.points) * Double(findings?.passed ?? 0) / all,
        max_score: Double(result.points) * own / all)
    }
    guard let findings = result.findings, findings.lines.contains(where: \.isHidden) else {
      return [test(result.findings, hidden: false)]
    }
    return [false, true].map { hidden in
      var part = findings
      part.lines = findings.lines.filter { $0.isHidden == hidden }
      return test(part, hidden: hidden)
    }
  }
}

/// PrairieLearn's results.json: the score is a share.
struct PrairieLearn: Codable {
  struct Test: Codable {
    let name, description, output: String
    let points, max_points: Double
  }

  let gradable: Bool
  let score: Double
  let message, output: String
  let tests: [Test]

  init(_ verdict: Verdict) {
    gradable = true
    score = verdict.points == 0 ? 0 : verdict.earned / Double(verdict.points)
    message = "\(verdict.earned.formatted()) of \(verdict.points) points"
    output = ""
    tests = verdict.results.map {
      Test(
        name: $0.number, description: $0.title, output: $0.report, points: $0.earned,
        max_points: Double($0.points))
    }
  }
}

/// What a combinator template grader of CodeRunner gives back: a share, and rows of a table.
struct CodeRunner: Codable {
  let fraction: Double
  let testresults: [[String]]
  let epiloguehtml: String

  init(_ verdict: Verdict) {
    fraction = verdict.points == 0 ? 0 : verdict.earned / Double(verdict.points)
    testresults =
      [["iscorrect", "Exercise", "Got", "Mark"]]
      + verdict.results.map {
        [
          $0.passes ? "1" : "0", "\($0.number) \($0.title)", $0.report,
          "\($0.earned.formatted())/\($0.points)",
        ]
      }
    epiloguehtml = "<p>\(verdict.earned.formatted()) of \(verdict.points) points</p>"
  }
}
