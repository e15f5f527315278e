// The second form of a page, for pandoc. The comments that steer the weaving say nothing to a reader
// of HTML, EPUB or PDF; here what they know becomes attributes: the source and the lines of a
// listing, the run of a number, table, output or figure, and ids and numbers for all that can be
// referred to. The Lua filters of `book/pages` make captions and links of them.

/// A page in its annotated form, and what the rest of the book wants to know of it.
struct AnnotatedPage {
  /// A figure or an exercise, as the lists at the end of the book name it.
  struct Entry: Equatable {
    let id: String
    /// Its number, `8.3` or `08.1`; nil on a page without one.
    let number: String?
    /// The caption of a figure, the title of an exercise: Markdown, on one line.
    let text: String
  }

  let page: Page
  /// The first heading, in Markdown.
  let title: String
  /// The number that opens the title.
  let chapter: Int?
  private(set) var figures: [Entry] = []
  private(set) var exercises: [Entry] = []
  /// The names of the runs that the page shows something of, in the order of their kinds.
  private(set) var runs: [String] = []
  /// The files that listings are cut from, or that the text names.
  private(set) var sources: Set<String> = []
  /// The fragments of the terms that the page links to.
  private(set) var terms: Set<String> = []

  private let manuscript: Manuscript
  private var numbering: Numbering
  private var edits: [Edit] = []

  init(_ page: Page, in manuscript: Manuscript) {
    self.page = page
    self.manuscript = manuscript
    title =
      page.lines.first { $0.kind == .heading }
      .map { String($0.text.trimmingPrefix(/#+\s+/)) } ?? page.path
    chapter = Int(title.prefix { $0.isNumber })
    numbering = Numbering(chapter: chapter)
    for block in page.blocks { annotate(block) }
    for alt in page.altTexts {
      edits.append(Edit(lines: alt.lines, columns: nil, replacement: [""], name: "a comment"))
    }
    for link in page.links { link.isImage ? annotate(image: link) : note(link) }
    for number in page.numbers { annotate(number) }
    for claim in page.claims { _ = use(claim.key.run) }
    for line in page.lines.indices where page.lines[line].kind == .prose {
      annotate(exercise: line)
      annotate(paths: line)
    }
  }

  /// The annotated text, with what is added at the end of some of its lines.
  func text(adding additions: [Int: [String]] = [:]) -> String {
    let additions = additions.map { line, lines in
      Edit(
        lines: line...line, columns: nil, replacement: [page.lines[line].text] + lines,
        name: "addition")
    }
    return Weaver.text(of: page, edits + additions)
  }

  /// The name of its file, without the ending.
  var stem: String { String((page.path.split(separator: "/").last ?? "").dropLast(3)) }

  /// How other pages call this one and lead to it: as `chapter 8`, or by its title.
  var link: String { "[\(chapter.map { "chapter \($0)" } ?? title)](\(stem).md)" }

  // MARK: - Blocks

  private mutating func annotate(_ block: Page.Block) {
    let inner = page.lines[(block.first + 1)..<block.last].map(\.text)
    let replacement: [String]
    switch block.marker {
    case .snippet(let path, let anchor):
      sources.insert(path)
      let lines = manuscript.text(of: path).flatMap { Anchors(path: path, text: $0).lines(anchor) }
      replacement = fenced(
        inner, named: anchor ?? path,
        [("source", path), ("lines", lines.map { "\($0.lowerBound)-\($0.upperBound)" })])
    case .output(let key):
      replacement = fenced(inner, named: key.key, [("run", use(key.run))])
    case .table(let key):
      let (id, number) = numbering.next(.table, key.key)
      let attributes = Attributes(
        id: id, classes: ["table"], values: [("number", number), ("run", use(key.run))])
      let indent = page.lines[block.first].text.prefix { $0 == " " }
      replacement = ["\(indent)::: \(attributes)", ""] + inner + ["", "\(indent):::"]
    case .recipe(let key):
      let attributes = Attributes(classes: ["recipe"], values: [("run", use(key.run))])
      let indent = page.lines[block.first].text.prefix { $0 == " " }
      replacement = ["\(indent)::: \(attributes)"] + inner + ["\(indent):::"]
    default: return
    }
    edits.append(
      Edit(
        lines: block.first...block.last, columns: nil, replacement: replacement, name: "a block"))
  }

  /// A fenced block, with attributes in place of the word after its fence.
  private mutating func fenced(
    _ lines: [String], named name: String, _ values: [(key: String, value: String?)]
  ) -> [String] {
    guard let opening = lines.first?.firstMatch(of: /^(\s*`+)(\w+)/) else { return lines }
    let (id, number) = numbering.next(.listing, name)
    let attributes = Attributes(
      id: id, classes: [String(opening.2), "listing"], values: [("number", number)] + values)
    return ["\(opening.1) \(attributes)"] + lines.dropFirst()
  }

  // MARK: - Within a line

  private mutating func annotate(_ number: Page.Number) {
    let value = String(Array(page.lines[number.line].text)[number.value])
    replace(
      number.value, on: number.line,
      by: "[\(value)](#run-\(use(number.key.run)) \"\(number.key)\"){.number}")
  }

  private mutating func annotate(image link: Page.Link) {
    guard let label = link.label else { return }
    let path = Links.path(of: link.address, from: page.path)
    let name = path.split(separator: "/").last?.prefix { $0 != "." } ?? ""
    let (id, number) = numbering.next(.figure, name)
    var values = [("number", number)]
    if let match = path.wholeMatch(of: /Figures\/(\d{2,}|[a-z]+)\/[^\/]+/) {
      values.append(("run", use(String(match.1))))
    }
    for (key, file) in Live.files(of: path) where manuscript.exists(file) {
      values.append((key, file))
    }
    let end = label.upperBound + "](\(link.address))".count
    replace(end..<end, on: link.line, by: "\(Attributes(id: id, values: values))")
    figures.append(Entry(id: id, number: number, text: caption(below: link.line)))
  }

  /// The paragraph in emphasis below a figure, on one line.
  private func caption(below line: Int) -> String {
    let paragraph = page.lines.dropFirst(line + 1).drop { $0.kind == .blank }
      .prefix { $0.kind == .prose }.map(\.text).joined(separator: " ")
    guard let match = paragraph.wholeMatch(of: /\*([^*].*)\*/) else { return "" }
    return String(match.1)
  }

  private mutating func annotate(exercise line: Int) {
    let pattern = /(\*\*Exercise\*\* `([\d.]+)`) (\S+) \*\*(.+?)\*\*/
    guard let match = page.lines[line].text.prefixMatch(of: pattern) else { return }
    let id = "exercise-\(match.2.replacing(".", with: "-"))"
    exercises.append(Entry(id: id, number: String(match.2), text: "\(match.3) \(match.4)"))
    replace(0..<match.1.count, on: line, by: "[\(match.1)]{#\(id) .exercise}")
  }

  /// Lets the names of files in the text lead to the files.
  private mutating func annotate(paths line: Int) {
    let text = page.lines[line].text
    for match in text.matches(of: /(^|[^`\[])`([\w.+-]+(?:\/[\w.+-]+)+\.[a-z]+)`(?!`)/) {
      let path = String(match.2)
      let start = text.distance(from: text.startIndex, to: match.range.lowerBound) + match.1.count
      guard page.lines[line].marks[start] == .code, manuscript.text(of: path) != nil else {
        continue
      }
      sources.insert(path)
      replace(start..<start + path.count + 2, on: line, by: "[`\(path)`](../\(path))")
    }
  }

  private mutating func note(_ link: Page.Link) {
    let path = Links.path(of: link.address, from: page.path)
    if path == Glossary.path, let term = Links.fragment(of: link.address) { terms.insert(term) }
  }

  // MARK: - Helpers

  private mutating func use(_ run: String) -> String {
    if !runs.contains(run) { runs.append(run) }
    return run
  }

  private mutating func replace(_ columns: Range<Int>, on line: Int, by text: String) {
    edits.append(Edit(lines: line...line, columns: columns, replacement: [text], name: "a word"))
  }
}
