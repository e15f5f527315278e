// `swift run grade 01.5`: checks the reader's solution of an exercise. Exit status 1 says it is
// wrong.
//
// A further exercise is a file in Sources/Exercises, its cases beside this file, and a line below.

import ArgumentParser
import Exercises

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

  private var chosen: Exercise? { Exercise.all.first { $0.number == exercise } }

  func validate() throws {
    if exercise == "list" || chosen != nil { return }
    let numbers = Exercise.all.map(\.number).joined(separator: ", ")
    throw ValidationError("There is no exercise \(exercise) to check; there are: \(numbers).")
  }

  func run() throws {
    guard let chosen else {
      for exercise in Exercise.all { print("\(exercise.number)  \(exercise.title)") }
      return
    }
    print("\(chosen.number)  \(chosen.title)")
    let (passes, report) = chosen.grade()
    print(report)
    if !passes { throw ExitCode.failure }
  }
}
