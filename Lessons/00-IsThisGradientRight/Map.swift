// One wrong gradient as a picture: a layer's weights of which the last row has been through single
// precision.

import GradientCheck
import GradientPlots
import Gradus
import LessonKit
import Plot

extension IsThisGradientRight {
  /// Draws what the checker knows of a gradient with one row wrong.
  func map(into record: inout RunRecord) throws {
    lazy var report = Self.rowOfSinglePrecision().report
    try show("map", into: &record) { [try Shown("map", report, if: report["W"].failed == 7)] }
    // Most of its numbers are errors of rounding.
    let W = try record.result("map", within: nil) { report["W"] }
    guard let worst = W.worst else { return }
    let floor = abs(worst.analytic - worst.numeric)
    let bound = worst.error + worst.allowance
    try record.draw(
      "map.svg", W.figure(),
      alt: """
        Three plots of a gradient with a wrong row. The distance from the difference quotients \
        falls with the step and ends in a floor at \(floor, "%.0e"), above the bound of \
        \(bound, "%.0e"). All \(W.checked) dots lie on the line a = n to the eye, the \
        \(W.failed) wrong ones among them. In the map of W the last row stands out.
        """)
  }

  /// A gradient with a wrong row, checked and drawn, as the chapter shows it.
  static func rowOfSinglePrecision() -> (report: GradientReport, figure: Plot.Figure) {
    // ANCHOR: map
    let (W, X) = (random([5, 7]), random([7, 4], 2))
    let report = checkGradient(
      at: [("W", W)], forward: { tanh(matmul($0[0], X)) }
    ) { p, dY in
      let dZ = dY * (1 - pow(tanh(matmul(p[0], X)), 2))
      var dW = matmul(dZ, X.transposed())
      for j in 0..<7 { dW[4, j] = Double(Float(dW[4, j])) }
      return [dW]
    }
    let figure = report["W"].figure()
    // ANCHOR_END: map
    return (report, figure)
  }
}
