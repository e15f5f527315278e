// What fits on a screen and reads well: prose at most 120 columns wide as a reader sees it
// (comments, tags, addresses and descriptions of figures do not count; table rows and display math
// are exempt), code at most 80, snippets and outputs at most 20 lines, whole programs 40, and between
// two of them a sentence that says why.

/// Widths, lengths and the order of snippets and prose.
enum LayoutCheck {
  static let proseColumns = 120
  static let codeColumns = 80
  static let snippetLines = 20
  /// The most lines of a whole file, which a reader types.
  static let programLines = 40

  static func findings(_ page: Page) -> [Finding] {
    widths(page) + snippets(page)
  }

  private static func widths(_ page: Page) -> [Finding] {
    page.lines.enumerated().compactMap { index, line in
      let width: Int
      let limit: Int
      switch line.kind {
      case .prose where line.isTableRow: return nil
      case .prose, .heading:
        width = line.marks.count { ![.comment, .address, .alt, .tag].contains($0) }
        limit = proseColumns
      case .code(let language) where language != "math":
        width = line.text.count
        limit = codeColumns
      default: return nil
      }
      guard width > limit else { return nil }
      return Finding(page.path, index + 1, "the line is \(width) columns wide; \(limit) fit.")
    }
  }

  private static func snippets(_ page: Page) -> [Finding] {
    var findings: [Finding] = []
    var last: Page.Block?
    for block in page.blocks {
      let name: String
      var limit = snippetLines
      switch block.marker {
      case .snippet(let path, nil):
        name = "program \(path)"
        limit = programLines
      case .snippet(let path, _): name = "snippet of \(path)"
      case .output(let key): name = "output \(key)"
      default: continue
      }
      let listing = (block.first + 1)..<block.last
      let count = listing.count - 2
      if count > limit {
        findings.append(
          Finding(
            page.path, block.first + 1,
            "the \(name) has \(count) lines; a reader takes in \(limit)."))
      }
      for index in listing where page.lines[index].text.count > codeColumns {
        let width = page.lines[index].text.count
        findings.append(
          Finding(page.path, index + 1, "the line is \(width) columns wide; \(codeColumns) fit."))
      }
      if let last, !hasProse(page, (last.last + 1)..<block.first) {
        findings.append(
          Finding(page.path, block.first + 1, "no prose stands between this snippet and the last."))
      }
      last = block
    }
    return findings
  }

  private static func hasProse(_ page: Page, _ range: Range<Int>) -> Bool {
    range.contains { index in
      page.lines[index].kind == .prose && !page.lines[index].isTableRow
        && page.prose(index).contains(where: \.isLetter)
    }
  }
}
