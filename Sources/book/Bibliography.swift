// The works that the book refers to: `book/references.md`, where each is an item of a list with an id
// of the first author's name and the year, `kingma-2015`. A page refers to a work by a link; a
// source, which is part of the book too, by name and year in a comment.

import Foundation

/// The works by their ids.
struct Bibliography {
  /// An entry of the list.
  struct Work {
    /// As in `adams-1995`, or `krizhevsky-2012-imagenet` for another of the same year.
    let id: String
    /// The lines of the entry, counted from 0.
    let lines: ClosedRange<Int>
  }

  static let path = "book/references.md"

  /// In the order of the page; none where there is no such page.
  let works: [Work]
  private let pages: [Page]
  private let manuscript: Manuscript

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    pages = manuscript.pages.filter { $0.path != Self.path }
    let lines = manuscript.pages.first { $0.path == Self.path }?.lines ?? []
    works = lines.indices.compactMap { first in
      guard let match = lines[first].text.firstMatch(of: /^- <a id="([^"]+)">/) else { return nil }
      let rest = lines[(first + 1)...].prefix { $0.text.hasPrefix("  ") }
      return Work(id: String(match.1), lines: first...(rest.endIndex - 1))
    }
  }

  /// The paths of the pages that link to a work, in the book's order.
  func pages(citing work: Work) -> [String] {
    let here = pages.filter { page in
      page.links.contains {
        Links.path(of: $0.address, from: page.path) == Self.path
          && Links.fragment(of: $0.address) == work.id
      }
    }
    return here.map(\.path)
  }

  /// The paths of the sources that name the first author of a work, whatever his accents, and, soon
  /// after, its year.
  func sources(citing work: Work) -> [String] {
    let parts = work.id.split(separator: "-")
    guard parts.count > 1, let citation = try? Regex("\\b\(parts[0])\\b.{0,60}?\\b\(parts[1])\\b")
    else { return [] }
    return ["Lessons", "Sources"].flatMap { manuscript.files(below: $0) }.filter { path in
      guard path.hasSuffix(".swift"), let text = manuscript.text(of: path) else { return false }
      let comments = text.split(separator: "\n").filter { $0.contains("//") }
        .joined(separator: " ")
      return comments.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: .book)
        .contains(citation)
    }
  }
}
