// Pages and runs that cannot be read as they should are findings, never silence.

import Foundation
import Records
import Testing

@testable import book

struct ManuscriptTests {
  private func site(_ bytes: [UInt8], at path: String = "book/01-one.md") throws -> Site {
    let site = try Site("# One\n")
    try Data(bytes).write(to: site.root.appendingPathComponent(path))
    return site
  }

  @Test func bytesThatAreNoText() throws {
    let site = try site(Array("# One\n\n".utf8) + [0xFF, 0xFE])
    let sentence = "the bytes are not UTF-8 text, so the page cannot be read."
    #expect(try site.check() == ["book/01-one.md:3: \(sentence)"])
    let summary = try self.site([0xFF], at: "book/SUMMARY.md")
    #expect(try summary.check().first == "book/SUMMARY.md:1: \(sentence)")
  }

  @Test func aFolderInPlaceOfAPage() throws {
    let site = try Site("# One\n")
    try site.remove("book/01-one.md")
    try site.write("book/01-one.md/inside", "")
    #expect(try site.check() == ["book/01-one.md:1: the page cannot be read."])
  }

  @Test func carriageReturnsAreOneFinding() throws {
    let page = "It has <!-- n:01.rows %d -->442<!-- /n --> rows.\n\n```swift\nlet a = 1\n```\n"
    let site = try site(Array(page.replacing("\n", with: "\r\n").utf8))
    #expect(
      try site.check() == ["book/01-one.md:1: a carriage return: let lines end in LF alone."])
  }

  @Test func snippetsOfSourcesWithCarriageReturns() throws {
    let source = "// ANCHOR: a\r\nlet a = 1\r\n// ANCHOR_END: a\r\n"
    let site = try Site(
      "<!-- snippet: Lessons/01-One/One.swift#a -->\n<!-- end -->\n",
      files: ["Lessons/01-One/One.swift": source])
    #expect(try site.weave() == [])
    #expect(try site.read("book/01-one.md").contains("```swift\nlet a = 1\n```\n"))
  }

  @Test func aTableWithRaggedRows() throws {
    let site = try Site("# One\n\n<!-- table:01.optimizers -->\n<!-- end -->\n")
    let run = try site.read("Figures/01/run.json")
    try site.write("Figures/01/run.json", run.replacing("\"Adam\",", with: ""))
    let finding = try #require(try site.check().first)
    #expect(finding.hasPrefix("Figures/01/run.json:1: "))
    #expect(finding.hasSuffix("row 2 of \"tables.optimizers\" has 1 cells for 2 columns."))
  }
}
