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

  @OptionGroup var options: GradingOptions

  func run() throws {
    var judge = try Grade.judge(in: Grade.root)
    judge.hidden = try options.hidden
    let folder = URL(filePath: folder)
    guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else {
      throw ValidationError("\(folder.path) is no folder: name the one that was handed in.")
    }
    let verdict = judge.verdict(on: folder, try options.exercises)
    try Reports(verdict).write(to: URL(filePath: options.out))
    for result in verdict.results { print(result.line) }
    print("\(verdict.earned.formatted()) of \(verdict.points) points")
  }
}

extension Judge {
  /// The most bytes that a file of a submission may have.
  static let fileLimit = 200_000

  /// What a submission is worth.
  func verdict(on folder: URL, _ exercises: [Exercise]) -> Verdict {
    let start = ContinuousClock.now
    let name = folder.standardizedFileURL.lastPathComponent
    let folder = Self.package(in: folder)
    var results = results(on: exercises) { exercise in
      let path = slots[exercise.number]?.path ?? ""
      let handed = Self.slot(exercise.number, of: path, in: folder)
      return result(
        on: exercise, body: handed?.body, place: (path, (handed?.lines.lowerBound ?? 0) + 1))
    }
    results += hunts(in: folder)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Verdict(submission: name, seconds: seconds, results: results)
  }

  /// The folder in which a package lies that was handed in: the folder itself, or the only one in
  /// it, as archives have it.
  private static func package(in folder: URL) -> URL {
    let manager = FileManager.default
    let names = ((try? manager.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
      !$0.hasPrefix(".") && $0 != "__MACOSX"
    }
    let isPackage = !Set(names).isDisjoint(with: SlotFolder.folders + ["Hunts"])
    guard !isPackage, names.count == 1, let name = names.first else { return folder }
    return folder.appending(path: name)
  }

  /// The hunts of which a test or a repair was handed in, of those that are planted here.
  private func hunts(in folder: URL) -> [ExerciseResult] {
    let planted = workshop.root.appending(path: ".build/hunts")
    return HuntTrial.numbers(in: planted).compactMap { number in
      guard let trial = try? HuntTrial(number, in: planted) else { return nil }
      let test = Self.slot(number, of: trial.slot.path, in: folder)
      let engine = Self.text(of: "Hunts/\(number)/\(HuntTrial.engine)", in: folder)
      let isTouched =
        test.map { $0.body != trial.slot.body } ?? false
        || engine.map { $0 != trial.planted } ?? false
      guard isTouched else { return nil }
      return trial.result(
        body: test?.body, line: (test?.lines.lowerBound ?? 0) + 1, engine: engine, self)
    }
  }

  /// A slot of a file that was handed in; nil where the file has not this slot, once.
  private static func slot(_ number: String, of path: String, in folder: URL) -> Slot? {
    guard let text = text(of: path, in: folder),
      let slots = try? Slot.slots(in: text, path: path).filter({ $0.number == number }),
      slots.count == 1
    else { return nil }
    return slots[0]
  }

  /// A file that was handed in; nil where it is no plain one, or too long.
  private static func text(of path: String, in folder: URL) -> String? {
    let file = folder.appending(path: path)
    // No link leads out of the folder, whatever part of the path it is.
    guard file.resolvingSymlinksInPath().path == folder.resolvingSymlinksInPath().path + "/" + path,
      let values = try? file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey]),
      values.isRegularFile == true, (values.fileSize ?? .max) <= fileLimit
    else { return nil }
    return try? SlotFolder.text(of: path, in: folder)
  }
}
