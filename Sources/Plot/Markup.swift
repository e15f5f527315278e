// The little markup of labels: `x_1`, `w_{out}`, `10^{-3}`, `R^2`. A script without braces is
// one letter, or a run of digits, that nothing else follows directly, so that names such as
// `learning_rate` stay as they are. A backslash makes the next character plain. Greek letters
// and symbols are written as themselves (α, ∂, ‖). A hyphen before a digit inside a script
// becomes a true minus sign. Scripts do not nest.

/// A label cut into runs of one level each.
struct Markup: Hashable, Sendable {
  enum Level: Sendable { case base, sub, sup }

  struct Run: Hashable, Sendable {
    var text: String
    var level: Level
  }

  private(set) var runs: [Run] = []

  init(_ source: String) {
    let characters = Array(source)
    var i = 0
    while i < characters.count {
      let c = characters[i]
      if c == "\\", i + 1 < characters.count {
        append(String(characters[i + 1]), .base)
        i += 2
      } else if c == "_" || c == "^", i > 0, let script = Self.script(characters[(i + 1)...]) {
        append(script.text, c == "_" ? .sub : .sup)
        i += 1 + script.consumed
      } else {
        append(String(c), .base)
        i += 1
      }
    }
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

  private mutating func append(_ text: String, _ level: Level) {
    if runs.last?.level == level {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, level: level))
    }
  }
}
