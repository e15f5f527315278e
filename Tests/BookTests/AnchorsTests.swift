// Stretches of sources: nested, overlapping, broken.

import Testing

@testable import book

struct AnchorsTests {
  @Test func nested() {
    let anchors = Anchors(path: "One.swift", text: Site.source)
    #expect(anchors.snippet("step") == ["func step() {", "  let a = 1", "", "}"])
    #expect(anchors.snippet("inner") == ["let a = 1"])
    #expect(anchors.snippet("outer") == nil)
    #expect(anchors.findings.isEmpty)
  }

  @Test func theWholeFile() {
    let anchors = Anchors(path: "One.swift", text: Site.source)
    #expect(anchors.snippet(nil)?.count == 7)
    #expect(anchors.snippet(nil)?.first == "// What the lesson does.")
  }

  /// The comments around an exercise are for its tools.
  @Test func exercisesAreNotMarkedInListings() {
    let text = """
      // ANCHOR: a
      // BEGIN SOLUTION 01.9 points=3
      return 1
      // END SOLUTION
      // ANCHOR_END: a
      """
    #expect(Anchors(path: "A.swift", text: text).snippet("a") == ["return 1"])
  }

  @Test func overlapping() {
    let text = "# ANCHOR: a\n1\n# ANCHOR: b\n2\n# ANCHOR_END: a\n3\n# ANCHOR_END: b"
    let anchors = Anchors(path: "a.py", text: text)
    #expect(anchors.snippet("a") == ["1", "2"])
    #expect(anchors.snippet("b") == ["2", "3"])
  }

  @Test(arguments: [
    ("// ANCHOR: a\n", "x:1: the anchor a is not closed."),
    ("1\n// ANCHOR_END: a", "x:2: the anchor a ends but was not opened."),
    (
      "// ANCHOR: a\n// ANCHOR_END: a\n// ANCHOR: a\n// ANCHOR_END: a",
      "x:3: the anchor a is opened a second time."
    ),
  ])
  func broken(text: String, finding: String) {
    #expect(Anchors(path: "x", text: text).findings.map(\.description) == [finding])
  }

  @Test func onlyCommentsOfTheirOwnCount() {
    let text = "let a = 1  // ANCHOR: a\n/// Say `// ANCHOR: a` to name lines."
    #expect(Anchors(path: "x", text: text).snippet(nil)?.count == 2)
  }

  @Test(arguments: [
    ("a/B.swift", "swift"), ("a.h", "c"), ("a.py", "python"), ("Makefile", "make"), ("a.x", "text"),
  ])
  func languages(path: String, language: String) {
    #expect(Anchors.language(of: path) == language)
  }
}
