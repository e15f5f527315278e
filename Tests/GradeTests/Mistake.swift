import Foundation
import Testing

@testable import grade

/// A wrong solution of an exercise and the hint it deserves; nil where nothing is certain.
struct Mistake<Solution: Sendable>: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let hint: String?
  let solution: Solution

  init(_ name: String, _ hint: String?, _ solution: Solution) {
    testDescription = name
    self.hint = hint
    self.solution = solution
  }

  /// Expects that the solution has failed, with its hint and no other.
  func expectHint(
    in grade: (passes: Bool, report: String), sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(!grade.passes, sourceLocation: sourceLocation)
    let found = grade.report.split(separator: "\n").first { $0.hasPrefix("Hint: ") }
    let fits = hint.map { found?.contains($0) == true } ?? (found == nil)
    #expect(fits, "\(grade.report)", sourceLocation: sourceLocation)
  }
}

/// Cases that are judged here, for a file.
struct Sheet {
  let file: String
  let cases: [Case]

  /// Whether all cases pass, and the report.
  func grade() -> (passes: Bool, report: String) {
    let findings = Findings(cases)
    return (findings.passes, findings.report(on: file))
  }
}
