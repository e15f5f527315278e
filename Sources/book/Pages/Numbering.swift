// What a page's figures, tables and listings are called: an id that stays when others come before it,
// made from the name of the thing, and a number, `8.3`, on a page that has one itself.

/// Gives out the ids and numbers of one page.
struct Numbering {
  /// What is counted, each kind for itself.
  enum Kind: String {
    case figure, table, listing
  }

  /// The number that opens the page's title.
  let chapter: Int?
  private var counts: [Kind: Int] = [:]
  private var ids: Set<String> = []

  init(chapter: Int?) {
    self.chapter = chapter
  }

  /// The next of its kind, called by a name.
  mutating func next(_ kind: Kind, _ name: some StringProtocol) -> (id: String, number: String?) {
    counts[kind, default: 0] += 1
    let count = counts[kind, default: 0]
    let bare = name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined().lowercased()
    var id = "\(kind)-\(bare)"
    if !ids.insert(id).inserted {
      id += "-\(count)"
      ids.insert(id)
    }
    return (id, chapter.map { "\($0).\(count)" })
  }
}

/// Attributes as pandoc reads them: `{#id .class key="value"}`.
struct Attributes: CustomStringConvertible {
  var id: String?
  var classes: [String] = []
  /// Keys with their values; what is nil is left out.
  var values: [(key: String, value: String?)] = []

  var description: String {
    let parts =
      [id.map { "#\($0)" }].compactMap { $0 } + classes.map { ".\($0)" }
      + values.compactMap { key, value in value.map { "\(key)=\"\($0)\"" } }
    return "{\(parts.joined(separator: " "))}"
  }
}
