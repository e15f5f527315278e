// What makes a run stale, and what does not.

import Foundation
import Records
import TestSupport
import Testing

struct SourceDigestTests {
  private let folder: TemporaryFolder
  private let before: String

  init() throws {
    folder = try TemporaryFolder([
      "Sources/A.swift": "// A\nlet a = 1\n", "Sources/deep/data.csv": "1,2\n",
    ])
    before = try SourceDigest.hex(of: "Sources", in: folder.url)
  }

  @Test(arguments: [
    ("A.swift", "// A, explained\n// ANCHOR: a\nlet a = 1\n// ANCHOR_END: a\n"),
    ("A.swift", "\n  let a = 1"), (".hidden", "anything"),
  ])
  func stillTheSame(file: String, text: String) throws {
    try folder.write("Sources/\(file)", text)
    #expect(try SourceDigest.hex(of: "Sources", in: folder.url) == before)
  }

  @Test(arguments: [
    ("A.swift", "let a = 2\n"), ("A.swift", "let a = 1  // one\n"), ("B.swift", ""),
    ("deep/data.csv", "1,3\n"), ("deep/data.csv", " 1,2\n"),
  ])
  func changed(file: String, text: String) throws {
    try folder.write("Sources/\(file)", text)
    #expect(try SourceDigest.hex(of: "Sources", in: folder.url) != before)
  }

  @Test func aRenamedFileCounts() throws {
    try FileManager.default.moveItem(
      at: folder.url.appendingPathComponent("Sources/A.swift"),
      to: folder.url.appendingPathComponent("Sources/C.swift"))
    #expect(try SourceDigest.hex(of: "Sources", in: folder.url) != before)
  }

  @Test func oneFile() throws {
    let one = try SourceDigest.hex(of: "Sources/A.swift", in: folder.url)
    try folder.write("Sources/A.swift", "let a = 2")
    #expect(try SourceDigest.hex(of: "Sources/A.swift", in: folder.url) != one)
  }

  @Test func missing() {
    #expect(throws: LessonError.self) { try SourceDigest.hex(of: "Nothing", in: folder.url) }
  }
}
