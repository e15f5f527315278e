// What each character of a paragraph is: text, code, math, a comment, an address. The scanner knows
// the part of GitHub's Markdown the book uses, no more: backslash escapes, code spans, `$…$`,
// comments, tags, links, images, link definitions and bare addresses. Code binds before brackets,
// as in CommonMark.

/// The inline structure of one paragraph, which may run over several lines.
struct Inline {
  /// What a character belongs to.
  enum Mark {
    case text, code, math, comment, address, alt, tag
  }

  /// A link or an image: `[label](address)`, `![label](address)`; ranges are offsets of characters.
  struct Link {
    let isImage: Bool
    let label: Range<Int>
    let address: String
  }

  let characters: [Character]
  private(set) var marks: [Mark]
  private(set) var links: [Link] = []
  private(set) var comments: [Range<Int>] = []
  private var brackets: [Int] = []

  init(_ paragraph: String) {
    characters = Array(paragraph)
    marks = Array(repeating: .text, count: characters.count)
    var index = 0
    while index < characters.count { index = scan(from: index) }
  }

  /// Reads what begins at `index` and returns the offset behind it.
  private mutating func scan(from index: Int) -> Int {
    switch characters[index] {
    case "\\": return index + 2
    case "`": return code(from: index)
    case "$": return math(from: index)
    case "<": return tag(from: index)
    case "[":
      brackets.append(index)
      return index + 1
    case "]": return link(closingAt: index)
    case "h" where starts("http://", at: index) || starts("https://", at: index):
      let end = characters[index...].firstIndex { $0.isWhitespace || ")>|".contains($0) }
      return mark(.address, index..<(end ?? characters.count))
    default: return index + 1
    }
  }

  private mutating func code(from index: Int) -> Int {
    let length = characters[index...].prefix { $0 == "`" }.count
    var close = index + length
    while close < characters.count {
      let run = characters[close...].prefix { $0 == "`" }.count
      if run == length { return mark(.code, index..<close + run) }
      close += max(1, run)
    }
    return index + length
  }

  private mutating func math(from index: Int) -> Int {
    for (open, close) in [("$$", "$$"), ("$`", "`$")] where starts(open, at: index) {
      guard let end = find(close, from: index + 2) else { return index + 2 }
      return mark(.math, index..<end + 2)
    }
    guard index + 1 < characters.count, !characters[index + 1].isWhitespace else {
      return index + 1
    }
    let end = characters.indices.dropFirst(index + 2).first { place in
      characters[place] == "$" && !characters[place - 1].isWhitespace
        && characters[place - 1] != "\\"
        && (place + 1 == characters.count || !characters[place + 1].isNumber)
    }
    guard let end else { return index + 1 }
    return mark(.math, index..<end + 1)
  }

  private mutating func tag(from index: Int) -> Int {
    if starts("<!--", at: index) {
      guard let end = find("-->", from: index + 4) else { return index + 4 }
      comments.append(index..<end + 3)
      return mark(.comment, index..<end + 3)
    }
    guard index + 1 < characters.count,
      characters[index + 1].isLetter || characters[index + 1] == "/",
      let end = find(">", from: index)
    else { return index + 1 }
    return mark(.tag, index..<end + 1)
  }

  private mutating func link(closingAt index: Int) -> Int {
    guard let open = brackets.popLast(), index + 1 < characters.count else { return index + 1 }
    let isFirst = open == 0 || characters[open - 1] == "\n"
    if characters[index + 1] == ":", isFirst {
      let end = characters[index...].firstIndex(of: "\n") ?? characters.count
      return record(label: open + 1..<index, address: index + 2..<end, isImage: false)
    }
    guard characters[index + 1] == "(" else { return index + 1 }
    var depth = 0
    for place in (index + 1)..<characters.count {
      if characters[place] == "(" { depth += 1 }
      if characters[place] == ")" { depth -= 1 }
      guard depth == 0 else { continue }
      let isImage = open > 0 && characters[open - 1] == "!"
      return record(label: open + 1..<index, address: index + 2..<place, isImage: isImage) + 1
    }
    return index + 1
  }

  private mutating func record(label: Range<Int>, address: Range<Int>, isImage: Bool) -> Int {
    let written = String(characters[address]).split(whereSeparator: \.isWhitespace).first ?? ""
    let bare = written.drop { $0 == "<" }.prefix { $0 != ">" }
    links.append(Link(isImage: isImage, label: label, address: String(bare)))
    if isImage { _ = mark(.alt, label) }
    return mark(.address, address)
  }

  private mutating func mark(_ mark: Mark, _ range: Range<Int>) -> Int {
    for index in range { marks[index] = mark }
    return range.upperBound
  }

  private func starts(_ text: String, at index: Int) -> Bool {
    characters[index...].starts(with: text)
  }

  private func find(_ text: String, from index: Int) -> Int? {
    characters.indices.dropFirst(index).first { starts(text, at: $0) }
  }
}
