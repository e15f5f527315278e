// The cells of a table: a text or a number. In run.json a cell is a plain JSON string or number.

/// One cell of a ``Table``.
public enum Cell: Codable, Sendable, Equatable {
  /// A text, shown as it is.
  case text(String)
  /// A number, shown in its column's format.
  case number(Double)

  /// Reads a JSON string or number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes a JSON string or number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let value): try container.encode(value)
    }
  }
}

/// What may stand in a cell: texts and numbers.
package protocol TableValue {
  /// The value as a cell.
  var cell: Cell { get }
}

extension Cell: TableValue {
  /// The cell itself.
  package var cell: Cell { self }
}

extension String: TableValue {
  /// A cell of text.
  package var cell: Cell { .text(self) }
}

extension Int: TableValue {
  /// A cell with this number.
  package var cell: Cell { .number(Double(self)) }
}

extension Float: TableValue {
  /// A cell with this number.
  package var cell: Cell { .number(Double(self)) }
}

extension Double: TableValue {
  /// A cell with this number.
  package var cell: Cell { .number(self) }
}
