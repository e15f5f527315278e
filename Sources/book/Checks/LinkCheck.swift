// Links that lead nowhere: a file that is not there, a heading that was renamed, a figure without a
// description. Addresses on the network are left to the reader's browser.

/// Follows the links of pages.
struct LinkCheck {
  private let manuscript: Manuscript
  private var fragments: [String: Set<String>] = [:]

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
  }

  mutating func findings(_ page: Page) -> [Finding] {
    var findings: [Finding] = []
    for link in page.links {
      if let sentence = fault(in: link, on: page) {
        findings.append(Finding(page.path, link.line + 1, sentence))
      }
      if link.isImage, label(of: link, on: page).allSatisfy(\.isWhitespace) {
        findings.append(
          Finding(page.path, link.line + 1, "the figure \(link.address) has no description."))
      }
    }
    return findings
  }

  private mutating func fault(in link: Page.Link, on page: Page) -> String? {
    let address = link.address
    if address.isEmpty { return "a link leads nowhere: its address is empty." }
    if Links.isExternal(address) { return nil }
    if address.hasPrefix("/") { return "the link \(address) should be relative to this page." }
    let path = Links.path(of: address, from: page.path)
    if path.hasPrefix("..") { return "the link \(address) leaves the repository." }
    guard manuscript.exists(path) else {
      return "the link \(address) is dead: there is no \(path)."
    }
    guard let fragment = Links.fragment(of: address), path.hasSuffix(".md") else { return nil }
    if fragments[path] == nil {
      let target =
        manuscript.pages.first { $0.path == path }
        ?? manuscript.text(of: path).map { Page(path: path, text: $0) }
      fragments[path] = target.map(Links.fragments) ?? []
    }
    return fragments[path]?.contains(fragment) == true
      ? nil : "the link \(address) is dead: \(path) has no heading or id \"\(fragment)\"."
  }

  private func label(of link: Page.Link, on page: Page) -> String {
    guard let label = link.label else { return "a description on two lines" }
    return String(Array(page.lines[link.line].text)[label])
  }
}
