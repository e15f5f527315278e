// Where links lead: addresses resolved to paths from the root, and the fragments a page offers, by
// GitHub's rule for headings: lower case, letters, marks, digits, `_` and `-` kept, spaces to `-`,
// repeated headings numbered `-1`, `-2`; and every explicit `id` of a tag.

import Foundation

/// Addresses and fragments.
enum Links {
  /// Whether an address leaves the repository: `https://…`, `mailto:…`.
  static func isExternal(_ address: String) -> Bool {
    address.contains(/^[A-Za-z][A-Za-z0-9+.-]*:/)
  }

  /// The path from the root to which an address leads from a page, without its fragment; it begins
  /// with `..` if it leaves the repository, and is the page itself for `#fragment`.
  static func path(of address: String, from page: String) -> String {
    let file = address.prefix { $0 != "#" }
    if file.isEmpty { return page }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in (String(file).removingPercentEncoding ?? String(file)).split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where parts.last != nil && parts.last != "..": parts.removeLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// The fragment of an address, without `#`; nil if it has none.
  static func fragment(of address: String) -> String? {
    guard let hash = address.firstIndex(of: "#") else { return nil }
    let fragment = String(address[address.index(after: hash)...])
    return fragment.removingPercentEncoding ?? fragment
  }

  /// All fragments that lead somewhere in a page.
  static func fragments(of page: Page) -> Set<String> {
    var fragments: Set<String> = []
    var seen: [String: Int] = [:]
    for line in page.lines where line.kind == .heading || line.kind == .prose {
      for match in line.text.matches(of: /<[^>]*\b(?:id|name)="([^"]+)"/) {
        fragments.insert(String(match.1))
      }
      guard line.kind == .heading else { continue }
      let slug = slug(of: line)
      fragments.insert(seen[slug].map { "\(slug)-\($0)" } ?? slug)
      seen[slug, default: 0] += 1
    }
    return fragments
  }

  /// The fragment of a heading that is the first of its words on the page.
  static func slug(of line: Page.Line) -> String {
    let shown = zip(line.text, line.marks)
      .filter { ![.comment, .tag, .address].contains($1) }.map { $0.0 }
    let title = String(shown).trimmingPrefix(/#+\s+/).trimmed
      .replacing(/\s+#+$/, with: "").replacing(/\b_(.+?)_\b/) { $0.1 }
    return String(
      title.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return isWord(character) || character == "-" ? character : nil
      })
  }

  /// Whether a character counts as part of a word: letters, marks, decimal digits, connectors.
  private static func isWord(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark:
        true
      default: scalar.properties.isAlphabetic && scalar.properties.generalCategory != .otherSymbol
      }
    }
  }
}
