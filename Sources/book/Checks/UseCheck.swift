// Entries of the list of references that nothing refers to.

/// Looks for references without a use.
enum UseCheck {
  static func findings(_ manuscript: Manuscript) -> [Finding] {
    let bibliography = Bibliography(manuscript)
    return bibliography.works.filter {
      bibliography.pages(citing: $0).isEmpty && bibliography.sources(citing: $0).isEmpty
    }.map {
      Finding(
        Bibliography.path, $0.lines.lowerBound + 1,
        "no page links to \($0.id) and no source names it: use it or remove it.")
    }
  }
}
