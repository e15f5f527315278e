// A page of the book, line by line: what is code, what is woven, what is prose, and in the prose which
// characters are text. Everything else in the tool asks a page, and never looks at raw Markdown.

import LessonKit

/// A Markdown file.
struct Page {
  /// What a line is.
  enum Kind: Equatable {
    case blank, prose, heading
    /// Between a comment's opening line and its last.
    case comment
    /// A line of a fenced block, fences included, with the word after the opening fence.
    case code(language: String)
    /// A line between a snippet's or table's marker and its end, both included.
    case woven
  }

  /// A line without its newline; `marks` has an entry a character in prose and headings.
  struct Line {
    let text: String
    var kind: Kind
    var marks: [Inline.Mark] = []
  }

  /// A link or image; `line` counts from 0, `label` is in characters of that line if it fits on one.
  struct Link {
    let line: Int
    let isImage: Bool
    let label: Range<Int>?
    let address: String
  }

  /// A comment in prose; `columns` is nil if it runs over several lines.
  struct Comment {
    let line: Int
    let columns: Range<Int>?
    let text: String
  }

  /// A snippet or table: the lines of its two markers, counted from 0.
  struct Block {
    let marker: Marker
    let first: Int
    let last: Int
  }

  /// The path from the root: `book/01-regression.md`.
  let path: String
  private(set) var lines: [Line]
  private(set) var links: [Link] = []
  private(set) var comments: [Comment] = []
  private(set) var blocks: [Block] = []
  /// What is wrong with the page's structure: markers and fences left open.
  private(set) var findings: [Finding] = []

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Line(text: String($0), kind: .blank)
    }
    var index = 0
    while index < lines.count { index = readBlock(from: index) }
    readMarkers()
  }

  /// The line with only its text left: whatever is not `.text` becomes a space.
  func prose(_ line: Int) -> [Character] {
    zip(lines[line].text, lines[line].marks).map { $1 == .text ? $0 : " " }
  }

  mutating func report(_ line: Int, _ sentence: String) {
    findings.append(Finding(path, line + 1, sentence))
  }

  private mutating func readBlock(from index: Int) -> Int {
    let text = lines[index].text
    if let fence = text.prefixMatch(of: /[ >]*(`{3,}|~{3,})\s*([^`\s]*)[^`]*$/) {
      return readFence(from: index, String(fence.1), language: String(fence.2))
    }
    if text.contains(/^\s*<!--\s*(snippet|table)\b.*-->\s*$/) { return readWoven(from: index) }
    if text.contains(/^\s*<!--/), !text.contains("-->") { return readComment(from: index) }
    if text.allSatisfy(\.isWhitespace) { return index + 1 }
    return readParagraph(from: index)
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
    let isEnd = /^\s*<!--\s*end\s*-->\s*$/
    let isMarker = /^\s*<!--\s*(snippet|table)\b.*-->\s*$/
    let rest = lines.indices.dropFirst(index + 1)
    let next = rest.first { lines[$0].text.contains(isEnd) || lines[$0].text.contains(isMarker) }
    guard let next else {
      report(index, "the marker is not closed: <!-- end --> is missing.")
      return set(.woven, index...index)
    }
    if lines[next].text.contains(isMarker) {
      report(index, "the marker is not closed before the next on line \(next + 1).")
      return set(.woven, index...(next - 1))
    }
    do {
      let marker = try Marker(comment: lines[index].text)
      blocks.append(Block(marker: marker, first: index, last: next))
    } catch {
      report(index, "\(error)")
    }
    return set(.woven, index...next)
  }

  private mutating func readComment(from index: Int) -> Int {
    let close = lines.indices.dropFirst(index).first { lines[$0].text.contains("-->") }
    if close == nil { report(index, "the comment is not closed.") }
    return set(.comment, index...(close ?? lines.count - 1))
  }

  private mutating func readParagraph(from index: Int) -> Int {
    let standsAlone = /^\s*(\||#{1,6}\s)/
    let starts = /^\s*(\||#{1,6}\s|<!--|[ >]*(```|~~~)|$)/
    var end = index + 1
    if !lines[index].text.contains(standsAlone) {
      while end < lines.count, !lines[end].text.contains(starts) { end += 1 }
    }
    let isHeading = lines[index].text.contains(/^#{1,6}\s/)
    _ = set(isHeading ? .heading : .prose, index...(end - 1))
    readInline(index..<end)
    return end
  }

  private mutating func readInline(_ range: Range<Int>) {
    let inline = Inline(range.map { lines[$0].text }.joined(separator: "\n"))
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
      links.append(Link(line: line, isImage: link.isImage, label: label, address: link.address))
    }
    for comment in inline.comments {
      let (line, columns) = place(comment)
      let text = String(inline.characters[comment])
      comments.append(Comment(line: line, columns: columns, text: text))
    }
  }

  private mutating func set(_ kind: Kind, _ range: ClosedRange<Int>) -> Int {
    for index in range { lines[index].kind = kind }
    return range.upperBound + 1
  }

  // MARK: - Numbers and literals

  /// A woven number: `value` is the columns between its markers.
  struct Number {
    let line: Int
    let value: Range<Int>
    let key: RunKey
    let format: String
  }

  private(set) var numbers: [Number] = []
  /// Columns of numbers that a cited source vouches for, by line.
  private(set) var literals: [Int: [Range<Int>]] = [:]

  private mutating func readMarkers() {
    var open: (marker: Marker, line: Int, column: Int)?
    for comment in comments {
      let marker: Marker
      do { marker = try Marker(comment: comment.text) } catch {
        report(comment.line, "\(error)")
        continue
      }
      if marker == .other { continue }
      guard let columns = comment.columns else {
        report(comment.line, "the marker runs over the end of the line.")
        continue
      }
      if let last = open, last.line != comment.line || !marker.closes(last.marker) {
        report(
          last.line, "the marker is not closed: \(last.marker.closing) is missing on its line.")
        open = nil
      }
      switch marker {
      case .snippet, .table: report(comment.line, "the marker must stand alone on its line.")
      case .number, .literal:
        open = (marker, comment.line, columns.upperBound)
        let before = lines[comment.line].text.prefix(columns.lowerBound)
        if before.allSatisfy({ " >*+-".contains($0) }) {
          report(
            comment.line, "a line that begins with a comment ends the paragraph: begin with a word."
          )
        }
      case .end, .numberEnd, .literalEnd:
        guard let opening = open else {
          report(comment.line, "the marker closes nothing.")
          continue
        }
        close(opening.marker, comment.line, opening.column..<columns.lowerBound)
        open = nil
      case .other: break
      }
    }
    if let open {
      report(open.line, "the marker is not closed: \(open.marker.closing) is missing on its line.")
    }
  }

  private mutating func close(_ marker: Marker, _ line: Int, _ columns: Range<Int>) {
    if case .number(let key, let format) = marker {
      numbers.append(Number(line: line, value: columns, key: key, format: format))
    } else {
      literals[line, default: []].append(columns)
    }
  }
}
