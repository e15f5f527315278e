// An exercise is right if its gradient agrees with the numeric derivative in every case.
//
// The checker finds the mistakes that can happen anywhere. Others belong to an exercise: a wrong
// gradient is often the right gradient of another function, of n·f where a mean became a sum. Such
// a mistake is described by that function, and its hint is given only if the gradient passes the
// same check as that function's own, in every case that failed.

import Foundation
import GradientCheck
import Gradus

/// A function from its input to a number.
typealias Function = @Sendable (Tensor<Double>) -> Double

/// A point at which a gradient is checked.
struct Case: Sendable {
  let name: String
  /// The name of the input the gradient belongs to.
  let input: String
  let point: Tensor<Double>
  let function: Function
  /// The student's gradient of the function.
  let gradient: @Sendable (Tensor<Double>) -> Tensor<Double>
  /// Hints, and the functions whose gradients deserve them.
  let mistakes: [String: Function]

  /// What is wrong, in a sentence, with the hints that fit; nil if nothing is.
  func fault() -> (sentence: String, hints: Set<String>)? {
    let gradient = gradient(point)
    guard gradient.shape == point.shape else {
      return ("its shape is \(gradient.shape), expected that of \(input), \(point.shape)", [])
    }
    let (found, scale) = compare(gradient, with: function)
    if found.passes { return nil }

    guard let worst = found.worst else { return ("nothing could be compared", []) }
    let numbers = [worst.analytic, worst.numeric].map { String(format: "%.10g", $0 / scale) }
    let sentence =
      "\(found.failed + found.unresolved) of \(found.checked) entries disagree, most of all "
      + "d\(input)\(worst.index): yours \(numbers[0]), numeric \(numbers[1])"
    let fitting = mistakes.filter { compare(gradient, with: $0.value).0.passes }
    let anywhere: [Diagnosis.Kind: String] = [
      .zero: "it is still zero: the function has not been written yet.",
      .sign: "every sign is flipped.",
    ]
    let hints = found.diagnoses.compactMap { anywhere[$0.kind] }
    return (sentence, Set(fitting.keys).union(hints))
  }

  /// The checker's finding, and the factor by which it scales all derivatives.
  private func compare(
    _ gradient: Tensor<Double>, with f: Function
  ) -> (GradientReport.Input, scale: Double) {
    let report = checkGradient(at: [(input, point)], forward: { Tensor(f($0[0])) }) { _, dL in
      [dL * gradient]
    }
    return (report.inputs[0], report.cotangent.scalar)
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

  /// Checks every case: whether all pass, and a report to print.
  func grade() -> (passes: Bool, report: String) {
    let faults = cases.map { $0.fault() }
    var lines = zip(cases, faults).map { test, fault in
      fault.map { "failed  \(test.name)\n        \($0.sentence)" } ?? "passed  \(test.name)"
    }
    let failures = faults.compactMap(\.self)
    guard let first = failures.first else {
      return (true, (lines + ["Right in all \(cases.count) cases."]).joined(separator: "\n"))
    }
    lines.append("Wrong in \(failures.count) of \(cases.count) cases: see \(file)")
    let hints = failures.reduce(first.hints) { $0.intersection($1.hints) }
    if hints.count == 1, let hint = hints.first { lines.append("Hint: \(hint)") }
    return (false, lines.joined(separator: "\n"))
  }
}
