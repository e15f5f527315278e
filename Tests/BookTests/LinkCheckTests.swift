// Links that lead somewhere, and links that do not.

import Testing

struct LinkCheckTests {
  private static let page = """
    # One & only: `step()`, α-β

    ## Twice
    ## Twice

    <a id="here"></a> Text.

    """

  @Test(arguments: [
    "#one--only-step-α-β", "#twice", "#twice-1", "#here", "01-one.md#here", "../README.md",
    "../Lessons/01-One", "../Lessons/01-One/One.swift#L3", "https://example.org/dead",
    "mailto:a@b.c", "SUMMARY.md", "./01-one.md",
  ])
  func alive(address: String) throws {
    #expect(try findings(Self.page + "A [link](\(address)).\n") == [])
  }

  @Test(arguments: [
    ("gone.md", "the link gone.md is dead: there is no book/gone.md."),
    ("../Sources/Gone", "the link ../Sources/Gone is dead: there is no Sources/Gone."),
    (
      "#gone", "the link #gone is dead: book/01-one.md has no heading or id \"gone\"."
    ),
    (
      "../README.md#gone",
      "the link ../README.md#gone is dead: README.md has no heading or id \"gone\"."
    ),
    ("#twice-2", "the link #twice-2 is dead: book/01-one.md has no heading or id \"twice-2\"."),
    ("/README.md", "the link /README.md should be relative to this page."),
    ("../../x.md", "the link ../../x.md leaves the repository."),
    ("", "a link leads nowhere: its address is empty."),
  ])
  func dead(address: String, sentence: String) throws {
    #expect(
      try findings(Self.page + "A [link](\(address)).\n") == ["book/01-one.md:7: \(sentence)"])
  }

  @Test func definitionsAreFollowed() throws {
    #expect(
      try findings("A [link][id].\n\n[id]: gone.md\n") == [
        "book/01-one.md:3: the link gone.md is dead: there is no book/gone.md."
      ])
  }

  @Test func linksInCodeAreText() throws {
    #expect(try findings("A `[link](gone.md)`.\n\n```\n[link](gone.md)\n```\n") == [])
  }

  @Test func images() throws {
    let files = ["book/map.svg": "<svg/>"]
    #expect(try findings("![A map.](map.svg)\n", files: files) == [])
    #expect(
      try findings("![ ](map.svg)\n", files: files) == [
        "book/01-one.md:1: the figure map.svg has no description."
      ])
    #expect(
      try findings("![A map.](maps.svg)\n", files: files) == [
        "book/01-one.md:1: the link maps.svg is dead: there is no book/maps.svg."
      ])
  }
}
