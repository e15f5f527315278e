// Runs that are stale, incomplete or not the book's.

import Testing

@testable import LessonKit
@testable import book

struct RunCheckTests {
  @Test func aStaleRun() throws {
    let site = try Site("# One\n")
    #expect(try site.check() == [])
    try site.write("Sources/Gradus/G.swift", "let g = 2\n")
    let lines = try site.read("Figures/01/run.json").split(
      separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("\"Sources/Gradus\"") }) + 1
    #expect(
      try site.check() == [
        "Figures/01/run.json:\(line): the run is stale, for Sources/Gradus has changed since: "
          + "swift run lesson-01."
      ])
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == ["01"])
  }

  @Test func aCommentAsksForNoNewRun() throws {
    let site = try Site("# One\n")
    try site.write("Sources/Gradus/G.swift", "// Why.\nlet g = 1\n")
    #expect(try site.check() == [])
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == [])
  }

  @Test func aMissingFigure() throws {
    let site = try Site("# One\n")
    try site.remove("Figures/01/fit.svg")
    let found = try site.check()
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix("the figure Figures/01/fit.svg is missing: swift run lesson-01.")
        == true)
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == ["01"])
  }

  @Test func aFigureOfNoRun() throws {
    #expect(
      try findings("# One\n", files: ["Figures/01/old.svg": "<svg/>"]) == [
        "Figures/01/old.svg:1: the run 01 has not drawn this file: remove it."
      ])
  }

  @Test func aLessonThatWasNeverRun() throws {
    let site = try Site("# One\n", files: ["Lessons/02-Two/Two.swift": ""])
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == ["02"])
  }

  @Test func aRunThatIsNoLessons() throws {
    let site = try Site(
      "It has <!-- n:mutants.caught -->3<!-- /n --> legs.\n", files: ["Tests/Mutants/M.swift": "1"])
    var record = try RunRecord(
      name: "mutants", title: "M", options: LessonOptions.parse([]), root: site.root)
    record.number("caught", 3)
    record.dependsOn(["Tests/Mutants"])
    try record.write()
    #expect(try site.check() == [])
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == [])
    try site.write("Tests/Mutants/M.swift", "2")
    #expect(try site.check().first?.hasSuffix("has changed since: make mutants.") == true)
    #expect(try RunCheck(Manuscript(root: site.root)).runsToRepeat() == ["mutants"])
  }

  @Test(arguments: [["--quick"], ["--seed", "5"], ["--epochs", "2"]])
  func aRunThatIsNotTheBooks(arguments: [String]) throws {
    let site = try Site("# One\n", files: ["Figures/02/x.svg": ""])
    let run = try Run(lesson: 2, title: "Two", options: LessonOptions.parse(arguments))
    try run.write(to: site.root.appendingPathComponent("Figures/02/run.json"))
    let found = try site.check()
    #expect(
      found.contains(
        "Figures/02/run.json:1: the run does not say what it depends on: swift run lesson-02."))
    #expect(
      found.contains {
        $0.contains("the run is not the book's (full size, default seed and epochs)")
      })
  }

  @Test func aRunThatCannotBeRead() throws {
    let site = try Site("# One\n", files: ["Figures/02/run.json": "{}"])
    let found = try site.check()
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("Figures/02/run.json:1: ") == true)
  }
}
