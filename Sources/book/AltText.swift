// What an image shows, for those who do not see it, as a page says it in a comment on the lines
// before the image:
//
//     <!-- alt: The loss falls from {01.loss.first %.2f} to {01.loss.last %.2f}, below the
//     {literal 0.5} of a coin. -->
//     ![The loss falls from 1.31 to 0.02, below the 0.5 of a coin.](../Figures/01/fit.svg)
//
// What stands in braces is a number of a run in its format, `%d` where none is named, or a number
// of the page's own; the words between the brackets of the image are woven from it.

import Records

/// The words of an alternative text, with places for numbers.
struct AltText: Equatable {
  /// A part of the text.
  enum Piece: Equatable {
    case words(String)
    case number(RunKey, format: String)
    /// A number that is not a run's: a setting, a bound that is proved.
    case literal(String)
  }

  let pieces: [Piece]

  /// Reads the text behind `alt:`.
  ///
  /// - Throws: ``LessonError`` where there are no words, or a brace that opens no place for a number.
  init(_ text: some StringProtocol) throws {
    var pieces: [Piece] = []
    var rest = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
    while let brace = rest.firstIndex(where: { "{}".contains($0) }) {
      guard let close = rest[brace...].firstIndex(of: "}"), close > brace else {
        throw LessonError("a brace in the alternative text has no other.")
      }
      if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
      pieces.append(try Self.place(rest[rest.index(after: brace)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    if pieces.isEmpty { throw LessonError("the alternative text has no words.") }
    self.pieces = pieces
  }

  private static func place(_ text: Substring) throws -> Piece {
    let parts = text.split(separator: " ", maxSplits: 1)
    if parts.count == 2, parts[0] == "literal" { return .literal(String(parts[1])) }
    guard let key = parts.first.flatMap({ RunKey($0) }) else {
      throw LessonError(
        "{\(text)} in the alternative text should read {01.key %.1f} or {literal 0.5}.")
    }
    return .number(key, format: parts.count > 1 ? String(parts[1]) : "%d")
  }

  /// The keys of its numbers.
  var keys: [RunKey] {
    pieces.compactMap { if case .number(let key, _) = $0 { key } else { nil } }
  }

  /// The text with its numbers written by `write`.
  func filled(_ write: (_ key: RunKey, _ format: String) throws -> String) rethrows -> String {
    try pieces.map { piece in
      switch piece {
      case .words(let words), .literal(let words): words
      case .number(let key, let format): try write(key, format)
      }
    }.joined()
  }

  /// The words alone, a space in the place of each number.
  var words: String {
    pieces.map { if case .words(let words) = $0 { words } else { " " } }.joined()
  }
}
