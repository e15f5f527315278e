// A submission is graded: of its files only the bodies between the comments are taken, into a pristine
// package; nothing else that was handed in is compiled, run or believed.

import ArgumentParser
import Foundation
import Slots

/// Grades a submission.
struct Submission: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Grades a submission, and writes the result in every format.")

  @Argument(help: "The folder that was handed in.")
  var folder: String

  @Option(help: "Where the results go; beside nothing else.")
  var out: String

  @Option(help: "The instructor's overlay, a file of JSON: {\"seed\": 17, \"growth\": 2}.")
  var overlay: String?

  @Option(help: "The exercises of this assignment, with commas; all if there are none.")
  var only: String?

  func run() throws {
    var judge = try Grade.judge(in: Grade.root)
    if let overlay { judge.hidden = try Overlay(URL(filePath: overlay)).variation }
    let exercises =
      try only.map {
        try $0.split(separator: ",").map { try Grade.exercise(String($0)) }
      } ?? Exercise.all
    let verdict = judge.verdict(on: URL(filePath: folder), exercises)
    try Reports(verdict).write(to: URL(filePath: out))
    for result in verdict.results { print(result.line) }
    print("\(verdict.earned.formatted()) of \(verdict.points) points")
  }
}

/// What an instructor keeps from students.
struct Overlay: Codable {
  /// Joins the seeds of the hidden cases; not 0.
  let seed: UInt64
  /// How many examples more the hidden cases have.
  var growth: Int? = 0

  init(_ file: URL) throws {
    self = try JSONDecoder().decode(Overlay.self, from: Data(contentsOf: file))
    guard seed != 0, (0...16).contains(growth ?? 0) else {
      throw ValidationError("\(file.path): a seed that is not 0 and a growth in 0...16 are needed.")
    }
  }

  /// The hidden cases.
  var variation: Variation { Variation(seed: seed, growth: growth ?? 0) }
}

extension Judge {
  /// The most bytes that a file of a submission may have.
  static let fileLimit = 200_000

  /// What a submission is worth.
  func verdict(on folder: URL, _ exercises: [Exercise]) -> Verdict {
    let start = ContinuousClock.now
    var results = results(on: exercises) { exercise in
      guard let slot = slots[exercise.number] else { fatalError("no slot \(exercise.number)") }
      let handed = Self.slot(exercise.number, of: slot.path, in: folder)
      let body = handed?.body
      return result(
        on: exercise, body: body, place: (slot.path, (handed?.lines.lowerBound ?? 0) + 1),
        isStub: body == slot.body && slot.path.hasPrefix("Sources/Exercises/"))
    }
    results += hunts(in: folder)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Verdict(
      submission: folder.standardizedFileURL.lastPathComponent, seconds: seconds, results: results)
  }

  /// The hunts that were handed in, of those that are planted here.
  private func hunts(in folder: URL) -> [ExerciseResult] {
    let planted = workshop.root.appending(path: ".build/hunts")
    return HuntTrial.numbers(in: planted).compactMap { number in
      guard let trial = try? HuntTrial(number, in: planted),
        let handed = Self.slot(number, of: trial.slot.path, in: folder),
        handed.body != trial.slot.body
      else { return nil }
      return trial.result(body: handed.body, line: handed.lines.lowerBound + 1, self)
    }
  }

  /// A slot of a file that was handed in; nil where the file is no plain one, too long, or has not
  /// this slot, once.
  private static func slot(_ number: String, of path: String, in folder: URL) -> Slot? {
    let file = folder.appending(path: path)
    // No link leads out of the folder, whatever part of the path it is.
    guard file.resolvingSymlinksInPath().path == folder.resolvingSymlinksInPath().path + "/" + path,
      let values = try? file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey]),
      values.isRegularFile == true, (values.fileSize ?? .max) <= fileLimit,
      let text = try? SlotFolder.text(of: path, in: folder),
      let slots = try? Slot.slots(in: text, path: path).filter({ $0.number == number }),
      slots.count == 1
    else { return nil }
    return slots[0]
  }
}
