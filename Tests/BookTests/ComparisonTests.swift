// New runs held to committed ones.

import ArgumentParser
import Foundation
import Testing

@testable import LessonKit
@testable import book

struct ComparisonTests {
  private func run(
    _ mse: Double, _ accuracy: Double, quick: Bool = false, hash: String = "1", weights: Int = 9
  ) throws -> Run {
    let options = try LessonOptions.parse(quick ? ["--quick"] : [])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    var record = try RunRecord(lesson: 1, title: "One", options: options, root: folder)
    record.number("mse", mse, agreement: .quick(relative: 1e-6))
    record.number("accuracy", accuracy, agreement: .full(relative: 0.02))
    record.number("weights", weights, agreement: .everywhere())
    record.volatile("seconds", Double.random(in: 1...2))
    record.provenance(name: "d", source: "s", licence: "l", rows: 1, hash: hash)
    return record.run
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

  @Test func aMissingNumber() throws {
    let empty = try Run(lesson: 1, title: "One", options: LessonOptions.parse([]))
    var old = empty
    old.numbers["mse"] = Run.Number(2, agreement: .quick())
    #expect(Comparison(old, empty).disagreements == ["mse was 2.0 and is missing"])
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
