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
