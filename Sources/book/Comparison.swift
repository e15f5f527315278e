// A new run of a lesson against the committed one: do they find the same, where they should? A
// number says itself which runs owe it (``Agreement``); results are owed by quick runs of the same
// seed and epochs, too short for rounding to grow. Runs on different data owe each other only what
// is computed without any.

import Records

/// Two runs of one lesson, compared.
struct Comparison {
  /// Findings that should agree and do not, a sentence each.
  private(set) var disagreements: [String] = []
  /// Numbers that are missing in the new run, a sentence each.
  private(set) var missing: [String] = []
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
      let here = new.data.map(\.name).formatted(.list(type: .and))
      notes.append(
        "it was run here on \(here.isEmpty ? "no data" : here), not on the book's data (make data gets "
          + "them), so only what needs none is compared")
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
    if isSameRun, old.size == .quick { compareResults(old.results, new.results) }
  }

  private mutating func compare(_ key: String, _ old: Run.Number, _ value: Double?) {
    let tolerance = old.within ?? 0
    guard let value else {
      missing.append("\(key) was \(old.value) and is missing")
      return
    }
    if abs(value - old.value) <= tolerance * max(abs(value), abs(old.value)) {
      agreed += 1
    } else {
      disagreements.append("\(key) was \(old.value) and is \(value), beyond \(tolerance) relative")
    }
  }

  private mutating func compareResults(_ old: [String: Run.Result], _ new: [String: Run.Result]) {
    for key in Set(old.keys).union(new.keys).sorted() {
      guard let before = old[key], let now = new[key] else {
        disagreements.append(
          "the result \(key) is \(old[key] == nil ? "new" : "no longer computed")")
        continue
      }
      guard let tolerance = now.within else { continue }
      if let difference = now.fingerprint.difference(from: before.fingerprint, within: tolerance) {
        disagreements.append("the result \(key) has \(difference)")
      }
    }
  }

  private static func data(of run: Run) -> Set<[String?]> {
    Set(run.data.map { [$0.name, $0.hash] })
  }
}
