// SUMMARY.md, in mdBook's grammar, names every page once. (A page it names that does not exist is a
// dead link, which LinkCheck reports.)

/// Compares the table of contents with the folder.
enum SummaryCheck {
  static func findings(_ manuscript: Manuscript) -> [Finding] {
    let summary = Manuscript.summary
    guard let contents = manuscript.pages.first(where: { $0.path == summary }) else { return [] }
    var findings: [Finding] = []
    var named: Set<String> = []
    for link in contents.links where !Links.isExternal(link.address) {
      let path = Links.path(of: link.address, from: summary)
      if !named.insert(path).inserted {
        findings.append(Finding(summary, link.line + 1, "\(path) is named a second time."))
      }
    }
    for path in manuscript.files(below: "book") where path.hasSuffix(".md") && path != summary {
      if !named.contains(path) {
        findings.append(Finding(summary, 1, "\(path) is not named here, so nobody will find it."))
      }
    }
    return findings
  }
}
