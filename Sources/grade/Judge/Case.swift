// One question to a student's solution and what is made of the answer. Most answers are gradients,
// which the checker holds to numeric derivatives; others are numbers, which are held to what another
// part of the engine finds (Comparison.swift).

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
  /// Whether the sentence says what is wrong without any numbers, so that others may have the same.
  let isPlain: Bool
  /// The place of the entry that the sentence shows, in row-major order; nil where it shows none.
  let entry: Int?

  init(
    _ sentence: String, own: Set<String> = [], general: Set<String> = [], isPlain: Bool = false,
    entry: Int? = nil
  ) {
    (self.sentence, self.own, self.general) = (sentence, own, general)
    (self.isPlain, self.entry) = (isPlain, entry)
  }

  /// The same with more to say.
  func saying(_ more: String) -> Fault {
    Fault(sentence + more, own: own, general: general, isPlain: isPlain, entry: entry)
  }
}

extension Fault {
  /// A sentence that says it all.
  static func plain(_ sentence: String) -> Fault { Fault(sentence, isPlain: true) }
}

/// Something that is asked of a solution.
struct Case: Sendable {
  let name: String
  /// What is wrong; nil if nothing is.
  let fault: @Sendable () -> Fault?
}

/// Which cases are asked: those that everybody sees, or others of the same kind.
struct Variation: Sendable {
  /// Joins the seeds of the cases.
  var seed: UInt64 = 0
  /// How much larger the numbers of examples are.
  var growth = 0

  /// The cases that come with the exercises.
  static let published = Variation()

  /// A generator for the numbers of an exercise.
  func generator(_ seed: UInt64) -> RandomGenerator { RandomGenerator(seed: seed &+ self.seed) }

  /// A number of examples.
  func grown(_ count: Int) -> Int { count + growth }
}

extension Case {
  /// The case of a gradient: it is right where it agrees with the numeric derivative.
  ///
  /// The checker finds the mistakes that can happen anywhere; Hints.swift puts them in plain words.
  /// Others belong to an exercise: a wrong gradient is often the right gradient of another function,
  /// of n·f where a mean became a sum. Such a mistake is described by that function, and its hint is
  /// given only if the gradient passes the same check as that function's own.
  ///
  /// - Parameters:
  ///   - input: the name of the input that the gradient belongs to.
  ///   - gradient: the student's gradient of the function, times dL where it is that of a loss L.
  ///   - mistakes: hints, and the functions whose gradients deserve them.
  static func gradient(
    name: String, input: String, point: Tensor<Double>, function: @escaping Function,
    gradient: @escaping Pullback, mistakes: [String: Function] = [:]
  ) -> Case {
    let trial = GradientTrial(input: input, point: point, gradient: gradient)
    return Case(name: name) {
      let report = trial.check(against: function)
      if report.passes {
        return trial.isQuotient(of: function)
          ? .plain(GradientTrial.quotient) : nil
      }
      let fitting = mistakes.filter { trial.check(against: $0.value).passes }
      let hints = report.diagnoses.compactMap(\.kind.hint)
      return Fault(
        trial.sentence(on: report), own: Set(fitting.keys), general: Set(hints),
        entry: trial.entry(on: report))
    }
  }
}

/// A gradient at the point at which it is checked.
private struct GradientTrial: Sendable {
  let input: String
  let point: Tensor<Double>
  let gradient: Pullback

  static let quotient =
    "the numbers are as rough as a difference quotient's: write the derivative as a formula"

  /// What disagrees most.
  func sentence(on report: GradientReport) -> String {
    guard let found = report.inputs.first, let worst = found.worst, !found.passes else {
      return report.faults.first?.description ?? "nothing could be compared"
    }
    // The checker weighs every output at random; the gradient of a loss is shown for dL = 1.
    let scale = report.cotangent.shape.isEmpty ? report.cotangent.scalar : 1
    let numbers = [worst.analytic, worst.numeric].map { shown($0 / scale) }
    return "\(found.failed + found.unresolved) of \(found.checked) entries disagree, most of all "
      + "d\(input)\(worst.index): yours \(numbers[0]), numeric \(numbers[1])"
  }

  /// Where the sentence looks.
  func entry(on report: GradientReport) -> Int? {
    guard let found = report.inputs.first, let worst = found.worst, !found.passes else {
      return nil
    }
    return zip(worst.index, point.shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// The checker's report on the student's gradient, taken for that of a function.
  func check(against f: Function) -> GradientReport {
    var shape: [Int]?
    return checkGradient(at: [(input, point)], forward: { f($0[0]) }) { x, dy in
      let dx = gradient(x[0], dy)
      // The checker relies on one shape; a solution may have ended meanwhile, or change its mind.
      let expected = shape ?? dx.shape
      shape = expected
      return [dx.shape == expected ? dx : Tensor(repeating: .nan, shape: expected)]
    }
  }

  /// Whether a right gradient was found by differences of values. A formula answers nearly equal
  /// questions nearly equally; a quotient divides the rounding of its values by its step. Steps
  /// long enough to hide that are too long to be right, unless the quotient is extrapolated.
  func isQuotient(of f: Function) -> Bool {
    let y = f(point)
    let dy = Tensor(
      shape: y.shape, scalars: (0..<y.count).map { 0.75 + 0.25 * .sin(Double(7 * $0)) })
    let here = gradient(point, dy)
    let size = abs(here).max().scalar
    var random = RandomGenerator(seed: 49)
    return (0..<4).contains { _ in
      let near = point.map { $0 + (random.uniform() < 0.5 ? -0x1p-49 : 0x1p-49) }
      let there = gradient(near, dy)
      return there.shape != here.shape || abs(there - here).max().scalar > 3e-13 * size
    }
  }
}
