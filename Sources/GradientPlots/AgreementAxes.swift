// Analytic against numeric derivatives. Right entries lie on the line a = n; a factor turns the
// cloud, a missing term moves it, wrong places scatter it.

import GradientCheck
import Plot

extension GradientReport.Input {
  /// A sign for every entry that was checked, its analytic value over its numeric one, with the line
  /// a = n: a blue dot where they agree, a vermilion triangle where they do not, an orange diamond
  /// where nothing can be said.
  ///
  /// The label of the numeric axis counts the entries that are not finite and so have no place.
  /// Without any entry the plot is empty and says so.
  public func agreementAxes() -> Axes {
    let title = "Analytic against numeric"
    let finite = entries.filter { $0.analytic.isFinite && $0.numeric.isFinite }
    let lost = entries.count - finite.count
    guard !finite.isEmpty else {
      return emptyAxes(title, entries.isEmpty ? "nothing was compared" : "no finite values")
    }
    let wrong = finite.filter { $0.verdict == .fail }
    let right = finite.filter { $0.verdict == .pass }
    let open = finite.filter { $0.verdict != .fail && $0.verdict != .pass }
    let groups = [
      ("agrees", right, Color.blue, Marker.dot), ("unresolved", open, .orange, .diamond),
      ("wrong", wrong, .vermilion, .triangle),
    ].filter { !$0.1.isEmpty }
    let clouds = groups.map { name, entries, color, marker in
      Scatter(
        x: entries.map(\.numeric), y: entries.map(\.analytic), label: name, color: color,
        marker: marker)
    }
    return Axes(
      title, x: "numeric n\(lost == 0 ? "" : ", \(lost) not finite")", y: "analytic a",
      naming: .legend,
      marks: [Reference.identity()] + clouds)
  }
}
