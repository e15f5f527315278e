// The distance of a gradient's worst entry from the difference quotients, over their step. If the
// gradient is right, the distance is the quotients' own error: a V, falling with the step by
// truncation and rising by rounding. If it is wrong, the V ends in a floor: the mistake.

import GradientCheck
import Plot

extension GradientReport.Input {
  /// |a − D(h)| and |a − R(h)| over the step h, for the entry that disagrees most, a its gradient,
  /// D the central quotient and R Richardson's extrapolation, with a dot where R's estimated
  /// error is least, and the bound that the check allowed; both axes logarithmic.
  ///
  /// A distance of zero is drawn as the last place of the numeric derivative. Without steps, after
  /// a gradient of the wrong shape or one that is not a number, the plot is empty and says so.
  public func stepAxes() -> Axes {
    let title = "Error over the step"
    guard let entry = worstEntry, !steps.isEmpty else {
      return emptyAxes(title, "nothing was compared")
    }
    guard entry.analytic.isFinite, entry.numeric.isFinite else {
      return emptyAxes(title, "a value that is not finite")
    }
    let steps = Array(steps.reversed())
    let h = steps.map(\.length)
    func distance(_ slope: Double?) -> Double {
      slope.map { max(abs(entry.analytic - $0), entry.numeric.ulp) } ?? .nan
    }
    let best = steps.min { ($0.error ?? .infinity) < ($1.error ?? .infinity) }
    var marks: [any Mark] = [
      Line(x: h, y: steps.map { distance($0.quotient) }, label: "D", color: .orange),
      Line(x: h, y: steps.map { distance($0.extrapolated) }, label: "R", color: .blue),
      Reference.horizontal(entry.bound, label: "bound"),
    ]
    if let best {
      marks.append(Scatter(x: [best.length], y: [distance(best.extrapolated)], color: .ink))
    }
    let place = entry.index.isEmpty ? "" : " at \(entry.index)"
    return Axes(title, x: .log("step h"), y: .log("distance from a" + place), marks: marks)
  }

  /// The entry that ``steps`` belong to, which ``worst`` is unless it is a projection.
  private var worstEntry: Entry? {
    if let worst, worst.index.count == shape.count { return worst }
    return entries.max { $0.excess < $1.excess }
  }
}
