// Comments understood, and comments that look like markers refused.

import Records
import Testing

@testable import book

struct MarkerTests {
  @Test func understood() throws {
    let key = try #require(RunKey("01.diabetes.mse"))
    #expect(key.run == "01" && key.key == "diabetes.mse")
    let other = try #require(RunKey("mutants.caught"))
    #expect(other.run == "mutants" && other.key == "caught")
    let table: [(String, Marker)] = [
      ("<!-- snippet: a/b.swift#c -->", .snippet(path: "a/b.swift", anchor: "c")),
      ("<!--snippet:a/b.swift-->", .snippet(path: "a/b.swift", anchor: nil)),
      ("  <!-- table:01.diabetes.mse -->", .table(key)),
      ("<!-- output:01.diabetes.mse -->", .output(key)),
      ("<!-- recipe:01.diabetes.mse -->", .recipe(key)),
      ("<!-- claim:01.diabetes.mse -->", .claim(key)),
      ("<!-- n:01.diabetes.mse %.1f s -->", .number(key, format: "%.1f s")),
      ("<!-- n:01.diabetes.mse -->", .number(key, format: "%d")),
      ("<!-- end -->", .end), ("<!-- /n -->", .numberEnd), ("<!-- literal -->", .literal),
      ("<!-- /literal -->", .literalEnd), ("<!-- a word to the reader -->", .other),
    ]
    for (comment, marker) in table { #expect(try Marker(comment: comment) == marker) }
  }

  @Test(arguments: [
    "<!-- snipet: a#b -->", "<!-- snippet: -->", "<!-- snippet: a b -->", "<!-- table: -->",
    "<!-- table:mse -->", "<!-- recipe:race -->", "<!-- claim:rises -->", "<!-- claim:01.a b -->",
    "<!-- output:mse -->", "<!-- n:mse %d -->", "<!-- n: -->", "<!-- /n: -->",
    "<!-- snippet -->",
  ])
  func refused(comment: String) {
    #expect(throws: LessonError.self) { try Marker(comment: comment) }
  }
}
