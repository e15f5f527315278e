// How a lesson ends: its status and its last words.

import ArgumentParser
import Foundation
import Testing

@testable import LessonKit

private struct Sample: Lesson {
  static let number = 3
  static let title = "A sample"
  static let abstract = "Does what its first option says."
  static let quickly = "does less"
  @OptionGroup var options: LessonOptions
  @Option var fail = ""

  func run() throws {
    switch fail {
    case "ours": throw LessonError("the cup is empty.")
    case "usage": throw ValidationError("--fail takes no such word.")
    case "code": throw ExitCode(7)
    case "quietly": throw ExitCode.failure
    case "system": throw CocoaError(.fileNoSuchFile)
    default: break
    }
  }
}

struct LessonTests {
  @Test(arguments: [
    ([], 0, ""),
    (["--fail", "ours"], 1, "lesson-03: the cup is empty."),
    (
      ["--data", "/nowhere"], 1,
      "lesson-03: there is no folder /nowhere to read data from (--data)."
    ),
    (["--fail", "code"], 7, ""), (["--fail", "quietly"], 1, ""),
  ])
  func endings(arguments: [String], status: Int32, message: String) {
    let end = Sample.ending(of: arguments)
    #expect(end.status == status)
    #expect(end.message == message)
  }

  @Test(arguments: [["--fail", "usage"], ["--epochs", "0"], ["--nonsense"]])
  func usageErrors(arguments: [String]) {
    let end = Sample.ending(of: arguments)
    #expect(end.status == 64)
    #expect(end.message.contains("Usage: lesson-03"))
  }

  @Test func help() {
    let end = Sample.ending(of: ["--help"])
    #expect(end.status == 0)
    #expect(end.message.contains("OVERVIEW: Does what its first option says."))
  }

  @Test func systemErrorsSpeakInWords() {
    let end = Sample.ending(of: ["--fail", "system"])
    #expect(end.status == 1)
    #expect(end.message.hasPrefix("lesson-03: "))
    #expect(!end.message.contains("Error Domain") && !end.message.contains("CocoaError"))
  }
}
