// The symbols that a formula is made of.

import Testing

@testable import book

struct FormulaTests {
  @Test(arguments: [
    ("x + 1", ["$x$"]), ("dx", ["$d$", "$x$"]), ("x'", ["$x$"]),
    ("\\mu x^n", ["$\\mu$", "$x$", "$n$"]),
    ("\\hat x", ["$\\hat{x}$"]), ("\\hat{x}_i", ["$`\\hat{x}_{i}`$"]), ("x_i^2", ["$`x_{i}`$"]),
    ("x'_{t + 1}", ["$`x_{t+1}`$"]), ("\\eta_\\text{max}", ["$`\\eta_{\\text{max}}`$"]),
    ("\\text{a b} \\mathrm{E} \\operatorname{tr} x", ["$x$"]), ("\\operatorname*{max}_z", ["$z$"]),
    ("\\begin{pmatrix} a \\\\ b \\end{pmatrix}", ["$a$", "$\\\\$", "$b$"]),
    ("\\left( x \\right)", ["$\\left$", "$x$", "$\\right$"]), ("x_", ["$x$"]), ("\\", ["$\\$"]),
    ("x_{a", ["$`x_{a}`$"]),
  ])
  func symbols(text: String, expected: [String]) {
    #expect(Formula(text).uses.map { "\($0.symbol)" } == expected)
  }

  @Test func symbolsOfASubscriptAreWithin() throws {
    let use = try #require(Formula("x_{a_b c}").uses.first)
    #expect(use.inner.map { "\($0.symbol)" } == ["$`a_{b}`$", "$c$"])
    #expect(use.inner[0].inner.map { "\($0.symbol)" } == ["$b$"])
  }

  @Test func aPagesFormulas() {
    let page = Page(
      path: "p",
      text: """
        Let $x$ be `$y$` and $`z
        + u`$.

        ```math
        v
        ```

        <!-- table:01.a -->
        $w$
        <!-- end -->
        | $q$ | ![$p$](p.svg) |
        """)
    let found = page.formulas.map {
      "\($0.line) " + $0.formula.uses.map { $0.symbol.letter }.joined()
    }
    #expect(found == ["0 x", "0 z", "1 u", "4 v", "10 q"])
  }
}
