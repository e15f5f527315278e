// A figure in words, for the description that an SVG keeps: what is drawn over what, and the names
// of the series. What the figure shows, its numbers, the page says that it stands on.

extension Figure {
  /// The plots in order, each with its title, its axes and its named series: "Two plots. Training:
  /// loss (logarithmic) over epoch; SGD, Adam. …".
  var summary: String {
    let parts = axes.map(\.summary).filter { !$0.isEmpty }
    let count = axes.count == 1 ? [] : ["\(axes.count) plots"]
    return (count + parts).map { $0 + "." }.joined(separator: " ")
  }
}

extension Axes {
  fileprivate var summary: String {
    let names = drawings.flatMap { $0.layers.compactMap(\.label) }.map { Markup($0).plain }
    let axes = [y.summary, x.summary].compactMap { $0 }.joined(separator: " over ")
    let rest = [axes, names.joined(separator: ", ")].filter { !$0.isEmpty }.joined(separator: "; ")
    return [title.map { Markup($0).plain } ?? "", rest].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }
}

extension Axis {
  /// The label, and whether the scale is logarithmic; nil without a label.
  fileprivate var summary: String? {
    label.isEmpty ? nil : Markup(label).plain + (scale == .log ? " (logarithmic)" : "")
  }
}

extension Markup {
  /// The label in characters alone: `x²`, `x₁`, and `w_out` where there are none.
  var plain: String {
    let levels = runs.reduce(into: [Run]()) { joined, run in
      if joined.last?.level == run.level {
        joined[joined.count - 1].text += run.text
      } else {
        joined.append(run)
      }
    }
    return levels.map { run in
      let table: [Character: Character] =
        switch run.level {
        case .base: [:]
        case .sup: Self.raised
        case .sub: Self.lowered
        }
      if run.level == .base { return run.text }
      let characters = run.text.compactMap { table[$0] }
      if characters.count == run.text.count { return String(characters) }
      return (run.level == .sup ? "^" : "_") + run.text
    }.joined()
  }

  private static let digits = "0123456789\u{2212}+"
  private static let raised = Dictionary(uniqueKeysWithValues: zip(digits, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"))
  private static let lowered = Dictionary(uniqueKeysWithValues: zip(digits, "₀₁₂₃₄₅₆₇₈₉₋₊"))
}
