// New runs held to committed ones.

import ArgumentParser
import Foundation
import Testing

@testable import Records
@testable import book

struct ComparisonTests {
  private func run(
    _ mse: Double, _ accuracy: Double, quick: Bool = false, hash: String = "1", weights: Int = 9
  ) throws -> Run {
    var run = Run(lesson: 1, title: "One", size: quick ? .quick : .full)
    run.numbers = [
      "mse": Run.Number(mse, agreement: .quick(relative: 1e-6)),
      "accuracy": Run.Number(accuracy, agreement: .full(relative: 0.02)),
      "weights": Run.Number(Double(weights), agreement: .everywhere()),
      "seconds": Run.Number(.random(in: 1...2), agreement: .volatile),
    ]
    run.data = [Run.Provenance(name: "d", source: "s", licence: "l", rows: 1, hash: hash)]
    return run
  }

  @Test func aQuickRunOwesWhatItCanFind() throws {
    let comparison = try Comparison(run(100, 0.9), run(100.000_01, 0.5, quick: true))
    #expect(comparison.disagreements.isEmpty)
    #expect(comparison.agreed == 2)
  }

  @Test func aQuickRunThatDisagrees() throws {
    let comparison = try Comparison(run(100, 0.9), run(100.1, 0.9, quick: true))
    #expect(comparison.disagreements == ["mse was 100.0 and is 100.1, beyond 1e-06 relative"])
  }

  @Test func aFullRunOwesEverything() throws {
    #expect(try Comparison(run(100, 0.9), run(100, 0.89)).agreed == 3)
    #expect(
      try Comparison(run(100, 0.9), run(100, 0.5)).disagreements == [
        "accuracy was 0.9 and is 0.5, beyond 0.02 relative"
      ])
  }

  @Test func otherDataOweWhatNeedsNone() throws {
    let comparison = try Comparison(run(100, 0.9), run(1, 0.1, hash: "2"))
    #expect(comparison.disagreements.isEmpty && comparison.agreed == 1)
    #expect(comparison.notes.count == 1)
    let other = try Comparison(run(100, 0.9), run(1, 0.1, hash: "2", weights: 8))
    #expect(other.disagreements == ["weights was 9.0 and is 8.0, beyond 1e-06 relative"])
  }

  @Test func aMissingNumber() {
    let empty = Run(lesson: 1, title: "One")
    var old = empty
    old.numbers["mse"] = Run.Number(2, agreement: .quick())
    let comparison = Comparison(old, empty)
    #expect(comparison.missing == ["mse was 2.0 and is missing"])
    #expect(comparison.disagreements.isEmpty)
  }

  @Test func resultsAreOwedByQuickRuns() throws {
    func run(
      _ losses: [String: [Double]], within: Double? = 0.01, quick: Bool = true
    ) throws -> Run {
      var run = try self.run(100, 0.9, quick: quick)
      for (key, losses) in losses {
        var results = Results()
        run.results[key] = Run.Result(
          try results.keep(key, losses).fingerprint, within: within)
      }
      return run
    }
    let old = try run(["a": [1, 2], "b": [3, 4]])
    #expect(try Comparison(old, run(["a": [1, 2.001], "b": [3, 4]])).disagreements == [])
    #expect(
      try Comparison(old, run(["a": [1, 9], "b": [3, 4]], quick: false)).disagreements == [])
    #expect(
      try Comparison(old, run(["a": [1, 3], "b": [3, 4]])).disagreements == [
        "the result a has other numbers in []: on average 2, where it was 1.5"
      ])
    #expect(
      try Comparison(old, run(["a": [1, 2], "c": [3, 4]])).disagreements == [
        "the result b is no longer computed", "the result c is new",
      ])
    let times = try run(["t": [1, 2]], within: nil)
    #expect(try Comparison(times, run(["t": [5]], within: nil)).disagreements == [])
  }

  @Test func foldersArePairedByLesson() throws {
    let site = try Site("# One\n")
    let figures = site.root.appendingPathComponent("Figures")
    let file = figures.appendingPathComponent("01/run.json")
    #expect(try Compare.pairs(figures, figures).map(\.new.path) == [file.path])
    #expect(try Compare.pairs(file, file).count == 1)
    #expect(throws: LessonError.self) {
      try Compare.pairs(figures, site.root.appendingPathComponent("book"))
    }
  }
}
