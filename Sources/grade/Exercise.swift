// An exercise is right if its gradient agrees with the numeric derivative in every case.
//
// A wrong gradient is often the right gradient of another function: of −f where a sign is flipped,
// of n·f where a mean became a sum. So a mistake is described by that function, and its hint is
// given only if the gradient passes the same check as that function's own, in every case that
// failed.

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

    let numbers = [found.worst.analytic, found.worst.numeric].map {
      String(format: "%.10g", $0 / scale)
    }
    let sentence =
      "\(found.failed + found.unresolved) of \(found.checked) entries disagree, most of all "
      + "d\(input)\(found.worst.index): yours \(numbers[0]), numeric \(numbers[1])"
    let anywhere: [String: Function] = [
      "it is still zero: the function has not been written yet.": { _ in 0 },
      "every sign is flipped.": { [function] x in -function(x) },
    ]
    let fitting = mistakes.merging(anywhere) { own, _ in own }.filter {
      compare(gradient, with: $0.value).0.passes
    }
    return (sentence, Set(fitting.keys))
  }

  /// The checker's finding, and the factor by which it scales all derivatives.
  private func compare(
    _ gradient: Tensor<Double>, with f: @escaping Function
  ) -> (GradientReport.Variable, scale: Double) {
    var scale = 1.0
    let x = Variable(point)
    let report = checkGradient(of: [(input, x)]) {
      let pullback = Edge(x) { (cotangent: Tensor<Double>) in
        scale = cotangent.scalar
        return cotangent * gradient
      }
      return Variable(Tensor(f(x.value)), pullback)
    }
    return (report.variables[0], scale)
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
