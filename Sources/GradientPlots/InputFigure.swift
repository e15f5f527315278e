// What a report looks like: three plots of one input of a gradient check, one below the other. They live
// outside GradientCheck, so that the checker needs no graphics library.

import GradientCheck
import Plot

extension GradientReport.Input {
  /// Three plots: ``stepAxes()``, ``agreementAxes()`` and ``mapAxes()``.
  ///
  /// ```swift
  /// let report = checkGradient(at: [("w", w)], forward: f, backward: g)
  /// try report["w"].figure().write(to: URL(filePath: "w.svg"))
  /// ```
  public func figure() -> Figure {
    Figure(
      "\(name) \(shape): \(verdict)", columns: 1, size: Size(width: 420, height: 720),
      axes: [stepAxes(), agreementAxes(), mapAxes()])
  }
}

/// An empty plot that says why it is empty.
func emptyAxes(_ title: String, _ reason: String) -> Axes {
  Axes(title, x: .hidden, y: .hidden, marks: [Annotation(reason, x: 0, y: 0)])
}

extension Entry {
  /// What |a − n| may be: the numeric derivative's error and the analytic one's rounding.
  var bound: Double { error + allowance }

  /// |a − n| in units of ``bound``: 0 where they are equal, infinite where one is not a number.
  var excess: Double {
    if analytic == numeric { return 0 }
    let ratio = abs(analytic - numeric) / bound
    return ratio.isNaN ? .infinity : ratio
  }
}
