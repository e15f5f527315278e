// Claims and recipes of runs that no page cites.

import Testing

struct ClaimCheckTests {
  @Test func unused() throws {
    let site = try Site("# One\n\nIt falls.<!-- claim:01.falls -->\n", vouches: true)
    #expect(
      try site.check(claims: true) == [
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
