// A new run of a lesson against the committed one: do they find the same, where they should? A
// number says itself which runs owe it (``Agreement``). Runs on different data owe each other only
// what is computed without any.

import LessonKit

/// Two runs of one lesson, compared.
struct Comparison {
  /// Numbers that should agree and do not, a sentence each.
  private(set) var disagreements: [String] = []
  /// Differences worth a look that are no disagreement.
  private(set) var notes: [String] = []
  /// How many numbers agree.
  private(set) var agreed = 0

  /// - Parameters:
  ///   - old: the committed run, whose agreements count.
  ///   - new: a run on this machine.
  init(_ old: Run, _ new: Run) {
    let isSameData = Self.data(of: old) == Self.data(of: new)
    if !isSameData {
      notes.append("the runs read different data, so only what needs none is compared")
    }
    let isSameRun =
      isSameData && (old.size, old.seed, old.epochs) == (new.size, new.seed, new.epochs)
    for (key, number) in old.numbers.sorted(by: { $0.key < $1.key }) {
      let owed =
        switch number.agrees {
        case .anyData: true
        case .always: isSameData
        case .sameSize: isSameRun
        case .never: false
        }
      if owed { compare(key, number, new.numbers[key]?.value) }
    }
    guard isSameRun else { return }
    for (key, figure) in old.figures.sorted(by: { $0.key < $1.key }) {
      if let other = new.figures[key], other.digest != figure.digest {
        notes.append("the figure \"\(key)\" is drawn from data that differ in some bits")
      }
    }
  }

  private mutating func compare(_ key: String, _ old: Run.Number, _ value: Double?) {
    let tolerance = old.within ?? 0
    guard let value else {
      disagreements.append("\(key) was \(old.value) and is missing")
      return
    }
    if abs(value - old.value) <= tolerance * max(abs(value), abs(old.value)) {
      agreed += 1
    } else {
      disagreements.append("\(key) was \(old.value) and is \(value), beyond \(tolerance) relative")
    }
  }

  private static func data(of run: Run) -> Set<[String?]> {
    Set(run.data.map { [$0.name, $0.hash] })
  }
}
