// Text that is no longer what the runs and sources give.

import Testing

struct WeavingCheckTests {
  @Test func aNumberChangedByHand() throws {
    #expect(
      try findings("# One\n\nThe error is <!-- n:01.mse %.1f -->2859.8<!-- /n -->.\n") == [
        "book/01-one.md:3: 01.mse reads \"2859.8\" where \"2859.7\" belongs: swift run book weave."
      ])
  }

  @Test func aVolatileNumberMustMatchTheCommittedRun() throws {
    #expect(
      try findings("It took <!-- n:01.seconds %.2f -->1.26<!-- /n --> s.\n") == [
        "book/01-one.md:1: 01.seconds reads \"1.26\" where \"1.25\" belongs: swift run book weave."
      ])
  }

  @Test func aCellChangedByHand() throws {
    let page = """
      <!-- table:01.optimizers -->
      | optimizer | loss |
      | --------- | ---: |
      | SGD       | 0.40 |
      | Adam      | 0.25 |
      <!-- end -->
      """
    #expect(
      try findings(page) == [
        "book/01-one.md:4: 01.optimizers reads \"| SGD       | 0.40 |\" where "
          + "\"| SGD       | 0.50 |\" belongs: swift run book weave."
      ])
  }

  @Test func aSourceThatChanged() throws {
    let site = try Site("Why.\n\n<!-- snippet: Lessons/01-One/One.swift#inner -->\n<!-- end -->\n")
    #expect(try site.weave() == [])
    #expect(try site.check() == [])
    try site.write(
      "Lessons/01-One/One.swift", Site.source.replacing("let a = 1", with: "let a = 2"))
    #expect(
      try site.check().last
        == "book/01-one.md:5: Lessons/01-One/One.swift#inner reads \"let a = 1\" where "
        + "\"let a = 2\" belongs: swift run book weave.")
  }
}
