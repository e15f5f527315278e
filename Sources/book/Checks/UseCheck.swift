// Entries of the two lists at the end of the book, of references and of terms, that nothing refers
// to.

/// Looks for references and terms without a use.
enum UseCheck {
  static func findings(_ manuscript: Manuscript) -> [Finding] {
    references(manuscript) + terms(manuscript)
  }

  private static func references(_ manuscript: Manuscript) -> [Finding] {
    let bibliography = Bibliography(manuscript)
    return bibliography.works.filter {
      bibliography.pages(citing: $0).isEmpty && bibliography.sources(citing: $0).isEmpty
    }.map {
      Finding(
        Bibliography.path, $0.lines.lowerBound + 1,
        "no page links to \($0.id) and no source names it: use it or remove it.")
    }
  }

  private static func terms(_ manuscript: Manuscript) -> [Finding] {
    let used = Set(
      manuscript.pages.filter { $0.path != Glossary.path }.flatMap { page in
        page.links.filter { Links.path(of: $0.address, from: page.path) == Glossary.path }
          .compactMap { Links.fragment(of: $0.address) }
      })
    return Glossary(manuscript).terms.filter { !used.contains($0.fragment) }.map {
      Finding(
        Glossary.path, $0.lines.lowerBound + 1,
        "no page links to \($0.fragment): let the first use of the term lead here.")
    }
  }
}
