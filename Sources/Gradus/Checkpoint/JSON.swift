// JSON (RFC 8259), read and written as a checkpoint's header needs it. Foundation's decoder would
// merge names that differ by their bytes alone, pass over a name that stands twice, and speak of keys
// and containers to whoever only has a damaged file. Here a name is its bytes, and what is wrong is
// said with its place.

/// A value of JSON; words are what is neither a text nor a whole number, as it was written.
enum JSON: Equatable {
  case object(ByName<JSON>)
  case array([JSON])
  case string(String)
  case number(Int)
  case word(String)

  /// The value that a text consists of.
  ///
  /// - Throws: `CheckpointError.Problem.malformedHeader` where it is no JSON.
  init(_ text: some Sequence<UInt8>) throws(CheckpointError.Problem) {
    var reader = Reader(text: Array(text))
    self = try reader.value(within: 0)
    reader.skipSpace()
    guard reader.place == reader.text.count else { throw reader.failure("the end") }
  }

  /// A text between quotation marks.
  static func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: return String(scalar)
      }
    }
    return "\"" + body.joined() + "\""
  }
}

/// Where a text has been read up to.
private struct Reader {
  /// As deep as values may lie in each other, so that a hostile text cannot exhaust the stack.
  static let depthLimit = 128

  let text: [UInt8]
  var place = 0

  private var next: UInt8? { place < text.count ? text[place] : nil }

  mutating func skipSpace() {
    while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
  }

  /// What is wrong here, where something else was expected.
  func failure(_ expected: String) -> CheckpointError.Problem {
    let found = place < text.count ? "byte \(place + 1)" : "its end, byte \(text.count + 1)"
    return .malformedHeader("it is no JSON: \(expected) was expected at \(found)")
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  mutating func value(within depth: Int) throws(CheckpointError.Problem) -> JSON {
    guard depth < Self.depthLimit else {
      throw .malformedHeader("its values lie in each other more than \(Self.depthLimit) deep")
    }
    if take("{") { return .object(try object(within: depth)) }
    if take("[") { return .array(try array(within: depth)) }
    if take("\"") { return .string(try string()) }
    let start = place
    while let next, !" \t\n\r,]}:\"[{".utf8.contains(next) { place += 1 }
    let word = String(decoding: text[start..<place], as: UTF8.self)
    if let number = Int(word), word == String(number) { return .number(number) }
    let form = /true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/
    guard word.wholeMatch(of: form) != nil else {
      place = start
      throw failure("a value")
    }
    return .word(word)
  }

  private mutating func object(
    within depth: Int
  ) throws(CheckpointError.Problem) -> ByName<JSON> {
    var members = ByName<JSON>()
    if take("}") { return members }
    repeat {
      guard take("\"") else { throw failure("a name in quotation marks") }
      let name = try string()
      guard take(":") else { throw failure("a colon") }
      let value = try value(within: depth + 1)
      guard members[name] == nil else {
        throw .malformedHeader("the name \(JSON.quoted(name)) stands twice")
      }
      members[name] = value
    } while take(",")
    guard take("}") else { throw failure("a comma or }") }
    return members
  }

  private mutating func array(within depth: Int) throws(CheckpointError.Problem) -> [JSON] {
    var elements: [JSON] = []
    if take("]") { return elements }
    repeat { elements.append(try value(within: depth + 1)) } while take(",")
    guard take("]") else { throw failure("a comma or ]") }
    return elements
  }

  /// A text whose first quotation mark has been read.
  private mutating func string() throws(CheckpointError.Problem) -> String {
    var bytes: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a character that is no control character") }
      place += 1
      if byte == UInt8(ascii: "\\") {
        bytes += try escaped()
      } else {
        bytes.append(byte)
      }
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw failure("text in UTF-8")
    }
    guard next != nil else { throw failure("a quotation mark") }
    place += 1
    return string
  }

  /// The UTF-8 of what follows a backslash.
  private mutating func escaped() throws(CheckpointError.Problem) -> [UInt8] {
    guard let letter = next else { throw failure("a quotation mark") }
    place += 1
    let plain: [Unicode.Scalar: UInt8] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09,
    ]
    if let byte = plain[Unicode.Scalar(letter)] { return [byte] }
    guard letter == UInt8(ascii: "u") else { throw failure("an escape that JSON has") }
    var units = [try unit()]
    // Characters beyond U+FFFF are two units (UTF-16).
    if UTF16.isLeadSurrogate(units[0]), text[place...].starts(with: #"\u"#.utf8) {
      place += 2
      units.append(try unit())
    }
    guard let character = String(validating: units, as: UTF16.self) else {
      throw failure("a whole character")
    }
    return Array(character.utf8)
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(CheckpointError.Problem) -> UInt16 {
    let digits = text[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits") }
    place += 4
    return unit
  }
}
