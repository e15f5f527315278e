// The book for pandoc: its pages in annotated form, in the order of SUMMARY.md, lists of the figures
// and the exercises, a page for each source file that is quoted or named, and beside each page, as
// JSON, what the template of the HTML wants to know: title, neighbours, contents.

import Foundation
import Records

/// All files that pandoc reads.
struct Edition {
  /// A page as the contents name it.
  private struct Chapter {
    /// The name of its files, without their endings.
    let stem: String
    let number: String?
    let title: String
    /// The part that begins with it.
    let part: String?
    let text: String
  }

  private let manuscript: Manuscript
  private let pages: [AnnotatedPage]
  private let glossary: Glossary
  private let bibliography: Bibliography
  private let day: (String) -> String?

  /// - Parameter day: the day on which the run of this name was kept.
  init(_ manuscript: Manuscript, day: @escaping (String) -> String?) {
    self.manuscript = manuscript
    self.day = day
    glossary = Glossary(manuscript)
    bibliography = Bibliography(manuscript)
    pages = manuscript.pages.filter { $0.path.hasPrefix("book/") && $0.path != Manuscript.summary }
      .map { AnnotatedPage($0, in: manuscript) }
  }

  /// The files by their paths from the folder they are written to.
  func files() throws -> [String: String] {
    let chapters = chapters()
    var files = ["pages.txt": chapters.map { "\($0.stem)\n" }.joined()]
    func add(_ stem: String, _ text: String, _ metadata: Metadata) throws {
      files["\(stem).md"] = text
      files["\(stem).json"] = try metadata.encoded()
    }
    try add("index", "", metadata(title: "Contents", chapters))
    for (place, chapter) in chapters.enumerated() {
      try add(chapter.stem, chapter.text, metadata(of: place, chapters))
    }
    let citing = bibliography.works.filter { bibliography.pages(citing: $0).isEmpty }
      .flatMap(bibliography.sources)
    for path in Set(pages.flatMap(\.sources) + citing) {
      let language = Anchors.language(of: path)
      let fence = String(repeating: "`", count: 12)
      let code = manuscript.text(of: path) ?? ""
      let text = "\(fence) {.\(language) .numberLines #L}\n\(code)\n\(fence)\n"
      let depth = path.split(separator: "/").count
      try add(
        "source/\(path)", text,
        metadata(title: path, chapters, root: String(repeating: "../", count: depth)))
    }
    return files
  }

  // MARK: - Pages

  private func chapters() -> [Chapter] {
    let parts = parts()
    return pages.map { page in
      Chapter(
        stem: page.stem, number: page.chapter.map(String.init),
        title: page.title.replacing(/^\d+\.\s*/, with: ""), part: parts[page.page.path],
        text: page.text(adding: additions(to: page)) + end(of: page))
    } + [
      Chapter(
        stem: "list-of-figures", number: nil, title: "Figures", part: nil, text: listOfFigures()),
      Chapter(
        stem: "list-of-exercises", number: nil, title: "Exercises", part: nil,
        text: listOfExercises()),
    ]
  }

  /// The titles of parts in SUMMARY.md, by the page that comes first in each.
  private func parts() -> [String: String] {
    guard let contents = manuscript.pages.first(where: { $0.path == Manuscript.summary }) else {
      return [:]
    }
    var parts: [String: String] = [:]
    for (line, next) in contents.lines.enumerated().dropFirst().filter({ $1.kind == .heading }) {
      guard let link = contents.links.first(where: { $0.line > line }) else { continue }
      parts[Links.path(of: link.address, from: Manuscript.summary)] = String(
        next.text.trimmingPrefix(/#+\s+/))
    }
    return parts
  }

  /// What the pages of terms and of references say below each entry: where it is used.
  private func additions(to page: AnnotatedPage) -> [Int: [String]] {
    switch page.page.path {
    case Glossary.path: usesOfTerms()
    case Bibliography.path: usesOfWorks()
    default: [:]
    }
  }

  private func usesOfTerms() -> [Int: [String]] {
    glossary.terms.reduce(into: [:]) { additions, term in
      let users = pages.filter { $0.terms.contains(term.fragment) && $0.page.path != Glossary.path }
      let links = users.map(\.link)
      if !links.isEmpty {
        additions[term.lines.upperBound] = [
          "", "::: {.uses}", "In \(links.joined(separator: ", ")).", ":::",
        ]
      }
    }
  }

  /// A work that no page links to is named by sources.
  private func usesOfWorks() -> [Int: [String]] {
    bibliography.works.reduce(into: [:]) { additions, work in
      let users = Set(bibliography.pages(citing: work))
      var links = pages.filter { users.contains($0.page.path) }.map(\.link)
      if links.isEmpty {
        links = bibliography.sources(citing: work).map { "[`\($0)`](../\($0))" }
      }
      if !links.isEmpty {
        additions[work.lines.upperBound] = ["  [In \(links.joined(separator: ", ")).]{.uses}"]
      }
    }
  }

  /// What follows a page's text: the runs behind it, and the definitions of the terms it uses.
  private func end(of page: AnnotatedPage) -> String {
    let notes = page.runs.sorted().compactMap { name in
      manuscript.runs[name].map { RunNote(name: name, run: $0, day: day(name)).markdown }
    }
    var lines: [String] = []
    if !notes.isEmpty {
      lines = ["", ":::: {.runs}"] + notes.flatMap { [""] + $0 } + ["", "::::"]
    }
    let used = glossary.terms.filter { page.terms.contains($0.fragment) }
    if !used.isEmpty, page.page.path != Glossary.path {
      let definitions = used.flatMap {
        ["", "::: {#definition-\($0.fragment)}", $0.definition, ":::"]
      }
      lines += ["", ":::: {.definitions}"] + definitions + ["", "::::"]
    }
    return lines.map { "\($0)\n" }.joined()
  }

  // MARK: - Lists

  private func listOfFigures() -> String {
    list("Figures", of: \.figures) { figure in
      (figure.number.map { "Figure \($0)" } ?? "Figure", Self.firstSentence(of: figure.text))
    }
  }

  private func listOfExercises() -> String {
    list("Exercises", of: \.exercises) { ($0.number ?? "", $0.text) }
  }

  private func list(
    _ title: String, of entries: KeyPath<AnnotatedPage, [AnnotatedPage.Entry]>,
    as line: (AnnotatedPage.Entry) -> (link: String, rest: String)
  ) -> String {
    var lines = ["# \(title)"]
    for page in pages where !page[keyPath: entries].isEmpty {
      lines += ["", "## \(page.title)", ""]
      lines += page[keyPath: entries].map { entry in
        let (link, rest) = line(entry)
        return "- [\(link)](\(page.stem).md#\(entry.id)) \(rest)"
      }
    }
    return lines.map { "\($0)\n" }.joined()
  }

  private static func firstSentence(of text: String) -> String {
    guard let end = text.firstRange(of: /[.?!](?=\s+\p{Lu})/) else { return text }
    return String(text[..<end.upperBound])
  }

  // MARK: - Metadata

  private func metadata(of place: Int, _ chapters: [Chapter]) -> Metadata {
    let chapter = chapters[place]
    var metadata = metadata(title: chapter.title, chapters, current: place)
    metadata.number = chapter.number
    if place > 0 { metadata.previous = Metadata.Entry(chapters[place - 1]) }
    if place + 1 < chapters.count { metadata.next = Metadata.Entry(chapters[place + 1]) }
    return metadata
  }

  private func metadata(
    title: String, _ chapters: [Chapter], current: Int? = nil, root: String = ""
  ) -> Metadata {
    var contents = chapters.map { Metadata.Entry($0) }
    if let current { contents[current].current = true }
    return Metadata(pagetitle: title, root: root, contents: contents)
  }

  /// What the template wants to know of a page.
  private struct Metadata: Encodable {
    struct Entry: Encodable {
      let number: String?
      let title: String
      let part: String?
      let href: String
      var current: Bool?

      init(_ chapter: Chapter) {
        number = chapter.number
        title = chapter.title
        part = chapter.part
        href = "\(chapter.stem).html"
      }
    }

    let pagetitle: String
    /// From the page to the folder of all pages: empty, or `../../`.
    let root: String
    let contents: [Entry]
    var number: String?
    var previous: Entry?
    var next: Entry?

    func encoded() throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
}
