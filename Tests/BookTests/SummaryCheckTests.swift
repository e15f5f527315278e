// The table of contents against the folder.

import Testing

struct SummaryCheckTests {
  @Test func aPageThatIsNotNamed() throws {
    #expect(
      try findings("# One\n", files: ["book/02-two.md": "# Two\n"]) == [
        "book/SUMMARY.md:1: book/02-two.md is not named here, so nobody will find it."
      ])
  }

  @Test func aPageThatDoesNotExist() throws {
    let summary = "# Summary\n\n- [One](01-one.md)\n- [Two](02-two.md)\n"
    #expect(
      try findings("# One\n", files: ["book/SUMMARY.md": summary]) == [
        "book/SUMMARY.md:4: the link 02-two.md is dead: there is no book/02-two.md."
      ])
  }

  @Test func aPageNamedTwice() throws {
    let summary = "# Summary\n\n- [One](01-one.md)\n- [One](./01-one.md)\n"
    #expect(
      try findings("# One\n", files: ["book/SUMMARY.md": summary]) == [
        "book/SUMMARY.md:4: book/01-one.md is named a second time."
      ])
  }
}
