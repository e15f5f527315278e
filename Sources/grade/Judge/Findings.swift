// What was found of an exercise, for whoever wrote it: a line for every case, and a hint that
// explains all that is wrong.

import Foundation
import GradientCheck

/// The cases of a solution, judged.
struct Findings: Codable, Equatable {
  /// A case, and what came of it.
  struct Line: Codable, Equatable {
    let name: String
    var isHidden = false
    let fault: Fault?
  }

  var lines: [Line]

  /// Judges every case here.
  init(_ cases: [Case]) { lines = cases.map { Line(name: $0.name, fault: $0.fault()) } }

  /// How many cases pass.
  var passed: Int { lines.count { $0.fault == nil } }

  /// Whether all do.
  var passes: Bool { passed == lines.count }

  /// The hint that fits every case that failed; nil where there is none, or more than one.
  var hint: String? {
    let failures = lines.compactMap(\.fault)
    guard let first = failures.first else { return nil }
    let own = failures.reduce(first.own) { $0.intersection($1.own) }
    let general = failures.reduce(first.general) { $0.intersection($1.general) }
    // The exercise's own hint says more. But zeros say that nothing has been written, whatever
    // else would have given them.
    var hints = own.isEmpty ? general : own
    if let hint = Diagnosis.Kind.zero.hint, general.contains(hint) { hints = [hint] }
    return hints.count == 1 ? hints.first : nil
  }

  /// The report to print.
  ///
  /// - Parameter file: the student's, from the root of the package.
  func report(on file: String) -> String {
    var text = lines.map { line in
      line.fault.map { "failed  \(line.name)\n        \($0.sentence)" } ?? "passed  \(line.name)"
    }
    if passes { return (text + ["Right in all \(lines.count) cases."]).joined(separator: "\n") }
    text.append("Wrong in \(lines.count - passed) of \(lines.count) cases: see \(file)")
    if let hint { text.append("Hint: \(hint)") }
    return text.joined(separator: "\n")
  }
}
