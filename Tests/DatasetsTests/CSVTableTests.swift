// The reader of tables: what it accepts, and the sentence it answers to everything else.

import Datasets
import Foundation
import Testing

@Suite struct CSVTableTests {
  /// One way among several to write the same table.
  struct Spelling: CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  @Test(arguments: [
    Spelling("plain", "a,b\n1,2.5\n-3e2,4\n"),
    Spelling("without a last line end", "a,b\n1,2.5\n-3e2,4"),
    Spelling("CR LF", "a,b\r\n1,2.5\r\n-3e2,4\r\n"),
    Spelling("byte order mark", "\u{FEFF}a,b\n1,2.5\n-3e2,4\n"),
    Spelling("quoted", "\"a\",\"b\"\n\"1\",2.5\n-3e2,\"4\"\n"),
  ])
  func sameTable(_ spelling: Spelling) throws {
    let table = try read(text(spelling.text))
    #expect(table.columnNames == ["a", "b"])
    #expect(table.columns == [[1, -300], [2.5, 4]])
    #expect(table.rowCount == 2)
    #expect(try table.column("b") == [2.5, 4])
  }

  @Test func quotedNames() throws {
    let table = try read(text("\"x, y\",\"a \"\"b\"\"\",\"\",Größe\n1,2,3,4\n"))
    #expect(table.columnNames == ["x, y", "a \"b\"", "", "Größe"])
    #expect(table.columns == [[1], [2], [3], [4]])
  }

  @Test(arguments: [
    (Data(), " is empty; a header row with the columns' names was expected."),
    (text("\u{FEFF}"), " is empty; a header row with the columns' names was expected."),
    (text("a,b\n"), " has a header row and no rows below it."),
    (text("a,b,a\n1,2,3\n"), ", line 1: the column “a” appears twice."),
    (text("a,b\n1,2\n3\n"), ", line 3: 1 field found, 2 expected, as in the header."),
    (text("a,b\n1,2,3\n"), ", line 2: 3 fields found, 2 expected, as in the header."),
    (text("a,b\n1,2\n\n3,4\n"), ", line 3: 1 field found, 2 expected, as in the header."),
    (text("a,b\n1,2\n3,x4\n"), ", line 3, column “b”: “x4” is not a number."),
    (text("a,b\n1,2\n,4\n"), ", line 3, column “a”: “” is not a number."),
    (text("a,b\r\n1, 2\r\n"), ", line 2, column “b”: “ 2” is not a number."),
    (text("a,b\nnan,2\n"), ", line 2, column “a”: “nan” is not a finite number."),
    (text("a,b\n1,-inf\n"), ", line 2, column “b”: “-inf” is not a finite number."),
    (text("a,b\n1,1e999\n"), ", line 2, column “b”: “1e999” is not a finite number."),
    (
      Data([0x61, 0x2C, 0x62, 0x0A, 0x31, 0x2C, 0xFF, 0x0A]),
      ", line 2: the bytes are not UTF-8 text."
    ),
    (text("a,\"b\n1,2\n"), ", line 1: " + strayQuote),
    (text("a,b\n1,\"2\n3\",4\n"), ", line 2: " + strayQuote),
    (text("a,b\n\"1\"2,3\n"), ", line 2: " + strayQuote),
    (text("a,b\n1\"2,3\n"), ", line 2: " + strayQuote),
  ])
  func refused(bytes: Data, sentence: String) throws {
    try withFiles(["table.csv": bytes]) { folder in
      let file = folder.appendingPathComponent("table.csv")
      let error = try #require(throws: DatasetError.self) { try CSVTable(contentsOf: file) }
      #expect("\(error)" == file.path + sentence)
    }
  }

  @Test func missingFile() throws {
    try withFiles([:]) { folder in
      let file = folder.appendingPathComponent("table.csv")
      let error = try #require(throws: DatasetError.self) { try CSVTable(contentsOf: file) }
      #expect("\(error)" == "\(file.path) cannot be read: there is no such file.")
    }
  }

  @Test func folderInPlaceOfAFile() throws {
    try withFiles([:]) { folder in
      let error = try #require(throws: DatasetError.self) { try CSVTable(contentsOf: folder) }
      #expect("\(error)" == "\(folder.path) cannot be read: it is a folder.")
    }
  }

  @Test func linkToItself() throws {
    try withFiles([:]) { folder in
      let file = folder.appendingPathComponent("table.csv")
      try FileManager.default.createSymbolicLink(
        atPath: file.path, withDestinationPath: "table.csv")
      let error = try #require(throws: DatasetError.self) { try CSVTable(contentsOf: file) }
      #expect("\(error)".hasPrefix("\(file.path) cannot be read: too many "))
    }
  }

  @Test func missingColumn() throws {
    try withFiles(["table.csv": text("a,b\n1,2\n")]) { folder in
      let table = try CSVTable(contentsOf: folder.appendingPathComponent("table.csv"))
      let error = try #require(throws: DatasetError.self) { try table.column("c") }
      #expect(
        "\(error)" == "\(table.file), line 1: there is no column “c”; the columns are a, b.")
    }
  }

  private func read(_ bytes: Data) throws -> CSVTable {
    try withFiles(["table.csv": bytes]) {
      try CSVTable(contentsOf: $0.appendingPathComponent("table.csv"))
    }
  }
}

private let strayQuote =
  "a quotation mark has no partner in its field; "
  + "a quoted field must end on its line, with quotation marks inside it doubled."

private func text(_ string: String) -> Data { Data(string.utf8) }
