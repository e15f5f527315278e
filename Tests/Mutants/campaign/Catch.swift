// What came of all mutants: how many are caught and rightly named, by the kind of mistake, and what
// is called what.

import Gradus
import LessonKit
import Mutants
import Plot

/// The outcomes of all mutants together.
struct Catch {
  private let attempts: [Attempt]

  /// The word for what has no name of its own, and for what the report gives none.
  private static let unknown = "unknown"

  init(_ attempts: [Attempt]) { self.attempts = attempts }

  /// Those that change a gradient.
  private var tried: [Attempt] { attempts.filter { $0.outcome != .equivalent } }

  private func count(_ attempts: [Attempt], _ outcomes: Outcome...) -> Int {
    attempts.count { outcomes.contains($0.outcome) }
  }

  /// Records numbers, tables and the figure, and prints them.
  func record(into record: inout RunRecord) throws {
    let caught = tried.count - count(tried, .missed)
    let known = tried.filter { !$0.mutant.names.isEmpty }
    let nameless = tried.filter(\.mutant.names.isEmpty)
    record.number("tried", tried.count)
    record.number("equivalent", attempts.count - tried.count)
    record.number(
      "kinds", Set(attempts.filter { $0.outcome != .equivalent }.map(\.mutant.mistake)).count)
    record.number("caught", caught)
    record.number("missed", count(tried, .missed))
    record.number("known", known.count)
    record.number("known.share", Double(count(known, .named)) / Double(max(1, known.count)))
    record.number("nameless", nameless.count)
    record.number("nameless.silent", count(nameless, .named))
    print("By the kind of mistake\n\(byKind)\n\nBy name\n\(byName)\n")
    if let oddities { print("Not as it should be\n\(oddities)\n") }
    print(
      "\(caught) of \(tried.count) mutants caught; \(count(known, .named)) of \(known.count) with "
        + "a name rightly named, \(count(nameless, .named)) of \(nameless.count) without one "
        + "left unnamed; \(attempts.count - tried.count) change no gradient.\n")
    try draw(into: &record)
  }

  private var byKind: Table {
    var table = Table(
      .text("mistake"), .number("tried", "%d"), .number("caught", "%d"),
      .number("rightly named", "%d"), .number("wrongly named", "%d"), .number("unnamed", "%d"))
    for mistake in Mistake.allCases {
      let attempts = tried.filter { $0.mutant.mistake == mistake }
      if attempts.isEmpty { continue }
      table.add(
        mistake.rawValue, attempts.count, attempts.count - count(attempts, .missed),
        count(attempts, .named), count(attempts, .misnamed), count(attempts, .unnamed))
    }
    return table
  }

  /// Each mutant as its own name and what it was called. Of several that it may have, that which it
  /// was called counts.
  private var pairs: [(truth: String, said: String)] {
    tried.filter { $0.outcome != .missed }.map { attempt in
      func first(_ names: some Collection<Name>) -> String {
        names.map(\.description).min() ?? Self.unknown
      }
      let (truth, said) = (attempt.mutant.names, attempt.said)
      let common = truth.intersection(said)
      return common.isEmpty ? (first(truth), first(said)) : (first(common), first(common))
    }
  }

  private var byName: Table {
    var table = Table(.text("the mistake is"), .text("it is called"), .number("mutants", "%d"))
    let groups = Dictionary(grouping: pairs) { [$0.truth, $0.said] }
    for (pair, members) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      table.add(pair[0], pair[1], members.count)
    }
    return table
  }

  /// The mutants that are not caught, not rightly named, or no mistakes at all; nil if there are
  /// none.
  private var oddities: Table? {
    let odd = attempts.filter { $0.outcome != .named }
    if odd.isEmpty { return nil }
    var table = Table(
      .text("mutant"), .text("outcome"), .text("to be called"), .text("called"))
    for attempt in odd {
      table.add(
        "`\(attempt.mutant.name)`", attempt.outcome.rawValue, attempt.mutant.expectation,
        attempt.outcome == .equivalent ? "" : attempt.said.phrase)
    }
    return table
  }

  /// A bar for each name, as long as there are mutants rightly called so, and what others are called.
  private func draw(into record: inout RunRecord) throws {
    let groups = Dictionary(grouping: pairs, by: \.truth).mapValues { pairs in
      Dictionary(grouping: pairs, by: \.said).mapValues(\.count)
    }
    func right(_ name: String) -> Int { groups[name]?[name] ?? 0 }
    let names = groups.keys.sorted { (right($1), $0) < (right($0), $1) }
    let figure = Figure(size: Size(width: 520, height: 640)) {
      Axes(x: .linear("mutants called by their name", 0...112), y: "", naming: .none) {
        Bars(names, names.map { Double(right($0)) }, color: .blue, direction: .right)
        for (place, name) in names.enumerated() {
          let others = (groups[name] ?? [:]).filter { $0.key != name }.sorted { $0.key < $1.key }
          let wrongly = others.map { "\($1) \($0)" }.joined(separator: ", ")
          let words = "\(right(name))" + (others.isEmpty ? "" : "; called otherwise: \(wrongly)")
          Annotation(
            words, x: Double(right(name)), y: Double(place), right: 6 + 2.6 * Double(words.count),
            color: others.isEmpty ? .ink : .vermilion)
        }
      }
    }
    record.number("names.right", pairs.count { $0.truth == $0.said })
    record.number("names.largest", names.map(right).max() ?? 0)
    try record.draw("names.svg", figure)
  }
}
