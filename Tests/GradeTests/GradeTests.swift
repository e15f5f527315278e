import Foundation
import Testing

@testable import grade

@Suite struct GradeTests {
  @Test func anUnknownNumberIsAUsageErrorThatNamesTheOthers() {
    let error = #expect(throws: (any Error).self) { try Grade.parse(["01.7"]) }
    guard let error else { return }
    #expect(Grade.exitCode(for: error) == .validationFailure)
    #expect(
      Grade.message(for: error).contains(
        "There is no exercise 01.7 to check; there are: 00.5, 01.5"))
  }

  @Test(arguments: [[], ["list"], ["00.5"], ["01.5"]])
  func aNumberOrListIsUnderstood(arguments: [String]) throws {
    #expect(try Grade.parse(arguments).exercise == arguments.first ?? "list")
  }

  @Test func everyExerciseHasItsFileAndItsOwnNumber() {
    let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    for exercise in Exercise.all {
      #expect(exercise.file.hasPrefix("Sources/Exercises/\(exercise.number)-"))
      #expect(FileManager.default.fileExists(atPath: root.appending(path: exercise.file).path))
    }
    #expect(Set(Exercise.all.map(\.number)).count == Exercise.all.count)
  }
}
