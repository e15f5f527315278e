// A bug hunt: the student's test is tried on the right engine and on the planted mistake, and the
// repaired file is held to the engine; in a starter nothing is known of the relatives.

import ArgumentParser
import Foundation
import Slots

/// Judges a test of a planted mistake, and its repair.
struct HuntCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt",
    abstract: "Judges your test of a planted mistake and your repair; lists the hunts.")

  @Argument(help: "The number of a hunt, as h00.1.")
  var number: String?

  func run() throws {
    let root = try Grade.root
    let folder = HuntTrial.folder(in: root)
    let numbers = HuntTrial.numbers(in: folder)
    guard let number else {
      let place = folder.path.dropFirst(root.path.count).drop { $0 == "/" }
      for number in numbers { print("\(number)  \(place)/\(number)/Test.swift") }
      return
    }
    guard numbers.contains(number) else {
      throw ValidationError(
        "there is no hunt \(number): there are \(numbers.joined(separator: ", "))")
    }
    let trial = try HuntTrial(number, in: folder)
    let result = trial.result(
      body: trial.slot.body, line: trial.slot.lines.lowerBound + 1,
      engine: try? SlotFolder.text(of: "\(number)/\(HuntTrial.engine)", in: folder),
      try Grade.judge(in: root))
    print(result.report)
    if !result.passes { throw ExitCode.failure }
  }
}
