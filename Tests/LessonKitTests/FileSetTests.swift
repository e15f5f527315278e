// Files that appear together or not at all.

import Foundation
import Testing

@testable import LessonKit

struct FileSetTests {
  private let folder: TemporaryFolder
  private let old = ["a.svg": "old a", "run.json": "old run"]

  init() throws {
    folder = try TemporaryFolder(old)
  }

  private func present() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    return try names.reduce(into: [:]) { $0[$1] = try folder.read($1) }
  }

  @Test func replacesWhatItHolds() throws {
    var files = FileSet()
    files.add("a.svg", Data("new a".utf8))
    files.add("b.svg", Data("new b".utf8))
    try files.write(into: folder.url)
    #expect(files.names == ["a.svg", "b.svg"])
    #expect(try present() == ["a.svg": "new a", "b.svg": "new b", "run.json": "old run"])
  }

  @Test func removesWhatAKilledRunHasLeft() throws {
    try folder.write("\(FileSet.waitingRoom)/a.svg", "half")
    try FileSet().write(into: folder.url)
    #expect(try present() == old)
  }

  @Test func leavesAllAsItWasIfOneFails() throws {
    var files = FileSet()
    files.add("a.svg", Data("new a".utf8))
    files.add("no/such/folder.svg", Data())
    #expect(throws: LessonError.self) { try files.write(into: folder.url) }
    #expect(try present() == old)
  }

  @Test func refusesToReplaceAFolder() throws {
    try folder.write("b.svg/inside", "")
    var files = FileSet()
    files.add("a.svg", Data("new a".utf8))
    files.add("b.svg", Data("new b".utf8))
    let place = folder.url.appendingPathComponent("b.svg").path
    #expect(throws: LessonError("\(place) cannot be written: it is a folder.")) {
      try files.write(into: folder.url)
    }
    #expect(try folder.read("a.svg") == "old a")
  }
}
