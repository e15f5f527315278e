// The words of images: read, filled with the numbers of runs, and refused where something is missing.

import Testing

@testable import book

struct AltTextTests {
  private static let image = "![The old words](../Figures/01/fit.svg)\n"

  @Test func numbersAreFilledIn() throws {
    let before = """
      # One

      <!-- alt: The error is {01.mse %.1f}, of {01.rows} patients, below the
      {literal 0.5} [of a coin], in {01.seconds %.0f s}. -->
      ![The old words](../Figures/01/fit.svg)

      """
    let site = try Site(before)
    #expect(try site.weave() == [])
    let after = before.replacing(
      "![The old words]",
      with: "![The error is 2859.7, of 442 patients, below the 0.5 \\[of a coin\\], in 1 s.]")
    #expect(try site.read("book/01-one.md") == after)
    #expect(try site.check() == [])
    #expect(try site.weave() == [])
  }

  @Test func aCommentOfOneLineWillDo() throws {
    let site = try Site("<!-- alt: It has {01.rows} rows. -->\n" + Self.image)
    #expect(try site.weave() == [])
    #expect(try site.read("book/01-one.md").contains("\n![It has 442 rows.](../Figures/01"))
  }

  /// An image that no run has drawn may have its words from a comment too, and need not.
  @Test func otherImages() throws {
    let site = try Site(
      "<!-- alt: Of {01.rows} rows. -->\n![](a.svg)\n\n![By hand](a.svg)\n",
      files: ["book/a.svg": "<svg/>"])
    #expect(try site.weave() == [])
    #expect(
      try site.read("book/01-one.md").hasSuffix("![Of 442 rows.](a.svg)\n\n![By hand](a.svg)\n"))
    #expect(try site.check() == [])
  }

  @Test func staleWordsAreRefused() throws {
    let found = try findings("<!-- alt: It has {01.rows} rows. -->\n" + Self.image)
    #expect(
      found == [
        "book/01-one.md:2: the description of Figures/01/fit.svg reads \"The old words\" where "
          + "\"It has 442 rows.\" belongs: swift run book weave."
      ])
  }

  @Test(arguments: [
    (
      "", 1,
      "nothing says what Figures/01/fit.svg shows: <!-- alt: … --> belongs on the lines before it."
    ),
    ("<!-- alt: It has {01.cols} columns. -->\n", 2, "the run 01 has no number \"cols\"."),
    (
      "<!-- alt: It has {02.rows} rows. -->\n", 2,
      "there is no run Figures/02/run.json for \"02.rows\"."
    ),
    (
      "<!-- alt: The error is {01.mse}. -->\n", 2,
      "2859.69 is not a whole number, which %d asks for."
    ),
  ])
  func cannotBeFilled(comment: String, line: Int, sentence: String) throws {
    let site = try Site(comment + Self.image)
    #expect(try site.weave() == ["book/01-one.md:\(line): \(sentence)"])
    #expect(try site.check().contains("book/01-one.md:\(line): \(sentence)"))
  }

  @Test(arguments: [
    (
      "<!-- alt: An {unknown} number. -->\n",
      "{unknown} in the alternative text should read {01.key %.1f} or {literal 0.5}."
    ),
    ("<!-- alt: An open {01.rows. -->\n", "a brace in the alternative text has no other."),
    ("<!-- alt: A closed 01.rows}. -->\n", "a brace in the alternative text has no other."),
    ("<!-- alt:  -->\n", "the alternative text has no words."),
    ("<!-- alt: A line. --> more\n", "the alternative text must end its line."),
    ("<!-- alt: A line. -->\n\n", "no image follows the alternative text on the next line."),
    (
      "<!-- alt: A line. -->\nOf text.\n\n",
      "no image follows the alternative text on the next line."
    ),
  ])
  func malformed(comment: String, sentence: String) throws {
    #expect(try Site(comment + Self.image).check().contains("book/01-one.md:1: \(sentence)"))
  }

  @Test func aLabelOnTwoLines() throws {
    let site = try Site("<!-- alt: A line. -->\n![a\nb](../Figures/01/fit.svg)\n")
    #expect(
      try site.weave() == [
        "book/01-one.md:2: the description of Figures/01/fit.svg runs over the end of the line."
      ])
  }

  @Test func anAltTextThatNeverEnds() throws {
    #expect(
      try Site("<!-- alt: A line.\n" + Self.image).check()
        == ["book/01-one.md:1: the comment is not closed."])
  }

  @Test func aDecimalThatNoRunWrote() throws {
    let words = "![It falls to 1.25 in section 2.1.](../Figures/01/fit.svg)\n"
    let found = try findings("<!-- alt: It falls to 1.25 in section 2.1. -->\n" + words)
    #expect(found == ["book/01-one.md:1: no run wrote 1.25: weave it, or write {literal 1.25}."])
    let vouched = "<!-- alt: It falls to {literal 1.25} in section 2.1. -->\n" + words
    #expect(try findings(vouched) == [])
  }

  /// In HTML an image stands alone in its paragraph, and its words are said once.
  @Test func theSecondFormHasNoComment() throws {
    let image = "![It has 442 rows.](../Figures/01/fit.svg)\n"
    let site = try Site("# One\n\n<!-- alt: It has\n{01.rows} rows. -->\n" + image)
    let manuscript = try site.manuscript()
    let page = try #require(manuscript.pages.first { $0.path == "book/01-one.md" })
    let text = AnnotatedPage(page, in: manuscript).text()
    #expect(!text.contains("alt:") && text.contains("\n\n\n![It has 442 rows.]"))
  }
}
