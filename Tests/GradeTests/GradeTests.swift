import Foundation
import Gradus
import Slots
import Testing

@testable import grade

@Suite struct GradeTests {
  @Test func anUnknownNumberIsSaidWithTheOthers() {
    #expect(Exercise.numbered("01.77") == nil)
    #expect(Exercise.unknown("01.77").hasPrefix("no exercise 01.77 is judged by this program"))
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

  @Test func anAssignmentNamesExercises() throws {
    #expect(try Exercise.list("01.5, 2.7").map(\.number) == ["01.5", "02.7"])
    for none in ["", ",", "99.9", "01.5,x"] {
      #expect(throws: (any Error).self, "\(none)") { try Exercise.list(none) }
    }
  }

  /// The page for teachers lists all exercises, as they are.
  @Test func theTeachersTableIsComplete() throws {
    let page = try SlotFolder.text(of: "book/teaching.md", in: root)
    let rows = try SlotFolder(root).slots.map { slot in
      let title = try #require(Exercise.numbered(slot.number)).title
      return "| `\(slot.number)` | \(title) | \(slot.points) | `\(slot.path)` |"
    }
    #expect(page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init) == rows)
  }

  /// What to read again is a section of the book other than the exercises themselves.
  @Test(arguments: Exercise.all.map(\.number))
  func theSectionToReadAgainIsThere(number: String) throws {
    let parts = try #require(Exercise.numbered(number)).section.split(separator: "#")
    try #require(parts.count == 2)
    let page = try SlotFolder.text(of: String(parts[0]), in: root)
    let slugs = page.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { heading in
      heading.dropFirst(3).lowercased().filter { $0.isLetter || $0.isNumber || " -".contains($0) }
        .replacing(" ", with: "-")
    }
    #expect(slugs.contains(String(parts[1])), "\(parts)")
    #expect(parts[1] != "exercises")
  }

  /// PyTorch's number is that of the entry the judge shows, and agrees with the judge's own: zeros are
  /// told both.
  @Test func pyTorchAgreesWithTheJudge() throws {
    let witnesses = Witnesses(in: root)
    let table = try #require(witnesses.table)
    #expect(table.values.count >= 25)
    for exercise in Exercise.all {
      guard let cases = table.values[exercise.number] else { continue }
      let silent = exercise.cases(Student(ask: { _ in [] }), .published)
      #expect(Set(cases.keys) == Set(silent.map(\.name)), "\(exercise.number)")
      for (index, test) in silent.enumerated() {
        // An answer of the wrong shape is told the right one.
        let expected = test.fault()?.sentence.firstMatch(of: /expected \[([\d, ]*)\]/)?.1 ?? ""
        let zeros = Tensor<Double>.zeros(expected.split(separator: ", ").compactMap { Int($0) })
        let student = Student(ask: { _ in Array(repeating: zeros, count: 8) })
        guard let fault = exercise.cases(student, .published)[index].fault() else { continue }
        let joined = witnesses.joining(fault, exercise.number, test.name).sentence
        let pair = try #require(
          joined.firstMatch(of: /(?:numeric|expected) (\S+), PyTorch (\S+)$/), "\(joined)")
        let (own, others) = (Double(pair.1) ?? .nan, Double(pair.2) ?? .nan)
        #expect(abs(own - others) <= 1e-6 * max(1, abs(own)), "\(exercise.number): \(joined)")
      }
    }
  }
}
