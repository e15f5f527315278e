// Every term of the glossary is explained before it is used: where its words stand for the first
// time, in the order of SUMMARY.md, they lead to its entry, whose definition a reader of HTML sees
// there. So do the terms within a definition. What counts is prose: not code, math, headings,
// descriptions of figures, woven blocks, or the names and titles of references.

/// Looks for the first use of every term.
struct TermCheck {
  private let manuscript: Manuscript
  private let glossary: Glossary
  private let index: TermIndex

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    glossary = Glossary(manuscript)
    index = TermIndex(glossary)
  }

  /// First uses in the order of reading, then terms without a use, then definitions.
  func findings() -> [Finding] {
    guard let terms = manuscript.pages.first(where: { $0.path == Glossary.path }) else { return [] }
    var met: Set<String> = []
    var findings: [Finding] = []
    for page in manuscript.pages where isRead(page) {
      findings += unexplained(on: page, in: page.lines.indices, after: &met).map { place in
        Finding(
          page.path, place.line,
          "\"\(place.term.name)\" is used here for the first time: let it lead to "
            + "\(Glossary.path)#\(place.term.fragment), or take another word.")
      }
    }
    findings += glossary.terms.filter { !met.contains($0.fragment) }.map {
      Finding(
        Glossary.path, $0.lines.lowerBound + 1,
        "no page uses the words \"\($0.name)\": use them, or remove the entry.")
    }
    for term in glossary.terms {
      var met: Set = [term.fragment]
      let lines = term.lines.lowerBound..<term.lines.upperBound + 1
      findings += unexplained(on: terms, in: lines, after: &met).map { place in
        Finding(
          terms.path, place.line,
          "the definition of \"\(term.name)\" uses \"\(place.term.name)\": let it lead to "
            + "\(Glossary.path)#\(place.term.fragment).")
      }
    }
    return findings
  }

  /// Whether a page is read from beginning to end.
  private func isRead(_ page: Page) -> Bool {
    page.path.hasPrefix("book/")
      && ![Manuscript.summary, Glossary.path, Bibliography.path].contains(page.path)
  }

  /// The terms that these lines use, that were not met before, and that do not lead to their entry,
  /// with the lines counted from 1.
  private func unexplained(
    on page: Page, in lines: Range<Int>, after met: inout Set<String>
  ) -> [(term: Glossary.Term, line: Int)] {
    var found: [(term: Glossary.Term, line: Int)] = []
    for paragraph in page.paragraphs where lines.contains(paragraph.first) {
      guard page.lines[paragraph.first].kind == .prose else { continue }
      for use in index.uses(in: paragraph.inline) {
        let goal = use.address.map { Links.path(of: $0, from: page.path) }
        if goal == Bibliography.path || !met.insert(use.term.fragment).inserted { continue }
        let fragment = use.address.flatMap { Links.fragment(of: $0) }
        if goal == Glossary.path, fragment == use.term.fragment { continue }
        let before = paragraph.inline.characters[..<use.place.lowerBound]
        found.append((use.term, paragraph.first + 1 + before.count { $0 == "\n" }))
      }
    }
    return found
  }
}
