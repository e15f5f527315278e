// Widths, lengths, and prose between snippets.

import Testing

struct LayoutCheckTests {
  private static let wide = String(repeating: "word ", count: 24)

  @Test(arguments: [
    (wide + "w", "book/01-one.md:3: the line is 121 columns wide; 120 fit."),
    ("`" + wide + "`", "book/01-one.md:3: the line is 122 columns wide; 120 fit."),
    (
      "```\n" + String(repeating: "c", count: 81) + "\n```",
      "book/01-one.md:4: the line is 81 columns wide; 80 fit."
    ),
  ])
  func tooWide(text: String, finding: String) throws {
    #expect(try findings("# One\n\n\(text)\n") == [finding])
  }

  @Test(arguments: [
    String(wide.dropLast()), "| " + wide + " | a |", "```math\n\(wide)\n```",
    "[word](https://example.org/" + String(repeating: "a", count: 120) + ")",
    "<a id=\"here\"></a>" + wide.dropLast(4), wide.dropLast(4) + "<!-- a word to the reader -->",
  ])
  func wideEnough(text: String) throws {
    #expect(try findings("# One\n\n\(text)\n") == [])
  }

  private func page(_ between: String) throws -> [String] {
    let snippet = "<!-- snippet: Lessons/01-One/One.swift#inner -->\n<!-- end -->\n"
    let site = try Site("Why.\n\n\(snippet)\(between)\n\(snippet)")
    _ = try site.weave()
    return try site.check()
  }

  @Test(arguments: [
    "", "## A heading", "<!-- alt: A. -->\n![A.](../Figures/01/fit.svg)", "| a |\n|---|\n",
  ])
  func noProseBetween(between: String) throws {
    let line = 9 + between.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(
      try page(between) == [
        "book/01-one.md:\(line): no prose stands between this snippet and the last."
      ])
  }

  @Test func proseBetween() throws {
    #expect(try page("Then this.") == [])
  }

  @Test(arguments: [
    ("a.py#a", 20, 80, []),
    (
      "a.py#a", 21, 80,
      ["book/01-one.md:3: the snippet of a.py has 21 lines; a reader takes in 20."]
    ),
    ("a.py", 40, 80, []),
    ("a.py", 41, 80, ["book/01-one.md:3: the program a.py has 41 lines; a reader takes in 40."]),
    ("a.py", 2, 81, ["book/01-one.md:6: the line is 81 columns wide; 80 fit."]),
  ])
  func snippetsInTheirBounds(place: String, lines: Int, columns: Int, expected: [String]) throws {
    let text =
      String(repeating: "pass\n", count: lines - 1) + String(repeating: "x", count: columns)
    let source = place.contains("#") ? "# ANCHOR: a\n\(text)\n# ANCHOR_END: a" : text
    let site = try Site(
      "Why.\n\n<!-- snippet: \(place) -->\n<!-- end -->\n", files: ["a.py": source])
    _ = try site.weave()
    #expect(try site.check() == expected)
  }
}
