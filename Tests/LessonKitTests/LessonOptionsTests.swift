// The options every lesson shares.

import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import LessonKit

struct LessonOptionsTests {
  @Test func defaults() throws {
    let options = try LessonOptions.parse([])
    #expect(!options.quick)
    #expect(options.seed == Run.defaultSeed)
    #expect(options.requestedEpochs == nil)
    #expect(options.figures == nil)
    #expect(options.data == nil)
  }

  @Test(arguments: [
    ([], 50), (["--quick"], 5), (["--epochs", "7"], 7), (["--quick", "--epochs", "7"], 7),
  ])
  func epochs(arguments: [String], expected: Int) throws {
    #expect(try LessonOptions.parse(arguments).epochs(full: 50, quick: 5) == expected)
  }

  @Test func bothSizesAreNoted() throws {
    for arguments in [[], ["--quick"]] {
      let options = try LessonOptions.parse(arguments)
      let copy = options
      _ = copy.epochs(full: 50, quick: 5)
      _ = options.sized(full: [1, 2], quick: [1])
      _ = options.sized(full: [1, 2], quick: [1])
      #expect(options.notes.sizes == ["full 50, quick 5", "full [1, 2], quick [1]"])
      #expect(try LessonOptions.parse(arguments).notes.sizes.isEmpty)
    }
  }

  @Test func sizes() throws {
    #expect(try LessonOptions.parse([]).sized(full: "all", quick: "few") == "all")
    #expect(try LessonOptions.parse(["--quick"]).sized(full: "all", quick: "few") == "few")
  }

  @Test(arguments: [
    ["--epochs", "0"], ["--epochs", "-3"], ["--epochs", "x"], ["--seed", "-1"], ["--figures", ""],
    ["--fast"], ["--bundled", "--data", "."],
  ])
  func malformed(arguments: [String]) {
    do {
      _ = try LessonOptions.parse(arguments)
      Issue.record("\(arguments) were accepted")
    } catch {
      #expect(LessonOptions.exitCode(for: error).rawValue == 64)
    }
  }

  @Test(arguments: [
    (["--seed", "1.5"], "A seed is a whole number from 0 to 18446744073709551615."),
    (["--seed", "-1"], "A seed is a whole number from 0 to 18446744073709551615."),
    (["--epochs", "-3"], "A number of epochs is a whole number, at least 1."),
    (["--figures", ""], "The name of a folder must not be empty."),
  ])
  func whatIsValidIsSaid(arguments: [String], sentence: String) {
    let error = #expect(throws: (any Error).self) { try LessonOptions.parse(arguments) }
    #expect(error.map { LessonOptions.message(for: $0).contains(sentence) } == true)
  }

  @Test func aDataFolderMustExist() throws {
    let folder = try TemporaryFolder(["file": ""])
    try LessonOptions.parse(["--data", folder.url.path]).checkEnvironment()
    for name in ["nowhere", "file"] {
      let path = folder.url.appendingPathComponent(name).path
      #expect(throws: LessonError("there is no folder \(path) to read data from (--data).")) {
        try LessonOptions.parse(["--data", path]).checkEnvironment()
      }
    }
  }
}
