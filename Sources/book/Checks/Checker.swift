// Everything `book check` insists on, gathered. Each check looks at one thing and returns findings;
// none changes a file.

import Records

/// All checks on a manuscript.
struct Checker {
  let manuscript: Manuscript
  let runs: RunCheck

  init(manuscript: Manuscript) {
    self.manuscript = manuscript
    runs = RunCheck(manuscript)
  }

  /// Every finding: runs first, then the pages in the book's order, then sources.
  func findings() -> [Finding] {
    let weaver = Weaver(manuscript: manuscript)
    var links = LinkCheck(manuscript)
    var findings = manuscript.findings + runs.findings()
    findings += SummaryCheck.findings(manuscript) + UseCheck.findings(manuscript)
    findings += TermCheck(manuscript).findings() + SymbolCheck(manuscript).findings()
    for page in manuscript.pages {
      let found =
        WeavingCheck.findings(page, weaver) + LayoutCheck.findings(page)
        + DecimalCheck.findings(page) + links.findings(page)
      findings += found.sorted { $0.line < $1.line }
    }
    return findings + AnchorCheck.findings(manuscript) + CitationCheck.findings(manuscript)
  }
}
