// Files that appear together or not at all.

import Foundation
import TestSupport
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
    var files = FileSet(in: folder.url)
    files.add("a.svg", Data("new a".utf8))
    files.add("b.svg", Data("new b".utf8))
    #expect(try files.write(into: folder.url))
    #expect(files.names == ["a.svg", "b.svg"])
    #expect(try present() == ["a.svg": "new a", "b.svg": "new b", "run.json": "old run"])
  }

  @Test func removesWhatAKilledRunHasLeft() throws {
    try folder.write("\(FileSet.waitingRoom)/a.svg", "half")
    #expect(try FileSet(in: folder.url).write(into: folder.url))
    #expect(try present() == old)
  }

  @Test func leavesAllAsItWasIfOneFails() throws {
    var files = FileSet(in: folder.url)
    files.add("a.svg", Data("new a".utf8))
    files.add("no/such/folder.svg", Data())
    #expect(throws: LessonError.self) { try files.write(into: folder.url) }
    #expect(try present() == old)
  }

  @Test func refusesToReplaceAFolder() throws {
    try folder.write("b.svg/inside", "")
    var files = FileSet(in: folder.url)
    files.add("a.svg", Data("new a".utf8))
    files.add("b.svg", Data("new b".utf8))
    let place = folder.url.appendingPathComponent("b.svg").path
    #expect(throws: LessonError("\(place) cannot be written: it is a folder.")) {
      try files.write(into: folder.url)
    }
    #expect(try folder.read("a.svg") == "old a")
  }

  /// A run that began before another had written says so, and is whole itself.
  @Test func whoeverIsLastIsWhole() throws {
    let sets = ["first", "second"].map { text in
      var files = FileSet(in: folder.url)
      for name in ["a.svg", "run.json"] { files.add(name, Data("\(text) \(name)".utf8)) }
      return files
    }
    #expect(try sets[0].write(into: folder.url))
    #expect(try !sets[1].write(into: folder.url))
    #expect(try present() == ["a.svg": "second a.svg", "run.json": "second run.json"])
  }

  @Test func nobodyWritesBesideAnother() throws {
    var files = FileSet(in: folder.url)
    files.add("a.svg", Data("new a".utf8))
    let busy = LessonError(
      "another run is writing into \(folder.url.path): run this again when that has ended.")
    try FolderLock.hold(folder.url, patience: 0) { () throws in
      #expect(throws: busy) { try files.write(into: folder.url, patience: 0) }
      #expect(try present() == old)
    }
    #expect(try files.write(into: folder.url, patience: 0))
  }

  /// All at once, as from several shells: at the end all files are of the same run.
  @Test func manyAtOnceLeaveOneWhole() throws {
    let sets = (0..<8).map { run in
      var files = FileSet(in: folder.url)
      for k in 0..<6 { files.add("\(k).svg", Data("\(run)".utf8)) }
      return files
    }
    let place = folder.url
    DispatchQueue.concurrentPerform(iterations: 8) { run in
      #expect(throws: Never.self) { try sets[run].write(into: place) }
    }
    let texts = try (0..<6).map { try folder.read("\($0).svg") }
    #expect(Set(texts).count == 1)
  }
}
