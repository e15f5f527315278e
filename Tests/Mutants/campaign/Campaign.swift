// `make mutants`: the power of the gradient checker, measured. Every mutant of the engine is shown
// to it, thousands of right gradients, right gradients that are off by less and less, and those of
// random functions with kinks; what it said goes to Figures/mutants for the book.

import ArgumentParser
import Foundation
import Gradus
import LessonKit
import Mutants

/// The campaign against the gradient checker.
@main
struct Campaign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try the gradient checker on deliberate mistakes and on right gradients.")

  @Option(
    help: ArgumentHelp(
      "Try the mutants whose name contains this text alone, and print their reports.",
      valueName: "text"))
  var only: String?

  @Flag(help: "List the mutants and what each should be called, and try none.")
  var list = false

  @OptionGroup var options: LessonOptions

  static func main() {
    Program.begin(as: "campaign")
    main(nil)
  }

  func run() throws {
    if list { return Self.list() }
    if !options.isRedrawing { try requireMutants() }
    var generator = RandomGenerator(seed: options.seed)
    let seeds = (0..<options.sized(full: 3, quick: 1)).map { _ in generator.next() }
    if let only { return try show(only, seeds) }

    var record = try RunRecord(
      name: "mutants", title: "Mutants", sources: ["Tests/Mutants"], options: options)
    let attempts = try record.result("mutants") {
      Self.attempts(at: Array(1...Mutant.all.count), seeds)
    }
    guard attempts.map(\.number) == Array(1...Mutant.all.count) else {
      throw LessonError("the table has other mutants than were tried: run make mutants.")
    }
    // The numbers recorded of these say what other runs must find.
    let alarms = try record.result("right", within: nil) {
      FalseAlarms(each: options.sized(full: 120, quick: 5), using: &generator)
    }
    let step = options.sized(full: 1, quick: 8)
    let sensitivity = try record.result("errors", within: 0.1) {
      let operations = stride(from: 0, to: Operation.allCases.count, by: step)
      return Sensitivity(
        trials: options.sized(full: 3, quick: 1), of: operations.map { Operation.allCases[$0] },
        using: &generator)
    }
    let calibration = try record.result("calibration", within: nil) {
      Calibration(each: options.sized(full: 2400, quick: 100), using: &generator)
    }
    try Catch(attempts).record(into: &record)
    alarms.record(into: &record)
    calibration.record(into: &record)
    try sensitivity.record(into: &record)
    try record.write()
  }

  /// Tries the mutants of the given numbers.
  private static func attempts(at numbers: [Int], _ seeds: [UInt64]) -> [Attempt] {
    let progress = ProgressLine("mutants", of: numbers.count)
    defer { progress.end() }
    // The mutants of an operation, which follow each other, share its trials, and these keep their
    // numeric derivatives.
    var latest: Mutant?
    var trials: [(seed: UInt64, trial: Trial)] = []
    return numbers.map { number in
      let mutant = Mutant.all[number - 1]
      if mutant.operation != latest?.operation {
        trials = seeds.map { ($0, mutant.operation.trial(seed: $0)) }
      }
      latest = mutant
      defer { progress.advance() }
      return Attempt(number: number, on: trials)
    }
  }

  /// Prints the reports of some mutants.
  private func show(_ text: String, _ seeds: [UInt64]) throws {
    let chosen = (1...Mutant.all.count).filter {
      Mutant.all[$0 - 1].name.localizedCaseInsensitiveContains(text)
    }
    if chosen.isEmpty {
      throw LessonError("no mutant's name contains \"\(text)\"; --list shows their names.")
    }
    for attempt in Self.attempts(at: chosen, seeds) {
      print("\(attempt.mutant.file), \(attempt.mutant.name)")
      print(
        "\(attempt.outcome.rawValue): to be called \(attempt.mutant.expectation), called "
          + attempt.said.phrase)
      if let report = attempt.report { print("\(report)\n") }
    }
  }

  private static func list() {
    for mutant in Mutant.all {
      print("\(mutant.file), \(mutant.name) → \(mutant.expectation)")
    }
    print("\(Mutant.all.count) mutants, \(Set(Mutant.all.map(\.mistake)).count) kinds of mistakes.")
  }
}

extension Mutant {
  /// What it should be called.
  var expectation: String { names.phrase }
}

extension Collection<Name> {
  /// The names, one or the other, or that there is none.
  var phrase: String {
    isEmpty ? "unknown" : map(\.description).sorted().joined(separator: " or ")
  }
}
