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

/// The cases of an exercise, whose solution is in a file.
struct Examiner<Solution: Sendable>: Sendable {
  let file: String
  let cases: @Sendable (Solution) -> [Case]

  init(file: String, _ cases: @escaping @Sendable (Solution) -> [Case]) {
    (self.file, self.cases) = (file, cases)
  }

  /// Whether a solution passes all cases, and the report.
  func grade(_ solution: Solution) -> (passes: Bool, report: String) {
    Sheet(file: file, cases: cases(solution)).grade()
  }

  /// Expects that a solution passes, and in so many cases.
  func expectRight(
    _ solution: Solution, inAll count: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (passes, report) = grade(solution)
    #expect(passes, "\(report)", sourceLocation: sourceLocation)
    #expect(report.hasSuffix("Right in all \(count) cases."), sourceLocation: sourceLocation)
  }
}
