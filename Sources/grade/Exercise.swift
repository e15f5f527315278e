// An exercise is right if its gradient agrees with the numeric derivative in every case.
//
// The checker finds the mistakes that can happen anywhere; Hints.swift puts them in plain words.
// Others belong to an exercise: a wrong gradient is often the right gradient of another function,
// of n·f where a mean became a sum. Such a mistake is described by that function, and its hint is
// given only if the gradient passes the same check as that function's own, in every case that
// failed.

import Foundation
import GradientCheck
import Gradus

/// A function of one tensor; a loss gives a tensor of rank 0.
typealias Function = @Sendable (_ x: Tensor<Double>) -> Tensor<Double>

/// From the gradient dy of a function's output to that of its input, dx, of the shape of x.
typealias Pullback = @Sendable (_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double>

/// What is wrong in a case.
struct Fault: Codable, Equatable, Sendable {
  /// What disagrees, in words without a full stop.
  let sentence: String
  /// The hints that fit: the exercise's own, and those that could be given in any.
  let own, general: Set<String>
}

/// A point at which a gradient is checked.
struct Case: Sendable {
  let name: String
  /// The name of the input the gradient belongs to.
  let input: String
  let point: Tensor<Double>
  let function: Function
  /// The student's gradient of the function, times dL where it is that of a loss L.
  let gradient: Pullback
  /// Hints, and the functions whose gradients deserve them.
  let mistakes: [String: Function]

  /// What is wrong; nil if nothing is.
  func fault() -> Fault? {
    let report = check(against: function)
    if report.passes { return nil }
    let fitting = mistakes.filter { check(against: $0.value).passes }
    let hints = report.diagnoses.compactMap(\.kind.hint)
    return Fault(sentence: sentence(on: report), own: Set(fitting.keys), general: Set(hints))
  }

  private func sentence(on report: GradientReport) -> String {
    guard let found = report.inputs.first, let worst = found.worst, !found.passes else {
      return report.faults.first?.description ?? "nothing could be compared"
    }
    // The checker weighs every output at random; the gradient of a loss is shown for dL = 1.
    let scale = report.cotangent.count == 1 ? report.cotangent.scalar : 1
    let numbers = [worst.analytic, worst.numeric].map { String(format: "%.10g", $0 / scale) }
    return "\(found.failed + found.unresolved) of \(found.checked) entries disagree, most of all "
      + "d\(input)\(worst.index): yours \(numbers[0]), numeric \(numbers[1])"
  }

  /// The checker's report on the student's gradient, taken for that of a function.
  private func check(against f: Function) -> GradientReport {
    checkGradient(at: [(input, point)], forward: { f($0[0]) }) { [gradient($0[0], $1)] }
  }
}

/// A function of the book that the reader writes.
struct Exercise: Sendable {
  /// Chapter and number, as the book has them.
  let number: String
  let title: String
  /// The student's file, from the root of the repository.
  let file: String
  let cases: [Case]

  /// The exercise of a number; a zero before it can be left out.
  static func numbered(_ text: String) -> Exercise? {
    all.first { $0.number == text || $0.number == "0" + text }
  }

  /// A sentence for whoever has named none of the exercises.
  static func unknown(_ text: String) -> String {
    let numbers = all.map(\.number).joined(separator: ", ")
    return text.isEmpty
      ? "say which exercise to check, as in make check EX=01.5: there are \(numbers)."
      : "there is no exercise \(text) to check: there are \(numbers)."
  }

  /// What came of a trial: whether all cases pass, and a report to print.
  func report(on outcome: Trial<Fault?>.Outcome) -> (passes: Bool, report: String) {
    guard let failure = outcome.failure else { return report(on: outcome.findings) }
    let test = cases[outcome.findings.count].name
    let lines =
      lines(on: outcome.findings) + [
        "failed  \(test)", "        the function \(failure)",
        "Exercise \(number) is wrong: in the case \"\(test)\" the function \(failure): see \(file)",
      ]
    return (false, lines.joined(separator: "\n"))
  }

  private func lines(on faults: [Fault?]) -> [String] {
    zip(cases, faults).map { test, fault in
      fault.map { "failed  \(test.name)\n        \($0.sentence)" } ?? "passed  \(test.name)"
    }
  }

  /// What was found of every case: whether all pass, and a report to print.
  func report(on faults: [Fault?]) -> (passes: Bool, report: String) {
    var lines = lines(on: faults)
    let failures = faults.compactMap(\.self)
    guard let first = failures.first else {
      return (true, (lines + ["Right in all \(cases.count) cases."]).joined(separator: "\n"))
    }
    lines.append("Wrong in \(failures.count) of \(cases.count) cases: see \(file)")
    let own = failures.reduce(first.own) { $0.intersection($1.own) }
    let general = failures.reduce(first.general) { $0.intersection($1.general) }
    // The exercise's own hint says more. But zeros say that nothing has been written, whatever
    // else would have given them.
    var hints = own.isEmpty ? general : own
    if let hint = Diagnosis.Kind.zero.hint, general.contains(hint) { hints = [hint] }
    if hints.count == 1, let hint = hints.first { lines.append("Hint: \(hint)") }
    return (false, lines.joined(separator: "\n"))
  }
}
