import Testing

@testable import Plot

struct MarkupTests {
  /// The runs of a label as text: subscripts in [ ], superscripts in ( ).
  private func parsed(_ source: String) -> String {
    Markup(source).runs.map {
      switch $0.level {
      case .base: $0.text
      case .sub: "[\($0.text)]"
      case .sup: "(\($0.text))"
      }
    }.joined()
  }

  @Test func `a script of two slants is plain text as one`() {
    #expect(Markup("x^{n+1}").plain == "x^n+1" && Markup("w_{12}").plain == "w₁₂")
  }

  /// The letters of a label that are set in italics.
  private func variables(_ source: String) -> String {
    Markup(source).runs.filter(\.isItalic).map(\.text).joined(separator: " ")
  }

  @Test(arguments: [
    ("x", "x"), ("x^2 + x − √x", "x x x"), ("w_{out}", "w"), ("x_i", "x i"), ("x_1", "x"),
    ("T^2", "T"), ("σ(x)", "σ x"), ("Δx", "x"), ("∂L/∂w", "L w"), ("η = 0.1", "η"),
    ("a = 1", "a"), ("x^{n+1}", "x n"), ("C = A · B", "C A B"), ("A and B", "A B"),
    ("a from −1 to 1", "a"), ("Wᵀ", "W"), ("λ₁", "λ"), ("f(a, b)", "f a b"), ("d·H·d", "d H d"),
    ("dW", "dW"), ("dγ·dg", "dγ dg"), ("dx̂", "dx̂"), ("x̂", "x̂"), ("2c·dq", "c dq"), ("3D", ""),
    ("60k", ""),
    ("do", ""), ("é", ""),
    ("\\x", ""), ("loss", ""), ("a line", ""), ("I see", ""), ("5 s", ""), ("GB/s", ""),
    ("dv/n", "dv n"),
    ("t-SNE", ""), ("e.g. this", ""), ("F1", ""), ("learning_rate", ""), ("LeNet-5", ""),
    ("3 epochs, ± 2 %", ""), ("it's", ""), ("", ""),
  ])
  func `letters that stand alone are variables`(source: String, expected: String) {
    #expect(variables(source) == expected)
  }

  @Test(arguments: [
    ("loss", "loss"), ("x_1", "x[1]"), ("x_12", "x[12]"), ("w_{out}", "w[out]"), ("R^2", "R(2)"),
    ("10^{-3}", "10(−3)"), ("α_i x^3 − 1", "α[i] x(3) − 1"), ("learning_rate", "learning_rate"),
    ("f_1x", "f_1x"), ("a_", "a_"), ("_x", "_x"), ("a_{}", "a_{}"), ("a_{b", "a_{b"),
    ("a\\_1", "a_1"), ("W_i^2", "W[i](2)"), ("", ""), ("2^n", "2(n)"), ("θ^*", "θ(*)"),
    ("a\\", "a\\"), ("x_ y", "x_ y"),
  ])
  func `scripts are told from plain marks`(source: String, expected: String) {
    #expect(parsed(source) == expected)
  }
}
