// What the letters of the mathematics mean: `book/notation.md`, a table whose first column has the
// symbols of a row and whose last the chapters in which they have its meaning: `[1](01-regression.md),
// 3, 5–9`, the first of them a link. A page without a number is named by a link:
// `[primer](primer-mathematics.md)`.

/// The rows of the notation.
struct Notation {
  /// A meaning.
  struct Row {
    /// The line of the row, counted from 0.
    let line: Int
    let symbols: [Formula.Symbol]
    /// The paths of the pages on which the symbols have this meaning.
    let pages: [String]
  }

  static let path = "book/notation.md"

  /// In the order of the page; none where there is no such page.
  private(set) var rows: [Row] = []
  /// Rows that cannot be understood.
  private(set) var findings: [Finding] = []
  /// The numbered chapters: their paths by their numbers.
  private let chapters: [Int: String]

  init(_ manuscript: Manuscript) {
    chapters = Self.chapters(of: manuscript)
    let lines = manuscript.pages.first { $0.path == Self.path }?.lines ?? []
    for (index, line) in lines.enumerated() where line.isTableRow {
      let isHead = index + 1 < lines.count && Self.isRule(lines[index + 1].text)
      if !isHead, !Self.isRule(line.text) { read(line.text, index) }
    }
  }

  /// The path of the chapter with this number.
  func chapter(_ number: Int) -> String? { chapters[number] }

  /// The number of a chapter, nil for another page.
  func number(of path: String) -> Int? { chapters.first { $0.value == path }?.key }

  private static func chapters(of manuscript: Manuscript) -> [Int: String] {
    manuscript.pages.reduce(into: [:]) { chapters, page in
      if let match = page.path.prefixMatch(of: /book\/(\d\d)-/), let number = Int(match.1) {
        chapters[number] = page.path
      }
    }
  }

  private static func isRule(_ row: String) -> Bool {
    row.contains("-") && row.allSatisfy { "|-: ".contains($0) }
  }

  private mutating func read(_ row: String, _ line: Int) {
    let cells = row.split(separator: "|").map(\.trimmed)
    let formulas = (cells.first ?? "").matches(of: /\$`?([^$`]+)`?\$/).map { Formula($0.1).uses }
    let symbols = formulas.compactMap { $0.count == 1 ? Self.symbol($0[0].symbol) : nil }
    if symbols.isEmpty || symbols.count < formulas.count {
      report(line, "the first column should have symbols, each in a formula of its own.")
    }
    let items = (cells.last ?? "").split(separator: ",").map { pages(named: $0.trimmed) }
    if items.contains(nil) || items.isEmpty {
      report(line, "the last column should name chapters, as in [1](01-regression.md), 3, 5–9.")
    }
    rows.append(Row(line: line, symbols: symbols, pages: items.flatMap { $0 ?? [] }))
  }

  /// The symbol that a row declares: an index below it stands for any.
  private static func symbol(_ symbol: Formula.Symbol) -> Formula.Symbol {
    let isIndexed = symbol.below.allSatisfy { "ijk".contains($0) }
    return Formula.Symbol(
      letter: symbol.letter, accent: symbol.accent, below: isIndexed ? "" : symbol.below)
  }

  /// The pages that a number, a range or a link names; nil if it names none.
  private func pages(named item: Substring) -> [String]? {
    if let match = item.wholeMatch(of: /\[(\D[^\]]*)\]\(([^)]+)\)/) {
      return [Links.path(of: String(match.2), from: Self.path)]
    }
    guard let match = item.wholeMatch(of: /(?:\[(\d+)\]\(([^)]+)\)|(\d+))(?:–(\d+))?/),
      let first = (match.1 ?? match.3).flatMap({ Int($0) }), let page = chapters[first]
    else { return nil }
    if let address = match.2, Links.path(of: String(address), from: Self.path) != page {
      return nil
    }
    guard let last = match.4.map({ Int($0) ?? first }) else { return [page] }
    let pages = (first...max(first, last)).compactMap { chapters[$0] }
    return last > first && pages.count == last - first + 1 ? pages : nil
  }

  private mutating func report(_ line: Int, _ sentence: String) {
    findings.append(Finding(Self.path, line + 1, sentence))
  }
}
