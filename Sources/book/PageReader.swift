// Reading a page: Markdown is cut into fenced blocks, woven blocks, comments and paragraphs, line
// by line; paragraphs go on to ``Inline``. Headings are those that begin with `#`, and a table's
// row is a paragraph of its own, as is every line that begins with a comment (to GitHub it ends the
// paragraph).

/// Cuts a page into lines of known kinds.
struct PageReader {
  private(set) var lines: [Page.Line]
  private(set) var paragraphs: [Page.Paragraph] = []
  private(set) var links: [Page.Link] = []
  private(set) var comments: [Page.Comment] = []
  private(set) var blocks: [Page.Block] = []
  private(set) var altTexts: [Page.Alt] = []
  private(set) var findings: [Finding] = []
  private let path: String

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Page.Line(text: String($0), kind: .blank)
    }
    var index = 0
    while index < lines.count { index = readBlock(from: index) }
  }

  private mutating func readBlock(from index: Int) -> Int {
    let text = lines[index].text
    if Self.beginsFence(text),
      let fence = text.prefixMatch(of: /[ >]*(`{3,}|~{3,})\s*([^`\s]*)[^`]*$/)
    {
      return readFence(from: index, String(fence.1), language: String(fence.2))
    }
    if Self.isWovenMarker(text) { return readWoven(from: index) }
    let bare = text[...].trimmed
    if bare.hasPrefix("<!--"), bare.dropFirst(4).trimmed.hasPrefix("alt:") {
      return readAlt(from: index)
    }
    if bare.hasPrefix("<!--"), !bare.contains("-->") { return readComment(from: index) }
    return bare.isEmpty ? index + 1 : readParagraph(from: index)
  }

  private static func beginsFence(_ text: String) -> Bool {
    let bare = text.drop { $0 == " " || $0 == ">" }
    return bare.hasPrefix("```") || bare.hasPrefix("~~~")
  }

  /// Whether the line is the opening marker of a woven block.
  private static func isWovenMarker(_ text: String) -> Bool {
    text.contains("<!--") && text.contains(/^\s*<!--\s*(snippet|table|output|recipe):.*-->\s*$/)
  }

  /// Whether the line begins something that ends the paragraph above.
  private static func endsParagraph(_ text: String) -> Bool {
    let bare = text[...].trimmed
    return bare.isEmpty || bare.hasPrefix("|") || bare.hasPrefix("<!--") || isHeading(text)
      || beginsFence(text)
  }

  private static func isHeading(_ text: String) -> Bool {
    text.hasPrefix("#") && text.contains(/^#{1,6}\s/)
  }

  private mutating func readFence(from index: Int, _ fence: String, language: String) -> Int {
    let close = lines.indices.dropFirst(index + 1).first { place in
      let bare = lines[place].text.drop { $0 == " " || $0 == ">" }
      return bare.hasPrefix(fence)
        && bare.allSatisfy { $0 == fence.first || $0.isWhitespace }
    }
    if close == nil { report(index, "the fenced block is not closed.") }
    return set(.code(language: language), index...(close ?? lines.count - 1))
  }

  private mutating func readWoven(from index: Int) -> Int {
    let next = lines.indices.dropFirst(index + 1).first { place in
      let text = lines[place].text
      return text.contains("<!--")
        && (text.contains(/^\s*<!--\s*end\s*-->\s*$/) || Self.isWovenMarker(text))
    }
    guard let next else {
      report(index, "the marker is not closed: <!-- end --> is missing.")
      return set(.woven, index...index)
    }
    if Self.isWovenMarker(lines[next].text) {
      report(index, "the marker is not closed before the next on line \(next + 1).")
      return set(.woven, index...(next - 1))
    }
    do {
      let marker = try Marker(comment: lines[index].text)
      blocks.append(Page.Block(marker: marker, first: index, last: next))
    } catch {
      report(index, "\(error)")
    }
    return set(.woven, index...next)
  }

  private mutating func readAlt(from index: Int) -> Int {
    let end = readComment(from: index)
    let text = lines[index..<end].map(\.text).joined(separator: "\n")
    guard let match = text.wholeMatch(of: /\s*<!--\s*alt:((?:[^-]|-(?!->))*)-->\s*/) else {
      if text.contains("-->") { report(index, "the alternative text must end its line.") }
      return end
    }
    do {
      let alt = Page.Alt(text: try AltText(match.1), lines: index...(end - 1))
      altTexts.append(alt)
      let isFollowed =
        alt.imageLine < lines.count && lines[alt.imageLine].text[...].trimmed.hasPrefix("![")
      if !isFollowed { report(index, "no image follows the alternative text on the next line.") }
    } catch {
      report(index, "\(error)")
    }
    return end
  }

  private mutating func readComment(from index: Int) -> Int {
    let close = lines.indices.dropFirst(index).first { lines[$0].text.contains("-->") }
    if close == nil { report(index, "the comment is not closed.") }
    return set(.comment, index...(close ?? lines.count - 1))
  }

  private mutating func readParagraph(from index: Int) -> Int {
    let isHeading = Self.isHeading(lines[index].text)
    var end = index + 1
    if !isHeading, !lines[index].isTableRow {
      while end < lines.count, !Self.endsParagraph(lines[end].text) { end += 1 }
    }
    _ = set(isHeading ? .heading : .prose, index...(end - 1))
    readInline(index..<end)
    return end
  }

  private mutating func readInline(_ range: Range<Int>) {
    let inline = Inline(range.map { lines[$0].text }.joined(separator: "\n"))
    paragraphs.append(Page.Paragraph(first: range.lowerBound, inline: inline))
    var starts: [Int] = []
    var offset = 0
    for index in range {
      starts.append(offset)
      lines[index].marks = Array(inline.marks[offset..<offset + lines[index].text.count])
      offset += lines[index].text.count + 1
    }
    /// The line an offset is on, and the columns of the range from there if it stays on that line.
    func place(_ span: Range<Int>) -> (line: Int, columns: Range<Int>?) {
      let row = (starts.lastIndex { $0 <= span.lowerBound }) ?? 0
      let columns = span.lowerBound - starts[row]..<span.upperBound - starts[row]
      let line = range.lowerBound + row
      return (line, columns.upperBound <= lines[line].text.count ? columns : nil)
    }
    for link in inline.links {
      let (line, label) = place(link.label)
      links.append(
        Page.Link(line: line, isImage: link.isImage, label: label, address: link.address))
    }
    for comment in inline.comments {
      let (line, columns) = place(comment)
      let text = String(inline.characters[comment])
      comments.append(Page.Comment(line: line, columns: columns, text: text))
    }
  }

  private mutating func set(_ kind: Page.Kind, _ range: ClosedRange<Int>) -> Int {
    for index in range { lines[index].kind = kind }
    return range.upperBound + 1
  }

  private mutating func report(_ line: Int, _ sentence: String) {
    findings.append(Finding(path, line + 1, sentence))
  }
}
