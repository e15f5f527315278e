// Decimals that no run wrote, and those that need none.

import Testing

struct DecimalCheckTests {
  @Test(arguments: [
    ("It reaches 0.95.", "0.95"), ("It falls by -1.5 %.", "1.5"), ("It is *0.9* of it.", "0.9"),
    ("A total of 1,234.5 words.", "1,234.5"), ("| SGD | 0.5 |", "0.5"), ("- 2.5 times", "2.5"),
    ("## Why 0.95 is not enough", "0.95"), ("a [loss of 0.1](01-one.md)", "0.1"),
  ])
  func bare(text: String, decimal: String) throws {
    #expect(
      try findings("# One\n\n\(text)\n") == [
        "book/01-one.md:3: no run wrote \(decimal): weave it, or put it in code, math or "
          + "<!-- literal -->."
      ])
  }

  @Test(arguments: [
    "See section 3.2, (Section 3.3) and equation\n3.4.", "With Swift 6.3 and pandoc 1.2.3.",
    "A rate of `0.9` or $0.9$.", "As arXiv:1412.6980, doi 10.1000/182 and x86.64 say.",
    "The authors report <!-- literal -->0.95<!-- /literal -->.", "## 3.2 The step",
    "It ends in 1985. 3 years on.", "<https://example.org/1.5>", "```\n0.5\n```",
    "It is <!-- n:01.mse %.1f -->2859.7<!-- /n -->.",
  ])
  func accountedFor(text: String) throws {
    #expect(try findings("# One\n\n\(text)\n") == [])
  }

  @Test func referencesAreNumbersOfOthers() throws {
    #expect(
      try findings(
        "# One\n",
        files: [
          "book/references.md": "Vol. 1.5.\n",
          "book/SUMMARY.md": "[One](01-one.md)\n[References](references.md)\n",
        ]) == [])
  }
}
