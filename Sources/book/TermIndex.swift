// Where prose uses the terms of the glossary: their words, the last of them in the plural too, and in
// small letters or large, unless the term itself begins with a large one. Of two terms that begin
// at one word the longer is meant: "batch normalisation" is no use of "batch".

/// The terms by their first words.
struct TermIndex {
  /// A place at which a term is used, and where the link around it leads, if there is one.
  struct Use {
    let term: Glossary.Term
    /// The characters of the paragraph.
    let place: Range<Int>
    let address: String?
  }

  private struct Entry {
    let term: Glossary.Term
    let words: [String]
    let isName: Bool
  }

  private var entries: [String: [Entry]] = [:]

  init(_ glossary: Glossary) {
    for term in glossary.terms {
      let words = Words(Inline(term.name)).words.map(\.text)
      guard let first = words.first else { continue }
      let isName = term.name.first?.isUppercase == true
      let entry = Entry(term: term, words: words, isName: isName)
      for form in words.count == 1 ? Self.forms(of: first) : [first] {
        entries[form.lowercased(), default: []].append(entry)
      }
    }
    for key in entries.keys { entries[key]?.sort { $0.words.count > $1.words.count } }
  }

  /// The uses of terms in a paragraph, in its order.
  func uses(in inline: Inline) -> [Use] {
    let words = Words(inline).words[...]
    var uses: [Use] = []
    var index = 0
    while index < words.count {
      let entry = entries[words[index].text.lowercased()]?.first {
        Self.stands($0, at: words[index...])
      }
      guard let entry else {
        index += 1
        continue
      }
      let place =
        words[index].place.lowerBound..<words[index + entry.words.count - 1].place.upperBound
      let link = inline.links.first {
        $0.label.lowerBound <= place.lowerBound && place.upperBound <= $0.label.upperBound
      }
      uses.append(Use(term: entry.term, place: place, address: link?.address))
      index += entry.words.count
    }
    return uses
  }

  private static func stands(_ entry: Entry, at words: ArraySlice<Words.Word>) -> Bool {
    guard words.count >= entry.words.count, let last = entry.words.last else { return false }
    let found = words.prefix(entry.words.count)
    let expected = entry.words.dropLast().map { [$0] } + [forms(of: last)]
    return found.dropFirst().allSatisfy(\.continues)
      && zip(found, expected).allSatisfy { word, forms in
        forms.contains {
          entry.isName ? $0 == word.text : $0.lowercased() == word.text.lowercased()
        }
      }
  }

  /// A word and its plurals.
  private static func forms(of word: String) -> [String] {
    [word, word + "s", word + "es"] + (word.hasSuffix("y") ? [word.dropLast() + "ies"] : [])
  }
}
