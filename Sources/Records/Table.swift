// A small table: what a lesson prints on the terminal, what its run.json keeps and what the book
// shows are one value. A column knows how its numbers are written; a cell is a text or a number.

import Foundation

/// Columns and rows, written as aligned text or as Markdown.
public struct Table: Codable, Sendable, Equatable {
  /// A column: its heading and, if it holds numbers, how they are written.
  public struct Column: Codable, Sendable, Equatable {
    /// The heading.
    public let name: String
    /// The ``NumberFormat`` of its numbers; nil for a column of texts.
    public let format: String?
    /// Whether its numbers differ from run to run, as times do.
    public let volatile: Bool?

    /// A column of texts, set flush left.
    public static func text(_ name: String) -> Column {
      Column(name: name, format: nil, volatile: nil)
    }

    /// A column of numbers, set flush right; `format` as ``NumberFormat`` reads it.
    public static func number(_ name: String, _ format: String) -> Column {
      Column(name: name, format: format, volatile: nil)
    }

    /// A column of numbers that differ from run to run: times, speeds.
    public static func volatile(_ name: String, _ format: String) -> Column {
      Column(name: name, format: format, volatile: true)
    }
  }

  /// The columns, left to right.
  public let columns: [Column]
  /// The rows, each with a cell a column.
  public private(set) var rows: [[Cell]] = []

  /// A table without rows.
  ///
  /// - Parameter columns: at least one; each format must be one ``NumberFormat`` accepts.
  public init(_ columns: Column...) {
    self.init(columns)
  }

  /// A table without rows, of columns that are counted only when the program runs.
  ///
  /// - Parameter columns: at least one; each format must be one ``NumberFormat`` accepts.
  public init(_ columns: [Column]) {
    precondition(!columns.isEmpty, "Table: a table has at least one column")
    for column in columns {
      if let format = column.format, (try? NumberFormat(format)) == nil {
        preconditionFailure("Table: column \"\(column.name)\" has the unknown format \(format)")
      }
    }
    self.columns = columns
  }

  /// Reads a table from JSON.
  ///
  /// - Throws: `DecodingError` if it is none; ``LessonError`` if a row has more or fewer cells than
  ///   there are columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    columns = try container.decode([Column].self, forKey: .columns)
    rows = try container.decode([[Cell]].self, forKey: .rows)
    for (index, row) in rows.enumerated() where row.count != columns.count || columns.isEmpty {
      let path = container.codingPath.map(\.stringValue).joined(separator: ".")
      throw LessonError(
        "row \(index + 1) of \"\(path)\" has \(row.count) cells for \(columns.count) columns")
    }
  }

  /// Appends a row: `table.add("Adam", 0.031, 12)`.
  ///
  /// - Parameter cells: a text, a number or a ``Cell`` a column, in the columns' order.
  package mutating func add(_ cells: any TableValue...) {
    add(cells.map(\.cell))
  }

  /// Appends a row of cells, one a column, in the columns' order.
  public mutating func add(_ cells: [Cell]) {
    precondition(
      cells.count == columns.count,
      "Table.add: \(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// The cells as written: the heading first, then a line a row.
  ///
  /// - Throws: ``LessonError`` if a number does not suit its column's format.
  public func lines() throws -> [[String]] {
    let formats = try columns.map { try $0.format.map { try NumberFormat($0) } }
    let body = try rows.map { row in
      try zip(row, formats).map { cell, format in
        switch cell {
        case .text(let text): text
        case .number(let value): try format?.string(value) ?? "\(value)"
        }
      }
    }
    return [columns.map(\.name)] + body
  }

  /// The table in GitHub's Markdown, numbers flush right, its columns padded to equal width.
  ///
  /// - Throws: ``LessonError`` if a number does not suit its column's format.
  public func markdown() throws -> String {
    let cells = try lines().map { $0.map { $0.replacingOccurrences(of: "|", with: "\\|") } }
    let widths = columns.indices.map { column in max(3, cells.map { $0[column].count }.max() ?? 3) }
    let rule = columns.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return columns[column].format == nil ? "-" + dashes : dashes + ":"
    }
    let padded = cells.map { aligned($0, to: widths) }
    return ([padded[0], rule] + padded.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  func aligned(_ line: [String], to widths: [Int]) -> [String] {
    line.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - line[column].count)
      return columns[column].format == nil ? line[column] + space : space + line[column]
    }
  }
}

extension Table.Column: ExpressibleByStringInterpolation {
  /// A heading and, behind it, the format of the numbers, if the column holds any: `"loss %.2f"`.
  public init(stringLiteral text: String) {
    if let place = text.range(of: " %", options: .backwards) {
      let format = "%" + text[place.upperBound...]
      if (try? NumberFormat(format)) != nil {
        self = .number(String(text[..<place.lowerBound]), format)
        return
      }
    }
    self = .text(text)
  }
}

extension Table: CustomStringConvertible {
  /// The table as aligned text, two spaces between columns.
  public var description: String {
    let cells: [[String]]
    do { cells = try lines() } catch { return "\(error)" }
    let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { line in
      var text = aligned(line, to: widths).joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }
}
