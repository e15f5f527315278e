// Notations and chapters that agree, and all the ways in which they may not.

import Testing

@testable import book

struct SymbolCheckTests {
  /// What the check finds in a book of two chapters, a page of answers, and a notation.
  private func findings(
    _ rows: [String], _ one: String, two: String = "", answers: String = ""
  ) throws -> [String] {
    let notation = "# Notation\n\n| symbol | meaning | chapters |\n| --- | --- | --- |\n"
    return try Site(
      "# 1. One\n\n\(one)\n",
      files: [
        "book/02-two.md": "# 2. Two\n\n\(two)\n", "book/answers.md": "# Answers\n\n\(answers)\n",
        "book/notation.md": notation + rows.map { "\($0)\n" }.joined(),
        "book/SUMMARY.md": "[One](01-one.md)\n[Two](02-two.md)\n[Answers](answers.md)\n"
          + "[Notation](notation.md)\n",
      ]
    ).check()
  }

  private static let input = "| $x$ | the input | [1](01-one.md) |"
  private static let average = "| $x$ | an average | [2](02-two.md) |"

  @Test func oneSymbolMayMeanAnotherThingInAnotherChapter() throws {
    #expect(try findings([Self.input, Self.average], "Let $x$.", two: "```math\nx\n```") == [])
  }

  @Test func twoMeaningsInAChapterAreRefused() throws {
    #expect(
      try findings([Self.input, "| $x$ | an average | [1](01-one.md)–2 |"], "$x$", two: "$x$") == [
        "book/notation.md:6: $x$ has two meanings in chapter 1, here and on line 5: give one of "
          + "them another letter."
      ])
  }

  @Test func aLetterWithoutAMeaningHereIsRefusedOnce() throws {
    #expect(
      try findings([Self.input], "$x$", two: "A word.\n\n$y + x$ and $x$.") == [
        "book/02-two.md:5: $x$ has a meaning in book/notation.md, but none in chapter 2: add it to "
          + "a row, or take another letter."
      ])
  }

  @Test func aRowWithoutAUseIsRefused() throws {
    #expect(
      try findings(["| $x$, $y$ | two | [1](01-one.md), 2 |"], "$x + y$", two: "$y$ `x`") == [
        "book/notation.md:5: chapter 2 does not use $x$: take it from the row's last column."
      ])
  }

  @Test(arguments: [
    ("$\\hat x$", ["$x$"], true), ("$`x_i + x_{jk}`$", ["$`x_k`$", "$i$", "$j$", "$k$"], true),
    ("$`x_0 + x`$", ["$`x_0`$", "$x$"], true), ("$x$", ["$`x_0`$"], false),
    ("$`x_t`$", ["$`x_t`$"], true), ("$\\hat x + x$", ["$\\hat x$", "$x$"], true),
    ("$\\hat x$", ["$\\hat x$", "$x$"], false), ("$X$", ["$x$"], false),
    ("$\\mu$", ["$\\mu$"], true), ("$\\mu$", ["$\\nu$"], false), ("$dx$", ["$d$", "$x$"], true),
  ])
  func anAccentOrASubscriptCountsWhereARowHasIt(
    formula: String, symbols: [String], isSound: Bool
  ) throws {
    let rows = symbols.map { "| \($0) | something | [1](01-one.md) |" }
    #expect(try findings(rows, formula).isEmpty == isSound)
  }

  @Test func aSubscriptIsReadUnlessARowHasIt() throws {
    let rows = ["| $x$ | the input | [1](01-one.md), 2 |", "| $t$ | a step | [2](02-two.md) |"]
    let sentence =
      "book/01-one.md:3: $t$ has a meaning in book/notation.md, but none in chapter 1: add it to a "
      + "row, or take another letter."
    #expect(try findings(rows, "$`x_t`$", two: "$x + t$") == [sentence])
    let own = "| $`x_t`$ | a point | [1](01-one.md) |"
    #expect(try findings(rows + [own], "$`x_t`$ and $x$", two: "$x + t$") == [])
  }

  @Test(arguments: ["1", "[1](02-two.md)", "3", "[1](01-one.md)–3", "2–1", "one", ""])
  func aColumnThatNamesNoChapterIsRefused(column: String) throws {
    let found = try findings(["| $x$ | the input | \(column) |"], "$x$")
    let sentence =
      "book/notation.md:5: the last column should name chapters, as in [1](01-regression.md), 3, 5–9."
    #expect(found.contains(sentence) == (column != "1"))
  }

  @Test(arguments: ["x", "$x + y$", "$x$ or $2$"])
  func aRowWithoutASymbolIsRefused(cell: String) throws {
    #expect(
      try findings(["| \(cell) | the input | [1](01-one.md) |"], "$x$").contains(
        "book/notation.md:5: the first column should have symbols, each in a formula of its own."))
  }

  @Test func aPageIsNamedByALink() throws {
    let row = "| $x$ | the input | [answers](answers.md) |"
    #expect(try findings([row], "", answers: "$x$") == [])
    #expect(
      try findings([row], "") == [
        "book/notation.md:5: book/answers.md does not use $x$: take it from the row's last column."
      ])
  }

  @Test func aSectionHasTheLettersOfItsChapter() throws {
    let answers = "$x$\n\n## Chapter 1\n\n$x$\n\n## Chapter 2\n\n$x$"
    #expect(
      try findings([Self.input], "$x$", answers: answers) == [
        "book/answers.md:11: $x$ has a meaning in book/notation.md, but none in chapter 2: add it "
          + "to a row, or take another letter."
      ])
  }

  @Test func aSectionIntroducesLetters() throws {
    let answers = "## Chapter 2\n\nLet $x$<!-- letters: x, \\mu --> be $x + \\mu$."
    #expect(try findings([Self.input], "$x$", answers: answers) == [])
    let sentence =
      "$x$ has a meaning in book/notation.md, but none in chapter 2: add it to a row, or "
      + "take another letter."
    #expect(
      try findings([Self.input], "$x$", answers: "## Chapter 2\n\n$x$\n\nso<!-- letters: x --> $x$")
        == ["book/answers.md:5: \(sentence)"])
    #expect(
      try findings([Self.input], "$x$", answers: answers + "\n\n## Chapter 2\n\n$x$")
        == ["book/answers.md:9: \(sentence)"])
  }

  @Test func aLetterThatIsIntroducedIsUsedAndFree() throws {
    #expect(
      try findings([Self.input], "$x$", answers: "## Chapter 1\n\nLet<!-- letters: x, u --> it.")
        == [
          "book/answers.md:5: $x$ has a meaning in chapter 1: take another letter.",
          "book/answers.md:5: $u$ is introduced for this section, which does not use it.",
          "book/answers.md:5: $x$ is introduced for this section, which does not use it.",
        ])
  }

  @Test func aChapterIntroducesNone() throws {
    #expect(
      try findings([Self.input], "Let<!-- letters: u --> $x = u$.") == [
        "book/01-one.md:3: a chapter's letters have their meaning in book/notation.md."
      ])
  }

  @Test(arguments: ["x y+", "x_i", "", "$x$", "xy"])
  func lettersAreNamedOneByOne(text: String) throws {
    #expect(
      try findings([Self.input], "$x$ so<!-- letters: \(text) -->") == [
        "book/01-one.md:3: the marker should read <!-- letters: r, \\tau -->."
      ])
  }
}
