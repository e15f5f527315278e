// A table of numbers read from a CSV file (RFC 4180): a header row with the columns' names, then
// rows of as many numbers. Quoted fields are understood, as statistics programs quote their
// headers, but may not span lines: a table of numbers never needs it, and line numbers stay true.
// Our own reader, because SwiftCSV 0.10.0 pads short rows, accepts an unclosed quote and reports no
// line numbers, and a reader of the book whose file is wrong deserves the line and the column.

import Foundation

/// A table of finite numbers with named columns.
public struct CSVTable: Equatable, Sendable {
  /// The path the table was read from, for messages.
  public let file: String
  /// The columns' names, in the file's order, all different.
  public let columnNames: [String]
  /// The numbers, a column at a time: `columns[c][r]` stands in row `r` of column `columnNames[c]`.
  public let columns: [[Double]]

  /// The number of rows below the header, at least 1.
  public var rowCount: Int { columns[0].count }

  /// Reads a CSV file in UTF-8. Lines may end in LF or CR LF, the last one in nothing; a byte order
  /// mark is skipped.
  ///
  /// - Throws: `DatasetError` for whatever is wrong with the file, with the line and the column.
  public init(contentsOf url: URL) throws(DatasetError) {
    let file = url.path
    func failure(_ problem: DatasetError.Problem) -> DatasetError {
      DatasetError(file: file, problem: problem)
    }
    let lines = try Self.lines(of: url, failure)
    guard let header = lines.first else { throw failure(.empty) }
    guard let names = Self.fields(of: header) else { throw failure(.strayQuote(line: 1)) }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw failure(.duplicateColumn(name)) }
    guard lines.count > 1 else { throw failure(.noRows) }

    var columns = [[Double]](repeating: [], count: names.count)
    for (line, text) in zip(2..., lines.dropFirst()) {
      guard let fields = Self.fields(of: text) else { throw failure(.strayQuote(line: line)) }
      guard fields.count == names.count else {
        throw failure(.ragged(line: line, found: fields.count, expected: names.count))
      }
      for (c, field) in fields.enumerated() {
        guard let number = Double(field) else {
          throw failure(.notANumber(line: line, column: names[c], text: field))
        }
        guard number.isFinite else {
          throw failure(.notFinite(line: line, column: names[c], text: field))
        }
        columns[c].append(number)
      }
    }
    self.file = file
    self.columnNames = names
    self.columns = columns
  }

  /// The numbers of the column with this name, top to bottom.
  ///
  /// - Throws: `DatasetError` listing the columns present if there is none of this name.
  public func column(_ name: String) throws(DatasetError) -> [Double] {
    guard let index = columnNames.firstIndex(of: name) else {
      throw DatasetError(file: file, problem: .missingColumn(name, present: columnNames))
    }
    return columns[index]
  }

  /// The file's lines without their ends; the bytes are cut first, so that text that is not UTF-8
  /// is found with its line.
  private static func lines(
    of url: URL, _ failure: (DatasetError.Problem) -> DatasetError
  ) throws(DatasetError) -> [String] {
    var bytes: Data
    do {
      bytes = try Data(contentsOf: url)
    } catch {
      throw failure(.unreadable(reason: reasonUnreadable(error, at: url)))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    guard !bytes.isEmpty else { return [] }
    var lines: [String] = []
    for var line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw failure(.notUTF8(line: lines.count + 1))
      }
      lines.append(text)
    }
    return lines
  }

  /// The fields of one line: separated by commas, possibly within quotation marks, which are
  /// doubled inside a quoted field. `nil` where a quotation mark is out of place.
  private static func fields(of line: String) -> [String]? {
    enum Place { case start, plain, quoted, closed }
    var place = Place.start
    var fields: [String] = []
    var field = ""
    for scalar in line.unicodeScalars {
      switch (place, scalar) {
      case (.start, "\""):
        place = .quoted
      case (.quoted, "\""):
        place = .closed
      case (.closed, "\""):  // The second of a doubled quotation mark: the field goes on.
        field.unicodeScalars.append(scalar)
        place = .quoted
      case (.quoted, _):
        field.unicodeScalars.append(scalar)
      case (_, ","):
        fields.append(field)
        field = ""
        place = .start
      case (.closed, _), (.plain, "\""):
        return nil
      case (.start, _), (.plain, _):
        field.unicodeScalars.append(scalar)
        place = .plain
      }
    }
    return place == .quoted ? nil : fields + [field]
  }
}
