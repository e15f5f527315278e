// Whether a run is current: what asks for a quick run, for a full one, for drawing, for nothing.

import Testing

@testable import Records
@testable import book

struct StandingTests {
  private let site: Site

  init() throws { site = try Site("# One\n") }

  private func standing() throws -> Standing { try #require(try site.standings().first) }

  /// Another quick run on this machine, with the present sources.
  private func runQuickly(loss: Double = 0.5, _ change: (inout Run) -> Void = { _ in }) throws {
    var run = try site.run(.quick, loss: loss)
    change(&run)
    try site.write(run, as: Site.localRun)
  }

  private func changeEngine() throws { try site.write("Sources/Gradus/G.swift", "let g = 2\n") }

  @Test func nothingHasChanged() throws {
    #expect(try standing().line == "01  current: it was run with these sources")
    #expect(try site.check() == [])
    // In a fresh clone nobody has run anything.
    try site.remove(".build")
    #expect(try site.check() == [])
  }

  @Test func aCommentAsksForNothing() throws {
    try site.write("Sources/Gradus/G.swift", "// Why.\nlet g = 1\n")
    #expect(try standing().line == "01  current: it was run with these sources")
  }

  @Test func whatItDoesNotDependOnAsksForNothing() throws {
    try site.write("Sources/Datasets/D.swift", "let d = 2\n")
    #expect(try standing().line == "01  current: it was run with these sources")
  }

  @Test func aChangedSourceAsksForAQuickRun() throws {
    try changeEngine()
    #expect(try standing().line == "01  unknown: Sources/Gradus has changed: make quick")
    #expect(try site.check().count == 1)
  }

  @Test func aQuickRunThatFindsTheSameSettlesIt() throws {
    try changeEngine()
    try runQuickly(loss: 0.501)
    let line =
      "01  current: Sources/Gradus has changed since it was made, and a quick run finds the same"
    #expect(try standing().line == line)
    try site.settle()
    // Noted beside the full run, so that a fresh clone knows it.
    try site.remove(".build")
    #expect(try standing().line == line)
    #expect(try site.check() == [])
    // What was found then is kept, so that many small differences do not add up to a large one.
    let quick = try Run(from: site.root.appendingPathComponent("Figures/01/quick.json"))
    #expect(quick.results == (try site.run(.quick).results))
    // The next change asks again.
    try site.write("Sources/Gradus/G.swift", "let g = 3\n")
    #expect(try standing().isUnknown)
  }

  private static let differences: [(String, @Sendable (inout Run) -> Void, Double, String)] = [
    ("another loss", { _ in }, 0.6, "the result losses has other numbers"),
    ("a full run of another size", { $0.sizes = ["full 41, quick 4"] }, 0.5, "of another size"),
    (
      "other data",
      { $0.data = [Run.Provenance(name: "d", source: "", licence: "", rows: 1, hash: "2")] }, 0.5,
      "reads other data"
    ),
    (
      "a number that every run must find",
      { $0.numbers["mse"] = Run.Number(2860, agreement: .quick()) }, 0.5, "mse was 2859.69"
    ),
    ("a result that is new", { $0.results["more"] = $0.results["losses"] }, 0.5, "more is new"),
    ("a result that is gone", { $0.results = [:] }, 0.5, "losses is no longer computed"),
  ]

  @Test(arguments: differences)
  func whatAQuickRunFindsOtherwiseAsksForAFullOne(
    name: String, change: @Sendable (inout Run) -> Void, loss: Double, words: String
  ) throws {
    try changeEngine()
    try runQuickly(loss: loss, change)
    let line = try standing().line
    #expect(line.hasPrefix("01  out of date: a quick run ") && line.contains(words), "\(line)")
    #expect(line.hasSuffix(": swift run lesson-01"))
    #expect(try site.check().count == 1)
    // Nothing is noted that would hide it.
    try site.settle()
    #expect(try standing().line == line)
    try site.remove(".build")
    #expect(try standing().isUnknown)
  }

  @Test func aMachineThatFindsOtherwiseSaysSo() throws {
    try runQuickly(loss: 0.6)
    #expect(try standing().isStale)
  }

  @Test func aFullRunIsCurrentAndTakesItsQuickRunBesideIt() throws {
    try changeEngine()
    try runQuickly(loss: 0.6)
    try site.write(site.run(), as: "Figures/01/run.json")
    #expect(try standing().line == "01  current: it was run with these sources")
    try site.settle()
    #expect(try site.standings().first?.settled == nil)
    let quick = try Run(from: site.root.appendingPathComponent("Figures/01/quick.json"))
    #expect(quick.results == (try site.run(.quick, loss: 0.6).results))
  }

  /// A quick run tells nothing of a full run from other sources than its own.
  @Test func theQuickRunOfAnotherFullRunDoesNotCount() throws {
    try site.write("Sources/Gradus/G.swift", "let g = 2\n")
    try site.write(site.run(), as: "Figures/01/run.json")
    try site.write("Sources/Gradus/G.swift", "let g = 3\n")
    #expect(
      try standing().line
        == "01  out of date: Sources/Gradus has changed since it was made, and no quick run is kept beside it: "
        + "swift run lesson-01")
  }

  @Test func plotAsksForDrawingAlone() throws {
    try site.write("Sources/Plot/P.swift", "let p = 2\n")
    #expect(
      try standing().line
        == "01  current: it was run with these sources; to be drawn anew, as Sources/Plot has "
        + "changed: make figures")
    #expect(try site.check().count == 1)
  }

  @Test func aLessonThatWasNeverRun() throws {
    try site.write("Lessons/02-Two/Two.swift", "import Gradus\n")
    let two = try #require(try site.standings().last)
    #expect(two.line == "02  out of date: it was never run: swift run lesson-02")
    #expect(two.isStale && two.product == "lesson-02")
  }

  @Test(arguments: [
    Run(lesson: 1, title: "One", size: .quick), Run(lesson: 1, title: "One", seed: 5),
    Run(lesson: 1, title: "One", epochs: 2),
  ])
  func aRunThatIsNotTheBooks(run: Run) throws {
    try site.write(run, as: "Figures/01/run.json")
    #expect(try standing().line.contains("its run is not the book's"))
  }
}
