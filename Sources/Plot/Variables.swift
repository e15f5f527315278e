// Which letters of a label are variables, to be set in italics as the text of a book sets them: a
// Latin letter, or a small Greek one, that stands alone. Words, abbreviations (`e.g.`), units after a
// number (`5 s`) or a stroke (`GB/s`), names with a hyphen (`t-SNE`) and the article in "a line" are
// none. A backslash before a letter keeps it upright.

extension Markup {
  /// Whether the letter at a place is a variable.
  static func isVariable(_ letters: [Letter], at place: Int) -> Bool {
    let letter = letters[place]
    guard !letter.isPlain, letter.character.isLatin || letter.character.isSmallGreek else {
      return false
    }
    // The neighbours on the same line: a script belongs to its letter and ends a word.
    func neighbour(_ distance: Int) -> Character? {
      let other = place + distance
      guard letters.indices.contains(other), letters[other].level == letter.level else {
        return nil
      }
      return letters[other].character
    }
    let (before, after) = (neighbour(-1), neighbour(1))
    if [before, after].contains(where: { $0?.isPartOfWord == true }) { return false }
    if before == ".", neighbour(-2)?.isLetter == true { return false }
    if after == ".", neighbour(2)?.isLetter == true { return false }
    if before == "/", neighbour(-2)?.isLatin == true, neighbour(-3)?.isLatin == true {
      return false
    }
    if let before, before.isWhitespace, let number = neighbour(-2), number.isASCII,
      number.isNumber, units.contains(letter.character)
    {
      return false
    }
    return !isArticle(letter.character, before: letters[(place + 1)...].map(\.character))
  }

  /// Seconds, metres, hours, volts, watts and kelvins.
  private static let units: Set<Character> = ["s", "m", "h", "V", "W", "K"]

  /// What may follow the name of a quantity as well: "a and b", "a from −1 to 1".
  private static let joining: Set = [
    "and", "or", "from", "to", "is", "over", "against", "with", "by",
  ]

  /// Whether a letter is an article or a pronoun: a word follows, and not one that joins.
  private static func isArticle(_ letter: Character, before rest: [Character]) -> Bool {
    guard "aAI".contains(letter), rest.first == " " else { return false }
    let word = String(rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    return word.count > 1 && !joining.contains(word)
  }
}

extension Character {
  /// A letter from A to Z or from a to z.
  fileprivate var isLatin: Bool { isASCII && isLetter }

  /// A letter from α to ω.
  fileprivate var isSmallGreek: Bool { ("α"..."ω").contains(self) }

  /// What a letter beside it belongs to: letters but Greek ones and raised ones, digits, a hyphen,
  /// an apostrophe.
  fileprivate var isPartOfWord: Bool {
    if isASCII { return isLetter || isNumber || "-'_".contains(self) }
    let isRaised = unicodeScalars.allSatisfy { $0.properties.generalCategory == .modifierLetter }
    return self == "’" || isLetter && !isRaised && !("Α"..."ω").contains(self)
  }
}
