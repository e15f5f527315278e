// The words of a paragraph as its reader sees them. Markup between them is passed over; code, math
// and pictures separate them. `learning rate's` has the words `learning` and `rate`.

/// The words of one paragraph.
struct Words {
  /// A word: letters, digits and hyphens, without the `'s` of a genitive.
  struct Word {
    let text: String
    /// The characters of the paragraph from its first to its last, without the `'s`.
    let place: Range<Int>
    /// Whether only white space stands between the word before and this one.
    let continues: Bool
  }

  let words: [Word]

  init(_ inline: Inline) {
    var words: [Word] = []
    var letters: [Int] = []
    var continues = false
    func finish() {
      let text = Self.nominative(letters.map { inline.characters[$0] })
      if text.contains(where: \.isLetter) {
        let place = letters[0]..<letters[text.count - 1] + 1
        words.append(Word(text: text, place: place, continues: continues))
        continues = true
      } else if !letters.isEmpty {
        continues = false
      }
      letters = []
    }
    let markup = Self.markup(of: inline)
    for (place, character) in inline.characters.enumerated() where !markup[place] {
      if inline.marks[place] == .text, Self.isPart(character) {
        letters.append(place)
      } else {
        finish()
        if inline.marks[place] != .text || !character.isWhitespace { continues = false }
      }
    }
    finish()
    self.words = words
  }

  /// A word without the `'s` or `'` of a genitive.
  private static func nominative(_ word: [Character]) -> String {
    let bare =
      word.last == "s" && word.dropLast().last.map(isApostrophe) == true
      ? word.dropLast() : word[...]
    return String(bare.last.map(isApostrophe) == true ? bare.dropLast() : bare)
  }

  private static func isApostrophe(_ character: Character) -> Bool {
    character == "'" || character == "’"
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-–".contains(character)
      || isApostrophe(character)
  }

  /// Which characters a reader does not see: emphasis, comments, a link's brackets and address, and
  /// the mark of a note at the beginning of its lines.
  private static func markup(of inline: Inline) -> [Bool] {
    var hidden = zip(inline.characters, inline.marks).map {
      $1 == .comment || $1 == .text && $0 == "*"
    }
    for place in hidden.indices where inline.characters[place] == ">" {
      hidden[place] = place == 0 || inline.characters[place - 1] == "\n"
    }
    for link in inline.links where !link.isImage {
      hidden[link.label.lowerBound - 1] = true
      let address = inline.marks[link.label.upperBound...].dropFirst(2).prefix { $0 == .address }
      let end = min(address.endIndex + 1, hidden.count)
      for place in link.label.upperBound..<end { hidden[place] = true }
    }
    return hidden
  }
}
