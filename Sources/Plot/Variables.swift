// Which letters of a label are variables, to be set in italics as the text of a book sets them: a
// Latin letter that stands alone, with a hat or without, such a letter after the d of a differential
// or, if it is small, after a number, and every small Greek letter. Words, abbreviations (`e.g.`),
// units after a number (`5 s`) or a stroke (`GB/s`), names with a hyphen (`t-SNE`) and the article in
// "a line" are none. A backslash before a letter keeps it upright.

extension Markup {
  /// Whether the letter at a place is a variable.
  static func isVariable(_ letters: [Letter], at place: Int) -> Bool {
    let letter = letters[place]
    if letter.isPlain { return false }
    if letter.character.isSmallGreek { return true }
    guard letter.character.isLatin else { return false }
    // A script belongs to its letter and ends a word.
    func isJoined(_ other: Int) -> Bool {
      letters.indices.contains(other) && letters[other].level == letter.level
        && letters[other].character.isPartOfWord
    }
    var (first, last) = (place, place)
    while isJoined(first - 1) { first -= 1 }
    while isJoined(last + 1) { last += 1 }
    let word = letters[first...last].map(\.character)
    let isDifferential = word.count == 2 && word[0] == "d" && word[1].isLatin && word[1] != "o"
    let isMultiplied = word.count > 1 && word.dropLast().allSatisfy(\.isNumber) && word.last != "k"
    guard word.count == 1 || isDifferential || isMultiplied && letter.character.isLowercase else {
      return false
    }
    let before = letters[..<first].reversed().map(\.character)
    let after = letters[(last + 1)...].map(\.character)
    return !isAbbreviated(before, after) && !isUnit(letter.character, after: before)
      && !isArticle(letter.character, before: after)
  }

  /// Whether a dot joins a letter to another one before or after it.
  private static func isAbbreviated(_ before: [Character], _ after: [Character]) -> Bool {
    [before, after].contains { $0.count > 1 && $0[0] == "." && $0[1].isLetter }
  }

  /// Whether a letter is a unit: behind a number and a space, or behind a unit of two letters, which
  /// a differential is not, and a stroke.
  ///
  /// - Parameter before: what stands before it, the nearest first.
  private static func isUnit(_ letter: Character, after before: [Character]) -> Bool {
    guard before.count > 1 else { return false }
    if before[0] == "/" {
      return before.count > 2 && before[1].isLatin && before[2].isLatin && before[2] != "d"
    }
    return before[0].isWhitespace && before[1].isASCII && before[1].isNumber
      && "smhVWK".contains(letter)
  }

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
  /// A letter from A to Z or from a to z, whatever stands over it.
  fileprivate var isLatin: Bool {
    guard let first = unicodeScalars.first, Character(first).isASCII else { return false }
    return Character(first).isLetter
  }

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
