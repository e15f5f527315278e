// The networks of the widths in pictures: one built and one trained, the errors over the width, and
// what the same networks say outside the interval.

import Gradus
import LessonKit
import Plot

extension UniversalApproximation {
  /// Two networks of 50 units, one built and one trained, and their errors.
  func drawPair(_ trained: Best, into record: inout RunRecord) throws {
    let curve = Curve.book
    let built = Staircase(curve, units: 50)
    let x = Best.insideX
    let f = x.map(curve.f)
    let outputs = [built(x), Tensor([trained.inside.map(Double.init)])]
    let (names, colors) = (["Built by hand", "Trained"], [Color.blue, .vermilion])
    let figure = Figure(columns: 2, size: Size(width: 680, height: 430)) {
      for k in 0..<2 {
        Axes("\(names[k]): 50 sigmoids, 151 numbers", x: "x", y: Axis(curve.formula), naming: .none)
        {
          Line(x: x.scalars, y: f.scalars, color: .gray.opacity(0.45), width: 6)
          Line(x: x.scalars, y: outputs[k].scalars, color: colors[k])
        }
      }
      for k in 0..<2 {
        Axes(x: "x", y: .linear("network − function", -2.2...2.2), naming: .none) {
          Reference.horizontal(0)
          Line(x: x.scalars, y: (outputs[k] - f).scalars, color: colors[k], width: 1)
        }
      }
    }
    let most = curve.error(of: built.callAsFunction, units: 50)
    try record.draw(
      "approximation.svg", figure,
      alt: """
        The function x² + x − √x on 0 to 10 under two networks of 50 sigmoids, and below them \
        their errors: the one built by hand is a staircase that is up to \(most, "%.1f") off and \
        worst where the function is steep, the trained one a smooth curve up to \
        \(trained.error, "%.2f") off.
        """)
  }

  func drawWidths(
    _ widths: [Int], _ trainings: Trainings, into record: inout RunRecord
  ) throws {
    let curve = Curve.book
    let (n, byHand, outside) = (widths.map(Double.init), trainings.byHand, trainings.best.end)
    let x = Best.beyondX
    record.number("outside.function", curve.f(15), agreement: .quick())
    record.number("outside.network", outside)
    let figure = Figure(size: Size(width: 720, height: 320)) {
      Axes("Inside the interval", x: .log("hidden units"), y: .log("largest error")) {
        Line(x: n, y: byHand, label: "by hand", color: .blue)
        Line(
          x: n, y: trainings.sweeps[0].map { median($0.errors[Sweep.usual]) },
          label: "ordinary, rate \(Sweep.rates[Sweep.usual], "%g")", color: .gray, dash: .dashed)
        for (k, color) in [Color.orange, .vermilion].enumerated() {
          let found = trainings.sweeps[k].map(\.least)
          Band(x: n, low: found.map { $0[0] }, high: found.map { $0[$0.count - 1] }, color: color)
          Line(x: n, y: found.map(median), label: Start.allCases[k].rawValue, color: color)
        }
      }
      Axes("Outside", x: "x", y: Axis(curve.formula)) {
        Line(over: 0...15, label: "function", color: .gray, width: 3, curve.f)
        Line(
          x: x.scalars, y: Staircase(curve, units: 50)(x).scalars, label: "by hand", color: .blue)
        Line(
          x: x.scalars, y: trainings.best.beyond.map(Double.init), label: "trained",
          color: .vermilion)
        Reference.vertical(10)
      }
    }
    let last = widths.count - 1
    let medians = trainings.sweeps.map { median($0[last].least) }
    let usual = median(trainings.sweeps[0][last].errors[Sweep.usual])
    try record.draw(
      "widths.svg", figure,
      alt: """
        Left, the largest error over the number of hidden units, from \(widths[0]) to \
        \(widths[last]): by hand it falls to \(byHand[last], "%.2g"); trained at the best rates \
        from the ordinary start to a median of \(medians[0], "%.2g"), from the spread start to \
        \(medians[1], "%.2g"); from the ordinary start at one rate for all it ends at \
        \(usual, "%.2g"). Right, the function goes on rising beyond 10, to \(curve.f(15), "%.0f") at 15; the two networks stay behind, the \
        trained one at \(outside, "%.0f").
        """)
  }
}
