import Foundation
import Testing

@testable import grade

@Suite struct GradeTests {
  @Test(arguments: [
    ("01.7", "there is no exercise 01.7 to check: there are 00.5, 01.5, "),
    ("", "say which exercise to check, as in make check EX=01.5: there are 00.5, 01.5, "),
  ])
  func anUnknownNumberIsSaidWithTheOthers(text: String, beginning: String) {
    #expect(Exercise.numbered(text) == nil)
    #expect(Exercise.unknown(text).hasPrefix(beginning))
    #expect(Exercise.unknown(text).hasSuffix(", 08.5."))
  }

  @Test(arguments: [("01.5", "01.5"), ("1.5", "01.5"), ("5.2", "05.2")])
  func aZeroCanBeLeftOut(text: String, number: String) {
    #expect(Exercise.numbered(text)?.number == number)
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
