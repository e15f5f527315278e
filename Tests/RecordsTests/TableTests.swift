// A table as text, as Markdown and as JSON.

import Foundation
import Records
import Testing

struct TableTests {
  private func optimizers() -> Table {
    var table = Table(.text("optimizer"), .number("loss", "%.2f"), .volatile("time", "%.1f s"))
    table.add("SGD", -0.5, 12)
    table.add("Adam|W", Float(1.25), 3.25)
    return table
  }

  @Test func alignedText() {
    #expect(
      optimizers().description == """
        optimizer   loss    time
        SGD        \u{2212}0.50  12.0 s
        Adam|W      1.25   3.2 s
        """)
  }

  @Test func markdown() throws {
    #expect(
      try optimizers().markdown() == """
        | optimizer |  loss |   time |
        | --------- | ----: | -----: |
        | SGD       | \u{2212}0.50 | 12.0 s |
        | Adam\\|W   |  1.25 |  3.2 s |
        """)
  }

  @Test func columnsAsTheyAreWritten() {
    let (rate, unit) = (0.5, "s")
    let columns: [Table.Column] = [
      "optimizer", "loss %.2f", "η = \(rate) %'d", "time %.1f \(unit)", "share, in %", "% of all",
    ]
    let expected: [Table.Column] = [
      .text("optimizer"), .number("loss", "%.2f"), .number("η = 0.5", "%'d"),
      .number("time", "%.1f s"), .text("share, in %"), .text("% of all"),
    ]
    #expect(columns == expected)
  }

  @Test func returnsFromJSON() throws {
    let data = try JSONEncoder().encode(optimizers())
    #expect(try JSONDecoder().decode(Table.self, from: data) == optimizers())
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains(#"["SGD",-0.5,12]"#))
  }

  @Test func raggedRowsAreRefused() {
    let text = #"{"columns": [{"name": "a"}, {"name": "b"}], "rows": [["x", 1], [2]]}"#
    #expect(throws: LessonError("row 2 of \"\" has 1 cells for 2 columns")) {
      try JSONDecoder().decode(Table.self, from: Data(text.utf8))
    }
  }

  @Test func aNumberThatDoesNotSuitItsColumn() {
    var table = Table(.number("count", "%d"))
    table.add(1.5)
    #expect(throws: LessonError.self) { try table.markdown() }
    #expect(table.description == "1.5 is not a whole number, which %d asks for.")
  }
}
