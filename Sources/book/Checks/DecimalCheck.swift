// A number with a decimal point in prose must come from somewhere: from a run (woven), from a
// derivation (in math or code), or from a cited source (between <!-- literal --> and <!-- /literal
// -->). Not counted are numbers of sections and of versions (`section 3.2`, `Swift 6.3`, `1.2.3`),
// numbers within names (`x86.64`, `arXiv:1412.6980`, `10.1000/182`), the number that opens a
// heading, and the list of references, which is nothing but numbers of others.

/// Finds decimals no run wrote.
enum DecimalCheck {
  /// Words after which a decimal is a label, not a measurement.
  private static let labels: Set<String> = [
    "section", "sections", "chapter", "chapters", "equation", "equations", "eq.", "figure", "fig.",
    "table", "exercise", "exercises", "algorithm", "theorem", "appendix", "version", "§", "swift",
    "python", "pytorch", "macos", "ubuntu", "debian", "cairo", "pandoc",
  ]

  static func findings(_ page: Page) -> [Finding] {
    guard page.path != Bibliography.path else { return [] }
    let prose = page.lines.indices.flatMap { index in
      decimals(page, index).map { decimal in
        Finding(
          page.path, index + 1,
          "no run wrote \(decimal): weave it, or put it in code, math or <!-- literal -->.")
      }
    }
    return prose
      + page.altTexts.flatMap { alt in
        decimals(alt.text.words).map { decimal in
          Finding(
            page.path, alt.lines.lowerBound + 1,
            "no run wrote \(decimal): weave it, or write {literal \(decimal)}.")
        }
      }
  }

  private static func decimals(_ page: Page, _ index: Int) -> [String] {
    guard page.lines[index].text.contains(".") else { return [] }
    var characters = page.prose(index)
    for number in page.numbers where number.line == index { blank(number.value, of: &characters) }
    for columns in page.literals[index] ?? [] { blank(columns, of: &characters) }
    let line = page.lines[index]
    return decimals(
      String(characters), after: index > 0 ? String(page.prose(index - 1)) : "",
      opensHeading: line.kind == .heading)
  }

  /// The decimals of a text that are no labels.
  ///
  /// - Parameters:
  ///   - above: the text before it.
  ///   - opensHeading: whether a number at its beginning is a heading's.
  private static func decimals(
    _ text: String, after above: String = "", opensHeading: Bool = false
  ) -> [String] {
    text.matches(of: /\d[\d,]*\.\d+/).compactMap { match in
      let before = text[..<match.range.lowerBound]
      let after = text[match.range.upperBound...]
      if let last = before.last, last.isLetter || "_.,:/§".contains(last) { return nil }
      if let next = after.first, next.isLetter || "_/".contains(next) { return nil }
      if after.contains(/^\.\d/) { return nil }
      let word = (above + " " + before).split(whereSeparator: \.isWhitespace).last ?? ""
      if labels.contains(word.lowercased().trimmingPrefix(/[(\[]+/).description) { return nil }
      if opensHeading, before.allSatisfy({ "# ".contains($0) }) { return nil }
      return String(match.0)
    }
  }

  private static func blank(_ columns: Range<Int>, of characters: inout [Character]) {
    for column in columns { characters[column] = " " }
  }
}
