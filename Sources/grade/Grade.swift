// `swift run grade 01.5`: checks the reader's solution of an exercise, in a process of its own. Exit
// status 1 says it is wrong.
//
// A further exercise is a file in Sources/Exercises, its cases beside this file, and a line below.

import ArgumentParser
import Exercises
import Foundation
import Records

extension Exercise {
  /// Every exercise, in the book's order.
  static let all = [
    Exercise(
      number: "00.5", title: "the pullback of softmax",
      file: "Sources/Exercises/00.5-Softmax.swift", cases: softmaxCases(softmaxGradient)),
    Exercise(
      number: "01.5", title: "the gradient of the Huber loss",
      file: "Sources/Exercises/01.5-Huber.swift", cases: huberCases(huberGradient)),
    Exercise(
      number: "02.5", title: "the gradient of Rosenbrock's function",
      file: "Sources/Exercises/02.5-Rosenbrock.swift",
      cases: rosenbrockCases(rosenbrockGradient)),
    Exercise(
      number: "03.5", title: "the gradient of a staircase by its edges",
      file: "Sources/Exercises/03.5-Edges.swift",
      cases: edgeCases { edgeGradient($0, at: $1, steps: $2, steepness: $3, $4) }),
    Exercise(
      number: "04.5", title: "the gradient of a squared error behind a sigmoid",
      file: "Sources/Exercises/04.5-SquaredSigmoid.swift",
      cases: squaredSigmoidCases(squaredSigmoidGradient)),
    Exercise(
      number: "05.2", title: "the backward pass of batch normalisation",
      file: "Sources/Exercises/05.2-BatchNorm.swift",
      cases: batchNormCases { batchNormGradient($0, gamma: $1, epsilon: $2, $3) }),
    Exercise(
      number: "06.5", title: "the gradient of patches by their image",
      file: "Sources/Exercises/06.5-Patches.swift",
      cases: patchesCases { patchesGradient($0, size: $1, stride: $2, $3) }),
    Exercise(
      number: "07.5", title: "the gradient that reaches a fake",
      file: "Sources/Exercises/07.5-Fooling.swift",
      cases: foolingCases { foolingGradient($0, W: $1, u: $2) }),
    Exercise(
      number: "08.5", title: "the gradient of a smoothed cross-entropy",
      file: "Sources/Exercises/08.5-LabelSmoothing.swift",
      cases: labelSmoothingCases { labelSmoothingGradient($0, labels: $1, epsilon: $2) }),
  ]
}

/// The tool.
@main
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Checks your solution of an exercise against numeric derivatives.")

  @Argument(help: "The number of an exercise; list, or nothing, lists them.")
  var exercise = "list"

  @Flag(help: .hidden)
  var testify = false

  static func main() {
    Program.begin(as: "grade")
    main(nil)
  }

  func run() throws {
    if exercise == "list" {
      for exercise in Exercise.all { print("\(exercise.number)  \(exercise.title)") }
      return
    }
    guard let chosen = Exercise.numbered(exercise) else {
      Program.say("grade: \(Exercise.unknown(exercise))")
      throw ExitCode.validationFailure
    }
    if testify { try chosen.testify() }
    let program = try Self.program
    print("\(chosen.number)  \(chosen.title)")
    fflush(nil)
    let trial = Trial<Fault?>(
      program: program, arguments: [chosen.number, "--testify"], caseCount: chosen.cases.count)
    let outcome = try trial.run { index in
      Program.say(
        "still waiting for the function of exercise \(chosen.number), in the case "
          + "\"\(chosen.cases[index].name)\"")
    }
    show(outcome)
    let (passes, report) = chosen.report(on: outcome)
    print(report)
    if !passes { throw ExitCode.failure }
  }

  /// Prints the beginning of what the function has, line by line behind a mark.
  private func show(_ outcome: Trial<Fault?>.Outcome) {
    guard !outcome.output.isEmpty else { return }
    print("The function prints:")
    let text = String(decoding: outcome.output, as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) { print("  | \(line)") }
    let more = outcome.outputSize - outcome.output.count
    if more > 0 { print("  and at least \(more) bytes more") }
  }

  /// This program, to be started again.
  private static var program: URL {
    get throws {
      guard let program = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
      return program
    }
  }
}
