// As much of Swift's grammar as it takes to find the function or closure around a piece of code:
// comments and strings are set aside, braces are matched, and what stands before a brace tells what
// it opens.

/// A source file with its functions and closures found.
struct SwiftSource {
  /// The body of a function or closure, without its braces and a closure's parameters.
  struct Body {
    let range: Range<Int>

    /// Where its opening brace stands.
    let open: Int

    let form: Form
  }

  /// How a body ends.
  enum Form {
    /// With `return`, somewhere.
    case returning

    /// It is a single expression, whose `return` may be left out.
    case expression

    /// It is a list of statements that give nothing back.
    case statements

    /// The form of a body's code, without comments.
    init(of code: Substring) {
      let begins = /^\s*(for|let|var|if|guard|while|defer|switch)\b/
      if code.firstMatch(of: /\breturn\b/) != nil {
        self = .returning
      } else {
        self = code.firstMatch(of: begins) != nil || Self.goesOn(code) ? .statements : .expression
      }
    }

    /// Whether a line outside all brackets begins as a statement does, after one that has ended.
    private static func goesOn(_ code: Substring) -> Bool {
      var depth = 0
      var last: Character?
      var isAtLineStart = false
      for character in code {
        if character.isNewline { isAtLineStart = true }
        if character.isWhitespace { continue }
        let startsWord = character.isLetter || character == "_"
        if isAtLineStart, depth == 0, startsWord, let last, !"+-*/=,?:&|<>(".contains(last) {
          return true
        }
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        (last, isAtLineStart) = (character, false)
      }
      return false
    }
  }

  /// The text, character by character.
  let characters: [Character]

  /// The same with blanks for comments and for the insides of strings.
  let code: [Character]

  /// Every function's and closure's body, an inner one before those around it.
  private(set) var bodies: [Body] = []

  init(_ text: String) {
    characters = Array(text)
    var scanner = Scanner(characters)
    scanner.scan(until: nil)
    code = scanner.code
    var open: [Int] = []
    for (i, character) in code.enumerated() {
      if character == "{" { open.append(i) }
      if character == "}", let start = open.popLast(), let body = body(from: start, to: i) {
        bodies.append(body)
      }
    }
  }

  /// Where a text stands in the code, comments and strings aside.
  func places(of text: String, within range: Range<Int>? = nil) -> [Range<Int>] {
    let wanted = Array(text)
    let range = range ?? 0..<characters.count
    guard let first = wanted.first, range.count >= wanted.count else { return [] }
    return (range.lowerBound...range.upperBound - wanted.count).filter { start in
      code[start] == first
        && characters[start..<start + wanted.count].elementsEqual(wanted)
    }.map { $0..<$0 + wanted.count }
  }

  /// The innermost function or closure whose body holds a range.
  func body(around range: Range<Int>) -> Body? {
    bodies.first {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
  }

  /// The number of the line, from 1, of a character.
  func line(of offset: Int) -> Int { 1 + characters[..<offset].count { $0.isNewline } }

  /// The body between two braces; nil where they are a type's or a statement's.
  private func body(from open: Int, to close: Int) -> Body? {
    let start = code[..<open].lastIndex { $0.isNewline } ?? -1
    let line = String(code[(start + 1)..<open])
    let type = /\b(extension|struct|enum|class|protocol)\b/
    let statement = /^\s*(\} )?(if|else|guard|for|while|switch|repeat|do|where)\b|\belse\s*$/
    guard line.firstMatch(of: type) == nil, line.firstMatch(of: statement) == nil else {
      return nil
    }
    let inside = String(code[open + 1..<close])
    let parameters = /^\s*(\[[^\]]*\]\s*)?(\w+(,\s*\w+)*|\([^()]*\)(\s*->\s*\w+)?)\s+in\b/
    let head = inside.prefixMatch(of: parameters).map { inside[$0.range].count } ?? 0
    return Body(
      range: open + 1 + head..<close, open: open, form: Form(of: inside.dropFirst(head)))
  }
}

/// Blanks what is not code.
private struct Scanner {
  private(set) var code: [Character]
  private var i = 0

  init(_ characters: [Character]) { code = characters }

  /// Reads code up to an unmatched closing bracket, or all of it.
  mutating func scan(until end: Character?) {
    var depth = 0
    while i < code.count {
      if code[i] == end, depth == 0 { return }
      switch code[i] {
      case "(": depth += 1
      case ")": depth -= 1
      case "\"": string()
      case "/" where code.indices.contains(i + 1) && code[i + 1] == "/":
        while i < code.count, !code[i].isNewline { blank() }
        continue
      default: break
      }
      i += 1
    }
  }

  /// Reads a string from its opening quote to its closing one.
  private mutating func string() {
    let isLong = code[i...].starts(with: "\"\"\"")
    i += isLong ? 3 : 1
    while i < code.count {
      if code[i] == "\"", !isLong || code[i...].starts(with: "\"\"\"") {
        i += isLong ? 2 : 0
        return
      }
      if code[i] == "\\" {
        blank()
        guard i < code.count else { return }
        if code[i] == "(" {
          i += 1
          scan(until: ")")
          continue
        }
      }
      blank()
    }
  }

  private mutating func blank() {
    if !code[i].isNewline { code[i] = " " }
    i += 1
  }
}
