// `swift run grade 01.5`: checks solutions of exercises, gives hints, makes starters, and grades
// submissions. Exit status 1 says that a solution is wrong.

import ArgumentParser
import Foundation
import Records
import Slots

/// The tool.
@main
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Checks solutions of exercises, makes starters and grades submissions.",
    subcommands: [
      Check.self, List.self, HintCommand.self, Progress.self, Watch.self, Starter.self,
      Submission.self, ClassCommand.self, Assignments.self, Autograder.self,
      HuntCommand.self, Questions.self,
    ],
    defaultSubcommand: Check.self)

  static func main() {
    Program.begin(as: "grade")
    main(nil)
  }

  /// The package around the current folder.
  static var root: URL {
    get throws {
      guard let root = Repository.root() else {
        throw ValidationError("no Package.swift of Gradus is in this folder or above it.")
      }
      return root
    }
  }

  /// The judge of the package around the current folder, with what was built beside this program.
  static func judge(in root: URL) throws -> Judge {
    let build = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    return try Judge(Workshop(root, build: build))
  }

  /// The exercise of a number, as the command line has it.
  static func exercise(_ number: String) throws -> Exercise {
    guard let exercise = Exercise.numbered(number) else {
      throw ValidationError(Exercise.unknown(number))
    }
    return exercise
  }
}

extension Judge {
  /// What the solution that stands in the package is worth.
  func result(inPlaceOf exercise: Exercise, judgesZeros: Bool = false) -> ExerciseResult {
    let slot = slots[exercise.number]
    return result(
      on: exercise, body: slot?.body, place: (slot?.path ?? "", (slot?.lines.lowerBound ?? 0) + 1),
      judgesZeros: judgesZeros)
  }
}

extension Judge {
  /// What the solution in the text of a file is worth; a file whose comments do not fit has none.
  func result(on exercise: Exercise, in text: String, _ path: String) -> ExerciseResult {
    do {
      let slot = try Slot.slots(in: text, path: path).first { $0.number == exercise.number }
      return result(
        on: exercise, body: slot?.body, place: (path, (slot?.lines.lowerBound ?? 0) + 1))
    } catch {
      var result = ExerciseResult(exercise, slots[exercise.number])
      result.message = "\(error)"
      return result
    }
  }
}

/// Lists the exercises.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the exercises.")

  func run() throws {
    let slots = try Grade.judge(in: Grade.root).slots
    for exercise in Exercise.all {
      let slot = slots[exercise.number]
      print(
        exercise.number.padding(toLength: 7, withPad: " ", startingAt: 0) + exercise.title
          + (slot.map { " (\($0.points) points, \($0.path))" } ?? ""))
    }
  }
}
