// References that a page or a source refers to, and some that nothing does.

import Testing

@testable import book

struct UseCheckTests {
  private static let references = """
    # References

    - <a id="more-1981"></a>J. J. Moré. *Testing.* 1981.
    - <a id="kingma-2015"></a>D. P. Kingma and J. Ba. *Adam: a method
      for stochastic optimization.* 2015.

    """

  /// A book in which the page and a source say what they say.
  private func site(page: String, source: String) throws -> Site {
    try Site(
      page,
      files: [
        "book/references.md": Self.references,
        "book/SUMMARY.md": "# Summary\n\n- [One](01-one.md)\n- [References](references.md)\n",
        "Sources/Gradus/G.swift": source,
      ])
  }

  @Test func aLinkOrANameWithAYearIsAUse() throws {
    let site = try site(
      page: "# One\n\nBy [Adam](references.md#kingma-2015).\n",
      source: "// The functions of Moré, Garbow\n// and Hillstrom (1981), no. 5.\n")
    #expect(try site.check() == [])
  }

  @Test(arguments: ["// Moré (2011)\n", "let more = 1981\n", "// Nevermore 1981\n"])
  func whatNothingRefersToIsRefused(source: String) throws {
    #expect(
      try site(page: "# One\n", source: source).check() == [
        "book/references.md:3: no page links to more-1981 and no source names it: use it or "
          + "remove it.",
        "book/references.md:4: no page links to kingma-2015 and no source names it: use it or "
          + "remove it.",
      ])
  }

  @Test func theListSaysWhereAWorkIsUsed() throws {
    let site = try site(
      page: "# 1. One\n\nBy [Adam](references.md#kingma-2015).\n", source: "// Moré 1981\n")
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    let text = try #require(files["references.md"])
    let source = "Sources/Gradus/G.swift"
    #expect(text.contains("Testing.* 1981.\n  [In [`\(source)`](../\(source)).]{.uses}"))
    #expect(text.contains("optimization.* 2015.\n  [In [chapter 1](01-one.md).]{.uses}"))
    #expect(files["source/\(source).md"]?.contains("// Moré 1981") == true)
  }
}
