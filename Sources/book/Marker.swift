// The comments that steer the weaving:
//
//     <!-- snippet: Sources/Gradus/Linear.swift#forward --> … <!-- end -->   a listing
//     <!-- table:02.optimizers --> … <!-- end -->                            a table of run 02
//     <!-- output:05.broken --> … <!-- end -->                               a text of run 05
//     <!-- recipe:02.race --> … <!-- end -->                                 a recipe of run 02
//     <!-- n:01.diabetes.mse %.1f -->2859.7<!-- /n -->                       a number of run 01
//     <!-- claim:07.slopes.rise -->                                          run 07 bears it out
//     <!-- alt: … --> and an image on the next line                          see ``AltText``
//     <!-- letters: r, \tau -->                                              are the section's own
//     <!-- literal -->0.95<!-- /literal -->                                  a cited number

import Records

/// What a run has recorded: `01.diabetes.mse`.
struct RunKey: Equatable, Sendable, CustomStringConvertible {
  /// The folder of the run: `01`, or `mutants`.
  let run: String
  /// The key in it: `diabetes.mse`.
  let key: String

  init?(_ text: Substring) {
    guard let match = text.wholeMatch(of: /(\d{2,}|[a-z]+)\.([A-Za-z0-9._-]+)/) else { return nil }
    run = String(match.1)
    key = String(match.2)
  }

  var description: String { "\(run).\(key)" }
}

/// A comment of a page, understood.
enum Marker: Equatable {
  case snippet(path: String, anchor: String?)
  case table(RunKey)
  case output(RunKey)
  case recipe(RunKey)
  /// Without a format a number is written with %d.
  case number(RunKey, format: String)
  /// Stands behind the words for which the run has to vouch, and needs no end.
  case claim(RunKey)
  /// Stands behind the words that introduce letters for the section, and needs no end.
  case letters([String])
  case literal
  case end, numberEnd, literalEnd
  /// A comment for people.
  case other

  /// Reads `<!-- … -->`.
  ///
  /// - Throws: ``LessonError`` if the comment looks like a marker but is none.
  init(comment: String) throws {
    let bare = comment.drop { $0.isWhitespace }.dropFirst(4).prefix { $0 != ">" }.dropLast(2)
    let text = bare.trimmed
    switch text {
    case "end": self = .end
    case "/n": self = .numberEnd
    case "literal": self = .literal
    case "/literal": self = .literalEnd
    default:
      guard let match = text.prefixMatch(of: /(\/?[a-z]+)(:|$)/) else {
        self = .other
        return
      }
      self = try Self.parse(String(match.1), text[match.range.upperBound...].trimmed)
    }
  }

  private static func parse(_ word: String, _ rest: Substring) throws -> Marker {
    switch word {
    case "snippet":
      let parts = rest.split(separator: "#", maxSplits: 1)
      guard let path = parts.first, !rest.contains(where: \.isWhitespace) else {
        throw LessonError("the marker should read <!-- snippet: path#anchor -->.")
      }
      return .snippet(path: String(path), anchor: parts.count > 1 ? String(parts[1]) : nil)
    case "table", "output", "recipe", "claim":
      guard let key = RunKey(rest) else {
        throw LessonError("the marker should read <!-- \(word):01.key -->.")
      }
      return switch word {
      case "table": .table(key)
      case "output": .output(key)
      case "recipe": .recipe(key)
      default: .claim(key)
      }
    case "letters":
      let parts = rest.split { $0 == "," || $0.isWhitespace }
      let symbols = Formula(rest).uses.map(\.symbol.letter)
      guard !parts.isEmpty, symbols == parts.map(String.init) else {
        throw LessonError("the marker should read <!-- letters: r, \\tau -->.")
      }
      return .letters(symbols)
    case "n":
      let parts = rest.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard let key = parts.first.flatMap({ RunKey($0) }) else {
        throw LessonError("the marker should read <!-- n:01.key %.1f -->.")
      }
      return .number(key, format: parts.count > 1 ? String(parts[1].trimmed) : "%d")
    default:
      throw LessonError(
        "\"\(word)\" is no marker: there are snippet:, table:, output:, recipe:, end, claim:, "
          + "letters:, n:, /n, literal, /literal, and alt: before an image, on a line of its own."
      )
    }
  }

  /// The comment that closes this marker.
  var closing: String {
    switch self {
    case .number: "<!-- /n -->"
    case .literal: "<!-- /literal -->"
    default: "<!-- end -->"
    }
  }

  /// Whether this marker closes `other`.
  func closes(_ other: Marker) -> Bool {
    switch (other, self) {
    case (.number, .numberEnd), (.literal, .literalEnd): true
    default: false
    }
  }
}

extension Substring {
  /// Without white space at either end.
  var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
