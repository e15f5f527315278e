// The page with a lesson's figures.

import Foundation
import Testing

@testable import Records
@testable import book

struct ShowTests {
  private let site: Site

  init() throws { site = try Site("# One\n") }

  private func page(_ name: String) throws -> String {
    try Show.parse([name]).page(in: site.root).text
  }

  @Test(arguments: ["01", "1"])
  func theCommittedFigures(name: String) throws {
    let text = try page(name)
    let file = site.root.appendingPathComponent("Figures/01/fit.svg").absoluteString
    #expect(text.contains("<img src=\"\(file)\">"))
    #expect(text.contains("<figcaption><b>fit</b>"))
    #expect(text.contains("<title>Lesson 1: One</title>") && text.contains("a full run"))
  }

  @Test func theLatestRunIsShown() throws {
    var run = try site.run(.quick)
    run.figures["a"] = Run.Figure(file: "a&b.svg")
    try site.write(run, as: ".build/Figures/01/run.json")
    let text = try page("01")
    #expect(text.contains("a quick run") && text.contains("a&amp;b.svg"))
    #expect(text.contains(".build/Figures/01/fit.svg"))
  }

  @Test func aRunThatIsNotThere() {
    #expect(throws: LessonError("there is no run 07 in Figures or .build/Figures.")) {
      try page("7")
    }
  }
}
