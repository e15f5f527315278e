// Records that cannot be read or written say why.

import Foundation
import Records
import TestSupport
import Testing

struct RunFileTests {
  @Test(arguments: [
    ("{", "it is not the JSON expected"), ("[]", "it is not the JSON expected"),
    ("{}", "it has no \"title\""),
    ("{\"lesson\": \"one\"}", "\"lesson\" is not what a run has there"),
    ("{\"title\": \"One\", \"size\": \"medium\"}", "\"size\" is not what a run has there"),
    ("{\"title\": null}", "\"title\" is not what a run has there"),
    ("", "it is not the JSON expected"),
    ("{\"title\": \"\\ud800\"}", "it is not the JSON expected"),
  ])
  func notARecord(text: String, reason: String) throws {
    let folder = try TemporaryFolder(["run.json": text])
    let file = folder.url.appendingPathComponent("run.json")
    #expect(throws: LessonError("\(file.path) is not the record of a run: \(reason).")) {
      try Run(from: file)
    }
  }

  @Test func unreadable() throws {
    let folder = try TemporaryFolder(["run.json/a": ""])
    let file = folder.url.appendingPathComponent("run.json")
    #expect(throws: LessonError("\(file.path) cannot be read: is a directory.")) {
      try Run(from: file)
    }
  }

  @Test func missing() {
    let file = URL(fileURLWithPath: "/nowhere/run.json")
    #expect(throws: LessonError("there is no file /nowhere/run.json to read a run from.")) {
      try Run(from: file)
    }
  }

  @Test func aFolderThatIsNotThere() throws {
    let run = Run(lesson: 1, title: "One")
    #expect(throws: LessonError.self) {
      try run.write(to: URL(fileURLWithPath: "/nowhere/run.json"))
    }
  }

  @Test(arguments: [
    (Run(lesson: 1, title: "One"), true), (Run(lesson: 1, title: "One", size: .quick), false),
    (Run(lesson: 1, title: "One", seed: 2), false),
    (Run(lesson: 1, title: "One", epochs: 3), false),
  ])
  func theBooksRun(run: Run, isForTheBook: Bool) {
    #expect(run.isForTheBook == isForTheBook)
  }
}
