// Are the assignments sound? A stub is worth nothing and says so; a solution is worth everything;
// typical wrong answers are rejected, each with its diagnosis; and an unusual right one is accepted.
// Bug hunts can be solved.
// Wrong answers are edits of the solutions, in Tests/Solutions/answers.txt:
//
//   # 02.7
//   v = mu * v + g | v = mu * v - g | every sign is flipped
//   + v = g + v * mu                       the lines of another right answer
//
// A diagnosis is a part of the report; "-" asks for none.

import ArgumentParser
import Foundation
import Slots

/// Checks the assignments.
struct Assignments: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks stubs, solutions, wrong answers and unusual right ones of every exercise.")

  @Flag(help: "Only stubs and solutions.")
  var fast = false

  @Option(help: "Only this exercise.")
  var only: String?

  func run() throws {
    let root = try Grade.root
    let trials = try AnswerTrial.all(in: root, fast: fast).filter {
      only.map($0.exercise.number.hasSuffix) ?? true
    }
    let judge = try Grade.judge(in: root)
    let odd = concurrentMap(trials.count) { trials[$0].surprise(judge) }.compactMap(\.self)
    let hunts = only == nil && !fast ? HuntTrial.numbers(in: HuntTrial.folder(in: root)) : []
    let surprises = odd + hunts.compactMap { Self.surprise($0, root, judge) }
    for surprise in surprises { print(surprise) }
    let count = trials.count + hunts.count
    print("\(count - surprises.count) of \(count) answers are judged as they should be.")
    if !surprises.isEmpty { throw ExitCode.failure }
  }

  /// Whether a hunt's own test and the engine's own file solve it: a sentence if they do not.
  private static func surprise(_ number: String, _ root: URL, _ judge: Judge) -> String? {
    do {
      let folder = HuntTrial.folder(in: root)
      let result = try HuntTrial(number, in: folder).result(
        body: SlotFolder.text(of: "\(number)/solution.txt", in: folder), line: 1,
        engine: SlotFolder.text(of: "\(number)/right.swift", in: folder), judge)
      return result.passes ? nil : "\(number), the solution: not full\n\(result.report)\n"
    } catch {
      return "\(number): \(error)"
    }
  }
}

/// An answer, and what the judge should say.
struct AnswerTrial: Sendable {
  /// What should come of it.
  enum Expectation: Equatable {
    case full, nothing
    case wrong(saying: String)
  }

  let exercise: Exercise
  let name: String
  let body: String
  let expectation: Expectation

  /// Judges it: what is not as it should be; nil if all is.
  func surprise(_ judge: Judge) -> String? {
    let result = judge.result(on: exercise, body: body, place: ("answer.swift", 1))
    let isExpected =
      switch expectation {
      case .full: result.passes
      case .nothing: result.earned == 0 && !result.report.isEmpty
      case .wrong(let words):
        !result.passes && result.outcome == .judged
          && (words == "-" || result.report.contains(words))
      }
    return isExpected ? nil : "\(exercise.number), \(name): not \(expectation)\n\(result.report)\n"
  }

  /// The trials of every exercise.
  ///
  /// - Throws: ``SlotError`` or ValidationError where solutions or edits do not fit.
  static func all(in root: URL, fast: Bool) throws -> [AnswerTrial] {
    let folder = try SlotFolder(root)
    let solutions = try folder.solutions()
    let (edits, others) = fast ? ([:], [:]) : try answers(in: root)
    return try Exercise.all.flatMap { exercise -> [AnswerTrial] in
      guard let solution = solutions[exercise.number], let slot = folder[exercise.number] else {
        throw ValidationError("\(exercise.number): no slot is in the sources.")
      }
      func trial(_ name: String, _ body: String, _ expectation: Expectation) -> AnswerTrial {
        AnswerTrial(exercise: exercise, name: name, body: body, expectation: expectation)
      }
      // The reader of this very package may have written in it.
      let stub = slot.isUntouched(slot.body) ? slot.body : slot.stub
      var trials = [trial("the stub", stub, .nothing), trial("the solution", solution, .full)]
      trials += try (edits[exercise.number] ?? []).map { edit in
        guard solution.contains(edit[0]) else {
          throw ValidationError("\(exercise.number): its solution has no \(edit[0]).")
        }
        return trial(edit[1], solution.replacing(edit[0], with: edit[1]), .wrong(saying: edit[2]))
      }
      if let other = others[exercise.number] { trials.append(trial("another way", other, .full)) }
      return trials
    }
  }

  private static func answers(
    in root: URL
  ) throws -> (edits: [String: [[String]]], others: [String: String]) {
    var (edits, others, number) = ([String: [[String]]](), [String: String](), "")
    let text = try SlotFolder.text(of: SlotFolder.solutions + "/answers.txt", in: root)
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# ") {
        number = String(line.dropFirst(2))
      } else if line.hasPrefix("+ ") {
        others[number, default: ""] += line.dropFirst(2) + "\n"
      } else {
        let fields = line.replacing(" | | ", with: " |  | ").components(separatedBy: " | ")
        guard fields.count == 3 else { throw ValidationError("answers.txt: three fields: \(line)") }
        edits[number, default: []].append(fields)
      }
    }
    return (edits, others)
  }
}
