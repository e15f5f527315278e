// A run's record from its start to its file.

import Foundation
import Plot
import TestSupport
import Testing

@testable import LessonKit

struct RunRecordTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder([
      "Lessons/01-One/One.swift": "import Gradus\nimport Plot\n", "Sources/Gradus/G.swift": "",
      "Sources/Plot/P.swift": "",
    ])
  }

  private var figures: URL { folder.url.appendingPathComponent("Figures") }

  private func start(_ arguments: [String] = []) throws -> RunRecord {
    try RunRecord(
      lesson: 1, title: "One", options: LessonOptions.parse(arguments), root: folder.url)
  }

  @Test func everythingReturnsFromTheFile() throws {
    var record = try start(
      ["--quick", "--seed", "9", "--epochs", "4", "--figures", figures.path])
    record.number("mse", 2859.7, agreement: .quick(relative: 1e-6))
    record.number("rows", 442)
    record.volatile("seconds", 1.25)
    var table = Table(.text("name"), .number("value", "%.1f"))
    table.add("a", 0.5)
    record.table("all", table)
    record.output("words", "one\ntwo\n\n")
    record.claim("falls", "the loss falls", true)
    record.claim("rises", "the loss rises", false)
    record.recipe("fit", Recipe(rule: "SGD", steps: "4"))
    record.figure("fit", file: "fit.svg")
    record.provenance(name: "diabetes", source: "Efron", licence: "BSD", rows: 442, hash: "1f")
    #expect(try record.result("losses") { [1.5, .nan] }.count == 2)
    try record.write()

    let run = try Run(from: folder.url.appendingPathComponent("Figures/01/run.json"))
    #expect(run.results["losses"]?.within == 0.001)
    #expect(run.results == record.run.results && run.figures == record.run.figures)
    #expect(run.size == .quick && run.seed == 9 && run.epochs == 4)
    #expect(run.numbers["mse"] == Run.Number(2859.7, agreement: .quick(relative: 1e-6)))
    #expect(run.numbers["seconds"]?.agrees == .never)
    #expect(run.outputs == ["words": "one\ntwo"])
    #expect(run.claims?.filter(\.value.holds).keys.sorted() == ["falls"])
    #expect(run.claims?["rises"]?.condition == "the loss rises")
    #expect(run.recipes?["fit"]?.markdown == "**Recipe** · *rule* SGD · *steps* 4")
    #expect(run.sources.keys.sorted() == ["Lessons/01-One", "Sources/Gradus"])
    #expect(run.drawing.keys.sorted() == ["Lessons/01-One", "Sources/Plot"])
  }

  @Test func severalAtOnceAreAsOneByOne() throws {
    var (single, several) = (try start(["--quick"]), try start(["--quick"]))
    single.number("a", 1, agreement: .quick())
    single.number("b.c", 2.5, agreement: .quick())
    several.numbers(["a": 1, "b.c": 2.5], agreement: .quick())
    #expect(several.run.numbers == single.run.numbers)
    var table = Table(.text("name"), .number("value", "%.1f"))
    table.add("a", 0.5)
    table.add("b", 2)
    single.table("all", table)
    several.show(
      "all", "All values", columns: [.text("name"), .number("value", "%.1f")],
      rows: [["a", 0.5], ["b", 2]])
    #expect(several.run.tables == single.run.tables)
    several.show("again", "The same", table)
  }

  /// Where a page says what a figure shows, the SVG says what it is drawn of.
  @Test func aFigureWithoutWords() throws {
    var record = try start()
    try record.draw("fit.svg", Figure { Axes(x: "epoch", y: .log("loss")) { Line(y: [1, 2]) } })
    try record.write()
    #expect(record.run.figures["fit"] == Run.Figure(file: "fit.svg"))
    let svg = try folder.read("Figures/01/fit.svg")
    #expect(svg.contains("<desc>loss (logarithmic) over epoch.</desc>"))
  }

  @Test func identicalRunsLeaveIdenticalFiles() throws {
    var texts: [String] = []
    for _ in 1...2 {
      var record = try start()
      for key in ["b", "a", "c.d"] { record.number(key, 0.1) }
      try record.write()
      texts.append(try folder.read("Figures/01/run.json"))
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].hasSuffix("}\n"))
    #expect(texts[0].contains("Sources/Gradus"))
  }

  @Test(arguments: [Double.nan, .infinity])
  func whatIsNotFiniteIsNotWritten(value: Double) throws {
    try folder.write("Figures/01/run.json", "as before")
    var record = try start()
    record.number("good", 1)
    record.number("loss", value)
    #expect(
      throws: LessonError("the number \"loss\" is \(value), which no book can show.")
    ) { try record.write() }
    var other = try start()
    var table = Table(.number("loss", "%.1f"))
    table.add(1.0)
    table.add(value)
    other.table("losses", table)
    #expect(
      throws: LessonError(
        "row 2 of the table \"losses\" has \(value) in the column \"loss\", "
          + "which no book can show.")
    ) { try other.write() }
    #expect(try folder.read("Figures/01/run.json") == "as before")
  }

  @Test func figuresAndTheirRecordAppearTogether() throws {
    let figure = Figure { Axes { Line(y: [1, 2]) } }
    var diverged = try start()
    try diverged.draw("fit.svg", figure)
    diverged.number("loss", Double.nan)
    #expect(throws: LessonError.self) { try diverged.write() }
    #expect(try files(in: "Figures/01") == [])

    var record = try start()
    try record.draw("fit.svg", figure)
    #expect(try files(in: "Figures/01") == [])
    try record.write()
    #expect(try files(in: "Figures/01") == ["fit.svg", "results.json.gz", "run.json"])
    #expect(try folder.read("Figures/01/fit.svg").hasPrefix("<?xml"))
  }

  private func files(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent(path).path
    ).sorted()
  }

  @Test(arguments: [
    ([], "Figures/01"), (["--quick"], ".build/Figures/01"), (["--seed", "2"], ".build/Figures/01"),
    (["--epochs", "3"], ".build/Figures/01"), (["--data", "/tmp"], ".build/Figures/01"),
  ])
  func onlyTheBooksRunGoesToFigures(arguments: [String], place: String) throws {
    let record = try start(arguments)
    #expect(record.folder.path == folder.url.appendingPathComponent(place).path)
    try record.write()
    #expect(try files(in: place) == ["results.json.gz", "run.json"])
    let named = try start(arguments + ["--figures", folder.url.path])
    #expect(named.folder.path == folder.url.appendingPathComponent("01").path)
  }

  /// A lesson that knows its data says whether they are the book's, whatever folder has them.
  @Test(arguments: [
    ([], true, "Figures/01"), ([], false, ".build/Figures/01"),
    (["--data", "/tmp"], true, "Figures/01"), (["--data", "/tmp"], false, ".build/Figures/01"),
    (["--quick"], true, ".build/Figures/01"),
  ])
  func onlyARunOnTheBooksDataGoesToFigures(
    arguments: [String], readsTheBooksData: Bool, place: String
  ) throws {
    let record = try RunRecord(
      lesson: 1, title: "One", options: LessonOptions.parse(arguments),
      readsTheBooksData: readsTheBooksData, root: folder.url)
    #expect(record.folder.path == folder.url.appendingPathComponent(place).path)
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    try folder.write("Figures", "a file")
    let place = folder.url.appendingPathComponent("Figures/01").path
    let error = try #require(throws: LessonError.self) { try start() }
    #expect(
      error.description.hasPrefix("the folder \(place) cannot be made: ")
        && error.description.hasSuffix("; --figures <folder> names another."))
    #expect(!error.description.contains("Cocoa"))
  }

  /// A lesson that computes one result and draws it.
  private func runLesson(
    _ arguments: [String], title: String = "A line.", computes: () -> [Double]
  ) throws -> Run {
    let options = try LessonOptions.parse(arguments + ["--figures", figures.path])
    var record = try RunRecord(lesson: 1, title: "One", options: options, root: folder.url)
    let count = options.sized(full: 3, quick: 2)
    let y = try record.result("y") { Array(computes().prefix(count)) }
    record.number("last", y.last ?? 0)
    record.provenance(name: "drawn", source: "", licence: "", rows: y.count)
    try record.draw("fit.svg", Figure(title) { Axes { Line(y: y) } })
    try record.write()
    return try Run(from: figures.appendingPathComponent("01/run.json"))
  }

  @Test func figuresAreDrawnAnewWithoutComputing() throws {
    let before = try runLesson(["--quick"]) { [1, 2, 3] }
    let figure = try folder.read("Figures/01/fit.svg")
    try folder.write("Sources/Gradus/G.swift", "let g = 1")
    try folder.write("Sources/Plot/P.swift", "let p = 1")
    let same = try runLesson(["--quick", "--redraw"]) {
      Issue.record("this must not be computed")
      return []
    }
    #expect(try folder.read("Figures/01/fit.svg") == figure)
    #expect(same.numbers == before.numbers && same.results == before.results)
    #expect(same.data == before.data && same.sizes == ["full 3, quick 2"])
    // The results are those of the sources that computed them; the drawing is of today.
    #expect(same.sources == before.sources && same.drawing != before.drawing)

    let other = try runLesson(["--quick", "--redraw"], title: "Another line.") { [] }
    #expect(try folder.read("Figures/01/fit.svg") != figure)
    #expect(other.numbers == before.numbers)
  }

  @Test func whatWasNotKeptCannotBeDrawn() throws {
    #expect(throws: LessonError.self) { try runLesson(["--redraw"]) { [] } }
    _ = try runLesson([]) { [1] }
    let error = #expect(throws: LessonError.self) { try runLesson(["--quick", "--redraw"]) { [] } }
    #expect(error?.description.contains("made with other options") == true)
    let options = try LessonOptions.parse(["--redraw", "--figures", figures.path])
    var record = try RunRecord(lesson: 1, title: "One", options: options, root: folder.url)
    let missing = #expect(throws: LessonError.self) { try record.result("z") { 1 } }
    #expect(missing?.description.contains("has not kept \"z\"") == true)
    // What was kept as numbers is no text.
    #expect(throws: LessonError.self) { try record.result("y") { "text" } }
  }

  @Test func theDataOfAFigureAsCSV() throws {
    let before = try runLesson([]) { [1, 2] }
    let record = try folder.read("Figures/01/run.json")
    #expect(try runLesson(["--csv", "fit"]) { [] } == before)
    #expect(
      try folder.read("Figures/01/fit.csv")
        == "plot,mark,x,y\r\n1,line,0.0,1.0\r\n1,line,1.0,2.0\r\n")
    #expect(try folder.read("Figures/01/run.json") == record)
    #expect(
      throws: LessonError("there is no figure \"fat\" to write the data of: there are fit.")
    ) { try runLesson(["--csv", "fat"]) { [] } }
  }

  @Test func outsideTheRepositoryFiguresMustBeNamed() throws {
    #expect(throws: LessonError.self) {
      try RunRecord(lesson: 1, title: "One", options: LessonOptions.parse([]), root: nil)
    }
    let place = folder.url.appendingPathComponent("elsewhere")
    let options = try LessonOptions.parse(["--figures", place.path])
    let record = try RunRecord(lesson: 12, title: "Twelve", options: options, root: nil)
    try record.write()
    #expect(try folder.read("elsewhere/12/run.json").contains("\"Twelve\""))
  }

  /// A record whose folder is gone again, for a process that will not live to remove it.
  private static func passing() throws -> RunRecord {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try RunRecord(
        lesson: 1, title: "One", options: LessonOptions.parse([]), root: folder.url)
    }
  }

  @Test func misuseStops() async {
    await #expect(processExitsWith: .success) {
      var record = try Self.passing()
      record.number("mse.train", 1)
      record.figure("fit", file: "fit.svg")
    }
    await #expect(processExitsWith: .failure) {
      var record = try Self.passing()
      record.number("mse.train", 1)
      record.number("mse.train", 2)
    }
    await #expect(processExitsWith: .failure) {
      var record = try Self.passing()
      record.number("mse train", 1)
    }
  }
}
