// Claims and recipes that a run has recorded and no page cites: a sentence that has gone missing, or
// a condition that nobody needs any more.

import Records

/// Looks for recorded claims and recipes without a page.
enum ClaimCheck {
  static func findings(_ manuscript: Manuscript) -> [Finding] {
    var claims: Set<String> = []
    var recipes: Set<String> = []
    for page in manuscript.pages {
      claims.formUnion(page.claims.map { "\($0.key)" })
      for case .recipe(let key) in page.blocks.map(\.marker) { recipes.insert("\(key)") }
    }
    return manuscript.runs.sorted { $0.key < $1.key }.flatMap { name, run in
      let file = "Figures/\(name)/\(Run.fileName)"
      func unused(_ kind: String, _ keys: some Sequence<String>, _ used: Set<String>) -> [Finding] {
        keys.sorted().filter { !used.contains("\(name).\($0)") }
          .map { Finding(file, 1, "no page cites the \(kind) \(name).\($0).") }
      }
      return unused("claim", (run.claims ?? [:]).keys, claims)
        + unused("recipe", (run.recipes ?? [:]).keys, recipes)
    }
  }
}
