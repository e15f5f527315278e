import Foundation
import Testing

@testable import Slots

private let source = """
  func twice(_ x: Int) -> Int {
    // BEGIN SOLUTION 01.9 points=3
    let y = x
    return y + x
    // END SOLUTION
  }

  """

@Suite struct SlotTests {
  @Test func aSlotIsWhatStandsBetweenItsComments() throws {
    let slots = try Slot.slots(in: source, path: "A.swift")
    #expect(slots.map(\.number) == ["01.9"])
    #expect(slots.map(\.points) == [3])
    #expect(slots.first?.body == "let y = x\nreturn y + x")
    #expect(slots.first?.lines == 2..<4)
  }

  @Test func anotherBodyHasTheIndentationOfTheComments() throws {
    let other = try Slot.replacing(in: source, path: "A.swift") { _ in "if x > 0 {\n  return 1\n}\n"
    }
    #expect(other.contains("points=3\n  if x > 0 {\n    return 1\n  }\n\n  // END"))
    #expect(try Slot.replacing(in: source, path: "A.swift") { $0.body } == source)
  }

  /// As editors leave it: tabs, and blanks at the ends of lines.
  @Test func blanksDoNotMatter() throws {
    let other = source.replacing("  // ", with: "\t// ").replacing(
      "points=3\n", with: "points=3 \n"
    )
    .replacing("END SOLUTION\n", with: "END SOLUTION \t\n")
    #expect(other != source)
    #expect(try Slot.slots(in: other, path: "").map(\.body) == ["let y = x\nreturn y + x"])
  }

  @Test func linesMayEndAsOnWindows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "A.swift")
    try Data(source.replacing("\n", with: "\r\n").utf8).write(to: file)
    #expect(try SlotFolder.text(of: "A.swift", in: folder) == source)
  }

  @Test(arguments: [
    "// BEGIN SOLUTION 01.9 points=3", "// END SOLUTION", "// BEGIN SOLUTION 01.9",
    "// BEGIN SOLUTION 01.9 points=x\n// END SOLUTION",
    "// BEGIN SOLUTION 1 points=1\n// BEGIN SOLUTION 2 points=1\n// END SOLUTION",
  ])
  func whatDoesNotFitIsSaid(text: String) {
    #expect(throws: SlotError.self) { try Slot.slots(in: text, path: "A.swift") }
  }

  @Test func numbersAreOrderedByChapterAndNumber() {
    #expect(SlotFolder.order("02.9", "02.10"))
    #expect(!SlotFolder.order("03.1", "02.10"))
  }
}
