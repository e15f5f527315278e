// What a student asks: whether a solution is right, for a hint, how far everything is.

import ArgumentParser
import Foundation
import Records
import Slots

/// Checks one solution, or all.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks your solution of an exercise, or all of them.")

  @Argument(help: "The number of an exercise, as 01.5; all if there is none.")
  var number: String?

  func run() throws {
    let root = try Grade.root
    let judge = try Grade.judge(in: root)
    guard let number else {
      let results = judge.results(on: Exercise.all) { judge.result(inPlaceOf: $0) }
      for result in results { print(result.line) }
      let right = results.count(where: \.passes)
      print("\(right) of \(results.count) are right.")
      if right < results.count { throw ExitCode.failure }
      return
    }
    let exercise = try Grade.exercise(number)
    print("\(exercise.number)  \(exercise.title)")
    fflush(nil)
    let result = judge.result(inPlaceOf: exercise, judgesZeros: true)
    print(result.report)
    if Frames(notedIn: root).isChanged(result.file, in: root) {
      print(
        "Beware: \(result.file) has been changed outside of the comments too; that is not handed in."
      )
    }
    if !result.passes { throw ExitCode.failure }
  }
}

extension ExerciseResult {
  /// The result in a line.
  var line: String {
    let state = passes ? "right" : outcome == .unwritten ? "to do" : "wrong"
    let detail = passes || outcome == .unwritten ? "" : ": \(diagnosis ?? "")"
    let columns = [state, number].map { $0.padding(toLength: 7, withPad: " ", startingAt: 0) }
    return "\(columns.joined())\(title)\(detail)"
  }
}

extension Judge {
  /// Results of several exercises, as many at a time as there are cores, in their order.
  func results(
    on exercises: [Exercise], _ result: @Sendable (Exercise) -> ExerciseResult
  ) -> [ExerciseResult] {
    concurrentMap(exercises.count) { result(exercises[$0]) }
  }
}

/// Gives a hint.
struct HintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint", abstract: "Gives the next hint to an exercise, of three.")

  @Argument(help: "The number of an exercise.")
  var number: String

  @Option(help: "1, a question; 2, the way; 3, the tools. The next one, if there is none.")
  var level: Int?

  func run() throws {
    let root = try Grade.root
    let exercise = try Grade.exercise(number)
    let note = root.appending(path: ".build/answers/hints-\(exercise.number)")
    let given = (try? String(contentsOf: note, encoding: .utf8)).flatMap { Int($0) } ?? 0
    let level = min(max(level ?? given + 1, 1), exercise.hints.count)
    print("\(exercise.number)  \(exercise.title), hint \(level) of \(exercise.hints.count)")
    print(exercise.hints[level - 1])
    if level == exercise.hints.count { print("The derivation: \(exercise.section)") }
    let folder = note.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("\(level)".utf8).write(to: note)
  }
}

/// Shows how far everything is.
struct Progress: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Shows how far you are, by chapter.")

  func run() throws {
    let root = try Grade.root
    let judge = try Grade.judge(in: root)
    let results = judge.results(on: Exercise.all) { judge.result(inPlaceOf: $0) }
    for (chapter, own) in Dictionary(grouping: results, by: { $0.number.prefix(2) })
      .sorted(by: { $0.key < $1.key })
    {
      let (earned, points) = (own.map(\.earned).reduce(0, +), own.map(\.points).reduce(0, +))
      let marks = own.map { $0.passes ? "●" : $0.outcome == .unwritten ? "○" : "◐" }.joined()
      print("chapter \(chapter)  \(marks)  \(earned.formatted()) of \(points) points")
    }
    let next = results.first { !$0.passes }
    print(next.map { "next: \($0.number), \($0.title), in \($0.file)" } ?? "All is done.")
    if FileManager.default.fileExists(atPath: root.appending(path: SlotFolder.solutions).path) {
      print(
        "(This is the book's own package, whose lessons and engine are whole: only the exercises in "
          + "Sources/Exercises are left to you. make starter OUT=../starter leaves you all of them.)"
      )
    }
  }
}

/// Checks at each save, and moves on when a solution is right.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the first exercise that is not right at each save, and goes on to the next.")

  func run() throws {
    let root = try Grade.root
    let judge = try Grade.judge(in: root)
    for exercise in Exercise.all {
      guard let path = judge.slots[exercise.number]?.path else { continue }
      var seen: String?
      while true {
        let text = (try? SlotFolder.text(of: path, in: root)) ?? ""
        guard text != seen else {
          Thread.sleep(forTimeInterval: 0.3)
          continue
        }
        seen = text
        let result = judge.result(on: exercise, in: text, path)
        print("\n\(exercise.number)  \(exercise.title)\n\(result.report)")
        if !result.passes { print("Waiting for \(path) to be saved; Ctrl-C ends this.") }
        fflush(nil)
        if result.passes { break }
      }
    }
    print("All is done.")
  }
}
