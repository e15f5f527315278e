// The little markup of labels: `x_1`, `w_{out}`, `10^{-3}`, `R^2`. A script without braces is
// one letter, or a run of digits, that nothing else follows directly, so that names such as
// `learning_rate` stay as they are. A backslash makes the next character plain. Greek letters
// and symbols are written as themselves (α, ∂, ‖). A hyphen before a digit inside a script
// becomes a true minus sign. Scripts do not nest. Letters that stand alone are variables, and
// italic as they are in the text (`Variables.swift`).

/// A label cut into runs of one level and one slant each.
struct Markup: Hashable, Sendable {
  enum Level: Sendable { case base, sub, sup }

  struct Run: Hashable, Sendable {
    var text: String
    var level: Level
    /// Whether it is a variable, set in italics.
    var isItalic = false
  }

  /// A character of the label, its marks resolved.
  struct Letter {
    let character: Character
    let level: Level
    /// Whether a backslash stood before it.
    var isPlain = false
  }

  private(set) var runs: [Run] = []

  init(_ source: String) {
    let letters = Self.letters(of: Array(source))
    for place in letters.indices {
      let letter = letters[place]
      let run = Run(
        text: String(letter.character), level: letter.level,
        isItalic: Self.isVariable(letters, at: place))
      if let last = runs.last, (last.level, last.isItalic) == (run.level, run.isItalic) {
        runs[runs.count - 1].text += run.text
      } else {
        runs.append(run)
      }
    }
  }

  private static func letters(of characters: [Character]) -> [Letter] {
    var letters: [Letter] = []
    var i = 0
    while i < characters.count {
      let c = characters[i]
      if c == "\\", i + 1 < characters.count {
        letters.append(Letter(character: characters[i + 1], level: .base, isPlain: true))
        i += 2
      } else if c == "_" || c == "^", i > 0, let script = Self.script(characters[(i + 1)...]) {
        letters += script.text.map { Letter(character: $0, level: c == "_" ? .sub : .sup) }
        i += 1 + script.consumed
      } else {
        letters.append(Letter(character: c, level: .base))
        i += 1
      }
    }
    return letters
  }

  /// The script that `rest` opens with, or nil when the mark before it is plain text.
  private static func script(_ rest: ArraySlice<Character>) -> (text: String, consumed: Int)? {
    guard let first = rest.first else { return nil }
    if first == "{" {
      guard let close = rest.firstIndex(of: "}") else { return nil }
      let inner = String(rest[(rest.startIndex + 1)..<close])
      return inner.isEmpty ? nil : (withTrueMinus(inner), close - rest.startIndex + 1)
    }
    let digits = rest.prefix { $0.isNumber }
    let script = digits.isEmpty ? rest.prefix(1) : digits
    let next = rest.dropFirst(script.count).first
    guard first.isNumber || first.isLetter || first == "*" || first == "+" else { return nil }
    if let next, next.isLetter || next.isNumber { return nil }
    return (String(script), script.count)
  }

  private static func withTrueMinus(_ text: String) -> String {
    text.first == "-" ? "\u{2212}" + text.dropFirst() : text
  }
}
