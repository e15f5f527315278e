// Anchors of sources that no page shows.

import Testing

struct AnchorCheckTests {
  @Test func unused() throws {
    let site = try Site("Why.\n\n<!-- snippet: Lessons/01-One/One.swift#step -->\n<!-- end -->\n")
    _ = try site.weave()
    #expect(
      try site.check(anchors: true) == [
        "Lessons/01-One/One.swift:5: no page shows the anchor inner."
      ])
  }

  @Test func broken() throws {
    let site = try Site("# One\n", files: ["Sources/Gradus/G.swift": "1\n// ANCHOR: g\n"])
    #expect(
      try site.check(anchors: true).contains(
        "Sources/Gradus/G.swift:2: the anchor g is not closed.")
    )
  }
}
