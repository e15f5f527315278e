// One symbol, one meaning in a chapter. The notation says which symbol means what in which chapters,
// and these are held to it. A letter that no row has is free. On a page without a number the letters
// of a section `Chapter 3` are those of chapter 3, and a marker behind the words that introduce
// others, `<!-- letters: r, \tau -->`, lets them hold until the section ends.

/// Compares the mathematics of the chapters with the notation.
struct SymbolCheck {
  private let manuscript: Manuscript
  private let notation: Notation
  /// The line of the row that gives a symbol its meaning on a page.
  private var meanings: [String: [Formula.Symbol: Int]] = [:]
  private var known: Set<String> = []
  private var conflicts: [Finding] = []

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    notation = Notation(manuscript)
    for row in notation.rows {
      for symbol in row.symbols {
        known.insert(symbol.letter)
        for page in row.pages { declare(symbol, on: page, by: row) }
      }
    }
  }

  private mutating func declare(_ symbol: Formula.Symbol, on page: String, by row: Notation.Row) {
    if let line = meanings[page]?[symbol] {
      conflicts.append(
        Finding(
          Notation.path, row.line + 1,
          "\(symbol) has two meanings in \(name(of: page)), here and on line \(line + 1): give one "
            + "of them another letter."))
    }
    meanings[page, default: [:]][symbol] = row.line
  }

  /// Rows at odds with each other, letters without a meaning page by page, rows without a use.
  func findings() -> [Finding] {
    guard !notation.rows.isEmpty else { return notation.findings }
    var findings = notation.findings + conflicts
    var unused = meanings
    for page in manuscript.pages where page.path.hasPrefix("book/") {
      var reading = Reading(of: page, by: self)
      reading.read()
      findings += reading.findings
      for symbol in reading.used { unused[page.path]?[symbol] = nil }
    }
    let rows = unused.flatMap { page, symbols in
      symbols.map { symbol, line in
        Finding(
          Notation.path, line + 1,
          "\(name(of: page)) does not use \(symbol): take it from the row's last column.")
      }
    }
    return findings + rows.sorted { ($0.line, $0.sentence) < ($1.line, $1.sentence) }
  }

  /// The row's symbol that is meant by one in a formula: with its accent and its subscript if a row
  /// has these, or without.
  fileprivate func meaning(of symbol: Formula.Symbol, on page: String) -> Formula.Symbol? {
    let plain = Formula.Symbol(letter: symbol.letter)
    let accented = Formula.Symbol(letter: symbol.letter, accent: symbol.accent)
    let indexed = Formula.Symbol(letter: symbol.letter, below: symbol.below)
    return [symbol, indexed, accented, plain].first { meanings[page]?[$0] != nil }
  }

  fileprivate func isKnown(_ letter: String) -> Bool { known.contains(letter) }

  /// Whether any row gives the letter a meaning on the page.
  fileprivate func hasMeaning(_ letter: String, on page: String) -> Bool {
    meanings[page]?.keys.contains { $0.letter == letter } == true
  }

  fileprivate func isNumbered(_ page: String) -> Bool { notation.number(of: page) != nil }

  /// The page whose letters hold below a heading.
  fileprivate func chapter(below heading: String, on page: String) -> String? {
    if !isNumbered(page), let match = heading.wholeMatch(of: /#+ Chapter (\d+)/) {
      return Int(match.1).flatMap { notation.chapter($0) }
    }
    return isNumbered(page) || meanings[page] != nil ? page : nil
  }

  fileprivate func name(of page: String) -> String {
    notation.number(of: page).map { "chapter \($0)" } ?? page
  }
}

/// The mathematics of one page, read from above.
private struct Reading {
  private let page: Page
  private let check: SymbolCheck
  /// The page whose letters hold, nil where none do.
  private var chapter: String?
  /// The letters of the section alone: where they are introduced, and whether they are used.
  private var own: [String: (line: Int, isUsed: Bool)] = [:]
  private var missing: Set<String> = []
  private(set) var used: Set<Formula.Symbol> = []
  private(set) var findings: [Finding] = []

  init(of page: Page, by check: SymbolCheck) {
    self.page = page
    self.check = check
  }

  mutating func read() {
    let formulas = Dictionary(grouping: page.formulas, by: \.line)
    for (index, line) in page.lines.enumerated() {
      if line.kind == .heading { begin(below: line.text) }
      for introduction in page.letters where introduction.line == index {
        introduce(introduction)
      }
      for use in (formulas[index] ?? []).flatMap(\.formula.uses) { note(use, on: index) }
    }
    end()
  }

  private mutating func begin(below heading: String) {
    end()
    chapter = check.chapter(below: heading, on: page.path)
    if !check.isNumbered(page.path) { missing = [] }
  }

  private mutating func end() {
    for (letter, place) in own.sorted(by: { ($0.value.line, $0.key) < ($1.value.line, $1.key) })
    where !place.isUsed {
      report(place.line, "$\(letter)$ is introduced for this section, which does not use it.")
    }
    own = [:]
  }

  private mutating func introduce(_ letters: Page.Letters) {
    if check.isNumbered(page.path) {
      report(letters.line, "a chapter's letters have their meaning in \(Notation.path).")
    }
    for letter in letters.letters {
      if let chapter, check.hasMeaning(letter, on: chapter) {
        report(
          letters.line,
          "$\(letter)$ has a meaning in \(check.name(of: chapter)): take another letter.")
      }
      own[letter] = (letters.line, false)
    }
  }

  private mutating func note(_ use: Formula.Use, on line: Int) {
    guard let chapter else { return }
    let letter = use.symbol.letter
    if let symbol = check.meaning(of: use.symbol, on: chapter) {
      used.insert(symbol)
      if !symbol.below.isEmpty { return }
    } else if own[letter] != nil {
      own[letter]?.isUsed = true
    } else if check.isKnown(letter), missing.insert(letter).inserted {
      report(
        line,
        "$\(letter)$ has a meaning in \(Notation.path), but none in \(check.name(of: chapter)): "
          + "add it to a row, or take another letter.")
    }
    for inner in use.inner { note(inner, on: line) }
  }

  private mutating func report(_ line: Int, _ sentence: String) {
    findings.append(Finding(page.path, line + 1, sentence))
  }
}
