// The terms of the field and what they mean: `book/terms.md`, where each has a heading of the third
// level and below it a definition of a sentence or two.

/// The terms by the fragments of their headings.
struct Glossary {
  /// A term.
  struct Term {
    /// The words of its heading.
    let name: String
    let fragment: String
    /// Its definition: Markdown, on one line.
    let definition: String
    /// The lines from its heading to the end of the definition, counted from 0.
    let lines: ClosedRange<Int>
  }

  static let path = "book/terms.md"

  /// In the order of the page; none where there is no such page.
  let terms: [Term]

  init(_ manuscript: Manuscript) {
    let page = manuscript.pages.first { $0.path == Self.path }
    let lines = page?.lines ?? []
    let starts = lines.indices.filter { lines[$0].kind == .heading }
    terms = zip(starts, starts.dropFirst() + [lines.endIndex]).compactMap { start, end in
      guard lines[start].text.hasPrefix("### ") else { return nil }
      let words = lines[(start + 1)..<end].filter { $0.kind == .prose }.map(\.text)
      let lastLine = (start..<end).last { lines[$0].kind != .blank } ?? start
      return Term(
        name: String(lines[start].text.dropFirst(4)[...].trimmed),
        fragment: Links.slug(of: lines[start]), definition: words.joined(separator: " "),
        lines: start...lastLine)
    }
  }
}
