// What one submission and a class of them are graded with.

import ArgumentParser
import Foundation

/// The options of grading.
struct GradingOptions: ParsableArguments {
  @Option(help: "Where the results go; beside nothing else.")
  var out: String

  @Option(help: "The instructor's overlay, a file of JSON: {\"seed\": 17, \"growth\": 2}.")
  var overlay: String?

  @Option(help: "The exercises of this assignment, with commas; all if there are none.")
  var only: String?

  /// The exercises of the assignment.
  var exercises: [Exercise] {
    get throws { try only.map(Exercise.list) ?? Exercise.all }
  }

  /// The hidden cases; nil for none.
  var hidden: Variation? {
    get throws { try overlay.map { try Overlay(URL(filePath: $0)).variation } }
  }

  /// The same as words of a command line, with another place for the results.
  func arguments(out: URL) -> [String] {
    ["--out", out.path] + (overlay.map { ["--overlay", $0] } ?? [])
      + (only.map { ["--only", $0] } ?? [])
  }
}

extension Exercise {
  /// The exercises whose numbers stand in a text with commas.
  ///
  /// - Throws: ValidationError where one is none, or where there are none.
  static func list(_ numbers: String) throws -> [Exercise] {
    let names = numbers.split { ", ".contains($0) }
    guard !names.isEmpty else {
      throw ValidationError("\"\(numbers)\" names no exercise: 01.5,02.7 is expected.")
    }
    return try names.map { try Grade.exercise(String($0)) }
  }
}

/// What an instructor keeps from students.
struct Overlay: Codable {
  /// Joins the seeds of the hidden cases; not 0.
  let seed: UInt64
  /// How many examples more the hidden cases have.
  var growth: Int? = 0

  /// - Throws: ValidationError where the file is none.
  init(_ file: URL) throws {
    guard let data = try? Data(contentsOf: file),
      let overlay = try? JSONDecoder().decode(Overlay.self, from: data),
      overlay.seed != 0, (0...16).contains(overlay.growth ?? 0)
    else {
      throw ValidationError(
        "\(file.path): a file is expected that has {\"seed\": 17, \"growth\": 2} in it, with a seed "
          + "that is not 0 and a growth in 0...16.")
    }
    self = overlay
  }

  /// The hidden cases.
  var variation: Variation { Variation(seed: seed, growth: growth ?? 0) }
}
