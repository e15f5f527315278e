// A mutant shown to the checker: how much it changes the gradient, whether it is caught, what it is
// called.

import GradientCheck
import Gradus
import Mutants

/// What came of one mutant.
enum Outcome: String, Codable {
  /// It changes no gradient: it is no mistake.
  case equivalent
  /// It passes, or is neither passed nor failed.
  case missed
  /// It fails, and what the report calls it is among its names; or it has none, and so says the
  /// report.
  case named
  /// It fails, and the report gives no name to what has one.
  case unnamed
  /// It fails, and the report gives it names that are not its own.
  case misnamed
}

/// A mutant tried on several drawn trials of its operation. All but the report is kept.
struct Attempt: Codable {
  /// The relative change below which two gradients are the same, and beyond which a mistake has to
  /// be caught.
  static let (same, visible) = (1e-12, 1e-5)

  /// The mutant's number, from 1.
  let number: Int

  /// The least change of the gradient, ‖a′ − a‖/‖a‖, among the trials in which it changes.
  private(set) var change = 0.0

  /// The least favourable of the trials' outcomes.
  private(set) var outcome = Outcome.equivalent

  /// What the report of the least favourable trial called it.
  private(set) var said: [Name] = []

  /// The report of the least favourable trial.
  private(set) var report: GradientReport?

  private enum CodingKeys: CodingKey { case number, change, outcome, said }

  var mutant: Mutant { Mutant.all[number - 1] }

  /// Tries the mutant of the given number on trials of its operation, each with its seed.
  init(number: Int, on trials: [(seed: UInt64, trial: Trial)]) {
    self.number = number
    for (seed, trial) in trials {
      activeMutant = number
      let report = trial.report(seed: seed)
      let wrong = trial.gradients(upstream: report.cotangent)
      activeMutant = 0
      let change = Self.change(from: trial.gradients(upstream: report.cotangent), to: wrong)
      // What draws anew or writes into its input may leave this very gradient as it was.
      let isHarmless = report.names.isDisjoint(
        with: [.rule(.notRepeatable), .rule(.changesInput)])
      if change <= Self.same, isHarmless { continue }
      self.change = self.report == nil ? change : min(self.change, change)
      let said = said(report)
      let outcome = outcome(of: report, said)
      if self.report == nil || outcome.rank > self.outcome.rank {
        (self.outcome, self.report) = (outcome, report)
        self.said = said.sorted { "\($0)" < "\($1)" }
      }
    }
  }

  /// What a report calls it. A wrong gradient breaks rules besides; they count only for a mistake
  /// whose name is a rule.
  private func said(_ report: GradientReport) -> Set<Name> {
    let isRule: (Name) -> Bool = { if case .rule = $0 { true } else { false } }
    return mutant.names.contains(where: isRule)
      ? report.names : report.names.filter { !isRule($0) }
  }

  private func outcome(of report: GradientReport, _ said: Set<Name>) -> Outcome {
    if report.verdict != .fail { return .missed }
    if said.isEmpty { return mutant.names.isEmpty ? .named : .unnamed }
    return said.isDisjoint(with: mutant.names) ? .misnamed : .named
  }

  /// ‖b − a‖/‖a‖ over all inputs; infinite where shapes differ or a number is not finite.
  private static func change(from a: [Tensor<Double>], to b: [Tensor<Double>]) -> Double {
    var (difference, size) = (0.0, 0.0)
    for (a, b) in zip(a, b) {
      guard a.shape == b.shape else { return .infinity }
      for (x, y) in zip(a.scalars, b.scalars) {
        difference += (y - x) * (y - x)
        size += x * x
      }
    }
    let change = (difference / size).squareRoot()
    return change.isNaN ? .infinity : change
  }
}

extension Outcome {
  /// The less favourable, the larger.
  fileprivate var rank: Int {
    switch self {
    case .equivalent: 0
    case .named: 1
    case .unnamed: 2
    case .misnamed: 3
    case .missed: 4
    }
  }
}

extension GradientReport {
  /// What the report calls the mistake: the causes of its diagnosis and the rules it finds broken.
  var names: Set<Name> {
    Set(diagnoses.map { .cause(Cause($0.kind)) } + faults.compactMap { $0.rule.map { .rule($0) } })
  }
}

extension Cause {
  /// The table's name for a cause of the checker's.
  init(_ kind: Diagnosis.Kind) {
    guard let cause = Cause(rawValue: kind.rawValue) else {
      preconditionFailure("Cause: the table does not know the cause \"\(kind.rawValue)\"")
    }
    self = cause
  }
}

extension Fault {
  /// The rule of ours, if it is one that names a mistake.
  fileprivate var rule: Rule? {
    switch self {
    case .shape: .wrongShape
    case .changesInput: .changesInput
    case .notRepeatable: .notRepeatable
    case .zeroNotKept: .zeroNotKept
    case .notLinear: .notLinear
    case .nonDeterministic, .changesCotangent, .notAdjoint, .outputShape, .precisionShape, .count,
      .notFinite:
      nil
    }
  }
}
