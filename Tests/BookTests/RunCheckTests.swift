// The files of runs: missing, stray, too large, unreadable.

import Testing

@testable import Records
@testable import book

struct RunCheckTests {
  @Test func aMissingFigure() throws {
    let site = try Site("# One\n")
    try site.remove("Figures/01/fit.svg")
    #expect(
      try site.check() == [
        "Figures/01/run.json:1: 01  current: it was run with these sources; to be drawn anew, as "
          + "Figures/01/fit.svg is missing: make figures"
      ])
  }

  @Test func aFigureOfNoRun() throws {
    #expect(
      try findings("# One\n", files: ["Figures/01/old.svg": "<svg/>"]) == [
        "Figures/01/old.svg:1: the run 01 has not drawn this file: remove it."
      ])
  }

  @Test func aFileThatIsTooLarge() throws {
    let text = "<svg/>" + String(repeating: " ", count: 1_000_000)
    #expect(
      try findings("# One\n", files: ["Figures/01/fit.svg": text]) == [
        "Figures/01/fit.svg:1: the file has 1000006 bytes; 1000000 are the most."
      ])
  }

  @Test func aRunThatCannotBeRead() throws {
    let site = try Site("# One\n", files: ["Figures/02/run.json": "{}"])
    let found = try site.check()
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("Figures/02/run.json:1: ") == true)
  }

  @Test func aRunThatIsNoLessons() throws {
    let site = try Site(
      "It has <!-- n:mutants.caught -->3<!-- /n --> legs.\n",
      files: ["Tests/Mutants/M.swift": "import Gradus\n"])
    var run = Run(lesson: nil, title: "M")
    run.numbers["caught"] = Run.Number(3, agreement: .full())
    let dependencies = try Dependencies(of: ["Tests/Mutants"], in: SourceTree(site.root))
    (run.sources, run.drawing) = (dependencies.computing, dependencies.drawing)
    try site.write(run, as: "Figures/mutants/run.json")
    #expect(try site.check() == [])
    try site.write("Sources/Gradus/G.swift", "let g = 2\n")
    let standing = try #require(try site.standings().last)
    #expect(standing.line.hasSuffix("and no quick run is kept beside it: make mutants"))
    #expect(standing.product == "mutants")
  }
}
