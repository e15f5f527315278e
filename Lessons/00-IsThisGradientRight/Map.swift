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
    // Most of its numbers are errors of rounding.
    let W = try record.result("map", within: nil) { Self.rowOfSinglePrecision().report["W"] }
    guard let worst = W.worst else { return }
    record.numbers(
      [
        "map.floor": abs(worst.analytic - worst.numeric),
        "map.bound": worst.error + worst.allowance,
      ], agreement: .quick(relative: 0.5))
    record.numbers(
      ["map.checked": Double(W.checked), "map.failed": Double(W.failed)], agreement: .quick())
    try record.draw("map.svg", W.figure())
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
