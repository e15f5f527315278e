// The symbols of a formula. TeX is read as far as this book writes it: a letter or a command is a
// symbol, with the accent before it and the subscript behind it; words (`\text{…}`,
// `\operatorname{…}`, `\mathrm{…}`) and environments are none.

/// A piece of TeX, as the symbols in it.
struct Formula {
  /// A letter, `x`, or a command, `\mu`, as it stands in a formula.
  struct Symbol: Hashable, CustomStringConvertible {
    let letter: String
    /// The command of its accent, as in `\hat`; empty without one.
    var accent = ""
    /// What stands below it, without spaces and outer braces, as in `t+1`; empty without one.
    var below = ""

    var description: String {
      let accented = accent.isEmpty ? letter : "\(accent){\(letter)}"
      return below.isEmpty ? "$\(accented)$" : "$`\(accented)_{\(below)}`$"
    }
  }

  /// A symbol in its place.
  struct Use {
    let symbol: Symbol
    /// The symbols of its subscript.
    let inner: [Use]
  }

  private(set) var uses: [Use] = []
  private let characters: [Character]
  private var index = 0

  private static let words: Set<String> = ["text", "operatorname", "mathrm", "begin", "end"]
  private static let accents: Set<String> = ["hat", "dot", "bar", "tilde", "vec"]

  init(_ text: some StringProtocol) {
    characters = Array(text)
    var accent = ""
    while let character = next {
      if character == "\\" {
        let command = readCommand()
        if Self.words.contains(String(command.dropFirst())) {
          _ = readGroup()
        } else if Self.accents.contains(String(command.dropFirst())) {
          accent = command
        } else {
          readSymbol(command, accent: accent)
          accent = ""
        }
      } else if character.isLetter {
        index += 1
        readSymbol(String(character), accent: accent)
        accent = ""
      } else {
        index += 1
      }
    }
  }

  private var next: Character? { index < characters.count ? characters[index] : nil }

  /// A backslash and the letters behind it, or the one other character.
  private mutating func readCommand() -> String {
    let letters = characters[(index + 1)...].prefix { $0.isASCII && $0.isLetter }
    let name = letters.isEmpty ? characters[(index + 1)...].prefix(1) : letters
    index += 1 + name.count
    return "\\" + String(name)
  }

  private mutating func readSymbol(_ letter: String, accent: String) {
    if !accent.isEmpty { skip { $0 == "}" } }
    skip { $0 == "'" }
    var symbol = Symbol(letter: letter, accent: accent)
    var inner: [Use] = []
    if next == "_" {
      index += 1
      let below = readGroup()
      symbol.below = below.filter { !$0.isWhitespace }
      inner = Formula(below).uses
    }
    uses.append(Use(symbol: symbol, inner: inner))
  }

  /// What stands in braces, or the one command or character where there are none.
  private mutating func readGroup() -> String {
    skip { $0.isWhitespace || $0 == "*" }
    guard next == "{" else {
      if next == "\\" {
        let command = readCommand()
        return Self.words.contains(String(command.dropFirst()))
          ? "\(command){\(readGroup())}" : command
      }
      defer { index = min(index + 1, characters.count) }
      return next.map { String($0) } ?? ""
    }
    let start = index + 1
    var depth = 0
    while let character = next {
      index += 1
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { return String(characters[start..<index - 1]) }
    }
    return String(characters[start...])
  }

  private mutating func skip(_ isSkipped: (Character) -> Bool) {
    while let character = next, isSkipped(character) { index += 1 }
  }
}

extension Page {
  /// The formulas of the page, each with its line, counted from 0; one that runs over the end of a
  /// line is cut there.
  var formulas: [(line: Int, formula: Formula)] {
    lines.indices.flatMap { index -> [(line: Int, formula: Formula)] in
      let line = lines[index]
      switch line.kind {
      case .code(language: "math") where !line.text.contains("```"):
        return [(index, Formula(line.text))]
      case .prose, .heading:
        guard line.marks.contains(.math) else { return [] }
        let math = zip(line.text, line.marks).map { $1 == .math ? $0 : "\n" }
        return math.split(separator: "\n").map { (index, Formula(String($0))) }
      default: return []
      }
    }
  }
}
