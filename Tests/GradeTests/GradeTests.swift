import Foundation
import Slots
import Testing

@testable import grade

@Suite struct GradeTests {
  @Test func anUnknownNumberIsSaidWithTheOthers() {
    #expect(Exercise.numbered("01.77") == nil)
    #expect(Exercise.unknown("01.77").hasPrefix("there is no exercise 01.77: there are 00.5, 00.7"))
    #expect(Exercise.unknown("01.77").hasSuffix(", 10.7."))
  }

  @Test(arguments: [("01.5", "01.5"), ("1.5", "01.5"), ("5.2", "05.2"), ("2.10", "02.10")])
  func aZeroCanBeLeftOut(text: String, number: String) {
    #expect(Exercise.numbered(text)?.number == number)
  }

  @Test func slotsAndExercisesBelongTogether() throws {
    let slots = try SlotFolder(root).slots
    #expect(slots.map(\.number) == Exercise.all.map(\.number))
    #expect(Exercise.all.count >= 25)
    #expect(Exercise.all.allSatisfy { $0.hints.count == 3 && !$0.title.isEmpty })
    let chapters = Set(Exercise.all.map { $0.number.prefix(2) })
    #expect(chapters == ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"])
  }

  @Test(arguments: Exercise.all.map(\.number))
  func hintsDoNotGiveTheSolutionAway(number: String) throws {
    let exercise = try #require(Exercise.numbered(number))
    let solution = try #require(try SlotFolder(root).solutions()[number])
    for line in solution.split(separator: "\n") where line.count > 24 && !line.contains("//") {
      #expect(!exercise.hints.contains { $0.contains(line) })
    }
  }
}
