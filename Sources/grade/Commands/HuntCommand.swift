// A bug hunt: the student's test is tried on the right engine and on the planted mistake; in a starter
// nothing is known of the relatives.

import ArgumentParser
import Foundation
import Slots

/// Judges a test of a planted mistake.
struct HuntCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt", abstract: "Judges your test of a planted mistake; lists the hunts.")

  @Argument(help: "The number of a hunt, as h00.1.")
  var number: String?

  func run() throws {
    let root = try Grade.root
    let folder = HuntTrial.folder(in: root)
    let numbers = HuntTrial.numbers(in: folder)
    guard let number else {
      for number in numbers { print("\(number)  \(folder.path)/\(number)/Test.swift") }
      return
    }
    guard numbers.contains(number) else {
      throw ValidationError(
        "there is no hunt \(number): there are \(numbers.joined(separator: ", "))")
    }
    let trial = try HuntTrial(number, in: folder)
    let result = trial.result(
      body: trial.slot.body, line: trial.slot.lines.lowerBound + 1, try Grade.judge(in: root))
    print(result.report)
    if !result.passes { throw ExitCode.failure }
  }
}
