// What is wrong with a page's own structure, and what kind each line is.

import Testing

@testable import book

struct PageTests {
  @Test func kinds() {
    let page = Page(
      path: "p",
      text: """
        # Title
        text

        ```math
        x = 1.5
        ```
        <!-- table:mutants.a -->
        | a |
        <!-- end -->
        <!-- a word
        to the reader -->
        - item
          > ```swift
          > ```
        """)
    let expected: [Page.Kind] = [
      .heading, .prose, .blank, .code(language: "math"), .code(language: "math"),
      .code(language: "math"), .woven, .woven, .woven, .comment, .comment, .prose,
      .code(language: "swift"), .code(language: "swift"),
    ]
    #expect(page.lines.map(\.kind) == expected)
    #expect(page.findings.isEmpty)
  }

  @Test func markersInCodeAreText() {
    let page = Page(
      path: "p", text: "Write `<!-- n:01.a -->` or\n\n```\n<!-- snippet: a#b -->\n<!-- /n -->\n```")
    #expect(page.findings.isEmpty && page.blocks.isEmpty && page.numbers.isEmpty)
  }

  @Test func numbersAndLiterals() {
    let page = Page(
      path: "p",
      text: "It is <!-- n:01.a %.1f -->1.5<!-- /n --> not <!-- literal -->2.5<!-- /literal -->.")
    #expect(page.numbers.map(\.value) == [26..<29])
    #expect(page.literals == [0: [61..<64]])
  }

  @Test func aMarkerBesideMathIsSound() {
    let page = Page(path: "p", text: "Where $a < b$ it is <!-- n:01.a -->1<!-- /n -->.")
    #expect(page.findings.isEmpty && page.numbers.count == 1)
  }

  @Test(arguments: [
    ("a\n```swift\nlet a", "p:2: the fenced block is not closed."),
    (
      "a\n\n<!-- snippet: a#b -->\n```\n```",
      "p:3: the marker is not closed: <!-- end --> is missing."
    ),
    (
      "<!-- table:01.a -->\n<!-- snippet: a#b -->\n<!-- end -->",
      "p:1: the marker is not closed before the next on line 2."
    ),
    ("a\n<!-- a word", "p:2: the comment is not closed."),
    ("a\n\n<!-- end -->", "p:3: the marker closes nothing."),
    ("a <!-- /n -->", "p:1: the marker closes nothing."),
    ("a <!-- table:01.a --> b", "p:1: the marker must stand alone on its line."),
    (
      "a\nb <!-- n:01.a %d -->1\n<!-- /n --> c",
      "p:2: the marker is not closed: <!-- /n --> is missing on its line."
    ),
    (
      "a <!-- n:01.a --><!-- n:01.b -->1<!-- /n -->",
      "p:1: the marker is not closed: <!-- /n --> is missing on its line."
    ),
    (
      "a <!-- literal -->1<!-- /n -->",
      "p:1: the marker is not closed: <!-- /literal --> is missing on its line."
    ),
    (
      "a <!-- n:01.a\n%d -->1<!-- /n -->", "p:1: the marker runs over the end of the line."
    ),
    (
      "a\n<!-- n:01.a -->1<!-- /n --> b",
      "p:2: a line that begins with a comment ends the paragraph: begin with a word."
    ),
    (
      "a $x = <!-- n:01.a -->1<!-- /n -->$",
      "p:1: a marker in math is shown as it is: keep the number outside."
    ),
    (
      "a\n```math\n<!-- n:01.a -->1<!-- /n -->\n```",
      "p:3: a marker in math is shown as it is: keep the number outside."
    ),
    ("a <!-- n:b -->1", "p:1: the marker should read <!-- n:01.key %.1f -->."),
    (
      "<!-- snippet: -->\n<!-- end -->",
      "p:1: the marker should read <!-- snippet: path#anchor -->."
    ),
  ])
  func broken(text: String, finding: String) {
    #expect(Page(path: "p", text: text).findings.first?.description == finding)
  }
}
