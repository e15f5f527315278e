// Markers within a line: woven numbers, numbers that a cited source vouches for, and claims. The
// former begin and end on one line, since an editor that wraps prose must not tear them.

/// The numbers, claims, letters and literals of a page.
struct InlineMarkers {
  private(set) var numbers: [Page.Number] = []
  private(set) var claims: [Page.Claim] = []
  private(set) var letters: [Page.Letters] = []
  private(set) var literals: [Int: [Range<Int>]] = [:]
  private(set) var findings: [Finding] = []
  private let path: String

  /// Reads the comments found in the prose of `lines`.
  init(path: String, comments: [Page.Comment], lines: [Page.Line]) {
    self.path = path
    read(comments, lines)
    for (index, line) in lines.enumerated() where Self.hasMarkerInMath(line) {
      report(index, "a marker in math is shown as it is: keep the number outside.")
    }
  }

  private static func hasMarkerInMath(_ line: Page.Line) -> Bool {
    line.text.ranges(of: "<!--").contains { range in
      let column = line.text.distance(from: line.text.startIndex, to: range.lowerBound)
      return line.kind == .code(language: "math")
        || (column < line.marks.count && line.marks[column] == .math)
    }
  }

  private mutating func read(_ comments: [Page.Comment], _ lines: [Page.Line]) {
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
      case .snippet, .table, .output, .recipe:
        report(comment.line, "the marker must stand alone on its line.")
      case .number, .literal:
        open = (marker, comment.line, columns.upperBound)
        mustFollowAWord(comment, columns, lines)
      case .claim(let key):
        claims.append(Page.Claim(line: comment.line, key: key))
        mustFollowAWord(comment, columns, lines)
      case .letters(let letters):
        self.letters.append(Page.Letters(line: comment.line, letters: letters))
        mustFollowAWord(comment, columns, lines)
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

  private mutating func mustFollowAWord(
    _ comment: Page.Comment, _ columns: Range<Int>, _ lines: [Page.Line]
  ) {
    let before = lines[comment.line].text.prefix(columns.lowerBound)
    if before.allSatisfy({ " >*+-".contains($0) }) {
      report(
        comment.line, "a line that begins with a comment ends the paragraph: begin with a word.")
    }
  }

  private mutating func close(_ marker: Marker, _ line: Int, _ columns: Range<Int>) {
    if case .number(let key, let format) = marker {
      numbers.append(Page.Number(line: line, value: columns, key: key, format: format))
    } else {
      literals[line, default: []].append(columns)
    }
  }

  private mutating func report(_ line: Int, _ sentence: String) {
    findings.append(Finding(path, line + 1, sentence))
  }
}
