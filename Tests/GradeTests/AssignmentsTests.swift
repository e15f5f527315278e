// The fast form of `make assignments-check`: stubs, solutions and a few wrong answers, compiled.

import Foundation
import Testing

@testable import grade

@Suite struct AssignmentsTests {
  @Test func stubsScoreNothingAndSolutionsEverything() throws {
    let hidden = Variation(seed: 17, growth: 2)
    let judge = try Judge(Workshop(root, build: products), hidden: hidden)
    let trials = try AnswerTrial.all(in: root, fast: true)
    let odd = concurrentMap(trials.count) { trials[$0].surprise(judge) }.compactMap(\.self)
    #expect(trials.count == 2 * Exercise.all.count)
    #expect(odd.isEmpty, "\(odd.joined(separator: "\n"))")
  }

  @Test func everyExerciseHasFiveWrongAnswersAndAnotherRightOne() throws {
    let trials = try AnswerTrial.all(in: root, fast: false)
    // Those whose wrong answers are functions have them beside this file.
    let inTests: Set = [
      "00.5", "01.5", "02.5", "03.5", "04.5", "05.2", "06.5", "07.5", "08.5", "09.5",
    ]
    for exercise in Exercise.all where !inTests.contains(exercise.number) {
      let own = trials.filter { $0.exercise.number == exercise.number }
      #expect(own.count { $0.expectation == .full } == 2, "\(exercise.number)")
      #expect(own.count { $0.expectation != .full } >= 6, "\(exercise.number)")
    }
  }

  /// Files are out of reach by language: nothing that reads them is in scope.
  @Test(arguments: [
    "let s = try! String(contentsOfFile: \"/etc/passwd\"); print(s)\nreturn x",
    "print(FileManager.default.currentDirectoryPath)\nreturn x", "exit(0)", "fork()\nreturn x",
  ])
  func whatIsNotInScopeDoesNotCompile(body: String) throws {
    let judge = try Judge(Workshop(root, build: products))
    let exercise = try #require(Exercise.numbered("00.5"))
    let result = judge.result(on: exercise, body: body, place: ("answer.swift", 1))
    #expect(result.outcome == .broken)
    #expect(result.earned == 0)
  }
}
