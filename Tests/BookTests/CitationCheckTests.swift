// What runs have recorded and no page shows or cites.

import Testing

@testable import book

struct CitationCheckTests {
  private static let everything = """
    # One

    It falls.<!-- claim:01.falls --> It has <!-- n:01.rows -->442<!-- /n --> rows.

    <!-- alt: An error of {01.mse %.1f} after {01.seconds %.1f s}. -->
    ![An error of 2859.7 after 1.2 s.](../Figures/01/fit.svg)

    <!-- table:01.optimizers -->
    <!-- end -->

    <!-- output:01.broken -->
    <!-- end -->

    """

  @Test func unused() throws {
    let site = try Site("# One\n\nIt falls.<!-- claim:01.falls -->\n", vouches: true)
    #expect(
      try site.check(citations: true)
        == [
          "no page cites the number 01.mse.", "no page cites the number 01.rows.",
          "no page cites the number 01.seconds.", "no page cites the table 01.optimizers.",
          "no page cites the output 01.broken.", "no page shows the figure fit.svg.",
          "no page cites the claim 01.rises.", "no page cites the recipe 01.race.",
        ].map { "Figures/01/run.json:1: \($0)" })
  }

  @Test func used() throws {
    let site = try Site(Self.everything, vouches: true)
    #expect(try site.weave() == [])
    #expect(
      try site.check(citations: true) == [
        "Figures/01/run.json:1: no page cites the claim 01.rises.",
        "Figures/01/run.json:1: no page cites the recipe 01.race.",
      ])
  }

  /// A run that was kept before claims were made has none.
  @Test func aRunWithoutClaims() throws {
    let site = try Site("# One\n\nIt falls.<!-- claim:01.falls -->\n", vouches: true)
    let run = try site.read("Figures/01/run.json")
    try site.write("Figures/01/run.json", run.replacing("\"claims\"", with: "\"others\""))
    let finding = "book/01-one.md:3: the run 01 makes no claim \"falls\"."
    #expect(try site.check() == [finding])
  }
}
