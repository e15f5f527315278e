// What a run has recorded and no page shows or cites: a sentence that has gone missing, or a number
// that nobody needs any more.

import Records

/// Looks for numbers, tables, outputs, figures, claims and recipes without a page.
enum CitationCheck {
  /// What all pages cite, by kind.
  private struct Cited {
    var numbers: Set<String> = []
    var tables: Set<String> = []
    var outputs: Set<String> = []
    var figures: Set<String> = []
    var claims: Set<String> = []
    var recipes: Set<String> = []

    mutating func add(_ page: Page) {
      numbers.formUnion(page.numbers.map { "\($0.key)" })
      numbers.formUnion(page.altTexts.flatMap(\.text.keys).map { "\($0)" })
      claims.formUnion(page.claims.map { "\($0.key)" })
      figures.formUnion(
        page.links.filter(\.isImage).map { Links.path(of: $0.address, from: page.path) })
      for block in page.blocks {
        switch block.marker {
        case .table(let key): tables.insert("\(key)")
        case .output(let key): outputs.insert("\(key)")
        case .recipe(let key): recipes.insert("\(key)")
        default: break
        }
      }
    }
  }

  static func findings(_ manuscript: Manuscript) -> [Finding] {
    var cited = Cited()
    for page in manuscript.pages { cited.add(page) }
    return manuscript.runs.sorted { $0.key < $1.key }.flatMap { name, run in
      let file = "Figures/\(name)/\(Run.fileName)"
      func unused(_ kind: String, _ keys: some Sequence<String>, _ used: Set<String>) -> [Finding] {
        keys.sorted().filter { !used.contains("\(name).\($0)") }
          .map { Finding(file, 1, "no page cites the \(kind) \(name).\($0).") }
      }
      let figures = run.figures.values.map(\.file).sorted()
        .filter { !cited.figures.contains("Figures/\(name)/\($0)") }
        .map { Finding(file, 1, "no page shows the figure \($0).") }
      let findings = [
        unused("number", run.numbers.keys, cited.numbers),
        unused("table", run.tables.keys, cited.tables),
        unused("output", run.outputs.keys, cited.outputs), figures,
        unused("claim", (run.claims ?? [:]).keys, cited.claims),
        unused("recipe", (run.recipes ?? [:]).keys, cited.recipes),
      ]
      return findings.flatMap { $0 }
    }
  }
}
