// What a submission is worth: the one model from which every format is written.

import Foundation
import Slots

/// What came of one exercise.
struct ExerciseResult: Codable, Equatable, Sendable {
  /// How far a solution came.
  enum Outcome: String, Codable {
    case missing, unwritten, refused, broken, judged
  }

  let number, title, file, section: String
  let points: Int
  var outcome = Outcome.missing
  /// Why there are no findings.
  var message = ""
  var findings: Findings?
  /// The beginning of what the solution printed.
  var printed = ""

  /// Nothing yet; a slot that is nowhere is worth nothing.
  init(_ exercise: Exercise, _ slot: Slot?) {
    (number, title, section) = (exercise.number, exercise.title, exercise.section)
    (file, points) = (slot?.path ?? "", slot?.points ?? 0)
    message =
      "the comments BEGIN and END SOLUTION \(number) are not in "
      + (slot?.path ?? "any file: take its file anew from what was handed out")
  }

  /// The share of the cases that pass.
  var share: Double {
    guard let findings, !findings.lines.isEmpty else { return 0 }
    return Double(findings.passed) / Double(findings.lines.count)
  }

  /// Points, to a hundredth.
  var earned: Double { (100 * share * Double(points)).rounded() / 100 }

  /// Whether all is right.
  var passes: Bool { findings?.passes ?? false }

  /// What to call the mistake, where there is one: for the statistics of a class.
  var diagnosis: String? {
    switch outcome {
    case .judged:
      guard let findings, !findings.passes else { return nil }
      if let hint = findings.hint { return hint }
      guard let first = findings.lines.first(where: { $0.fault != nil }), let fault = first.fault
      else { return nil }
      return fault.isPlain
        ? fault.sentence
        : "wrong, in a way nobody has named, in \(findings.lines.count - findings.passed) of "
          + "\(findings.lines.count) cases; the first is: \(first.name)"
    case .missing: return "not handed in: its file, or the comments in it, are missing"
    case .unwritten: return "not written yet"
    case .refused: return "refused: \(message)"
    case .broken: return "it does not compile"
    }
  }

  /// A report for the student.
  var report: String {
    var lines = [findings?.report(on: file) ?? message]
    if !printed.isEmpty {
      lines.append("The function prints:")
      lines += printed.split(whereSeparator: \.isNewline).prefix(20).map { "  | \($0)" }
    }
    if outcome == .judged, !passes { lines.append("Read again: \(section)") }
    return lines.joined(separator: "\n")
  }
}

/// What came of a submission.
struct Verdict: Codable, Equatable, Sendable {
  let submission: String
  var seconds: Double
  var results: [ExerciseResult]

  /// Points of all exercises.
  var points: Int { results.map(\.points).reduce(0, +) }

  /// Points earned.
  var earned: Double { results.map(\.earned).reduce(0, +) }
}
