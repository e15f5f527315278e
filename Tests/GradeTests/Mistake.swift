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

extension Exercise {
  /// Checks every case here: whether all pass, and the report.
  func grade() -> (passes: Bool, report: String) { report(on: cases.map { $0.fault() }) }
}

/// Whether nothing has been written yet in a file of the exercises.
///
/// - Parameter input: the name of the function's argument whose shape its zeros have.
func isStripped(_ file: String, zerosLike input: String) -> Bool {
  let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  let source = try? String(
    contentsOf: root.appending(path: "Sources/Exercises/\(file)"), encoding: .utf8)
  let body = "{\n  // Yours to write.\n  return Tensor.zeros(\(input).shape)\n}"
  return source?.contains(body) == true
}
