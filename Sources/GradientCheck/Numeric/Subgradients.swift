// On a kink a function has no derivative, but a slope to the left and one to the right, and any
// number between the two does for descent: a subgradient (Rockafellar 1970, §23). A cotangent mixes
// the outputs, each of which may take a slope of its own, so the sums of v·slope fill an interval
// from Σ min to Σ max.

/// The slopes a gradient may have on a kink.
public struct Subgradients: Sendable {
  /// From the least Σ v·slope to the greatest.
  public let range: ClosedRange<Double>

  /// The estimated error of both ends.
  public let error: Double

  /// How far a number lies outside the range; 0 within.
  func distance(to slope: Double) -> Double {
    max(range.lowerBound - slope, slope - range.upperBound, 0)
  }

  /// The one-sided slopes of Σ v·f at x, each extrapolated from steps h and h/2; nil where a value
  /// is not finite.
  init?(
    of f: (Double) -> [Double], contractedWith v: [Double], at x: Double, outputs y: [Double],
    step h: Double, noise: Double
  ) {
    let points = [-h, -h / 2, h / 2, h].map { x + $0 }
    let values = points.map(f)
    /// Output i's quotient between x and point p.
    func quotient(_ i: Int, _ p: Int) -> Double { (values[p][i] - y[i]) / (points[p] - x) }
    var low = CompensatedSum()
    var high = CompensatedSum()
    var error = CompensatedSum()
    for i in v.indices {
      let left = 2 * quotient(i, 1) - quotient(i, 0)
      let right = 2 * quotient(i, 2) - quotient(i, 3)
      low.add(min(v[i] * left, v[i] * right))
      high.add(max(v[i] * left, v[i] * right))
      let change = abs(left - quotient(i, 1)) + abs(right - quotient(i, 2))
      error.add(abs(v[i]) * change)
    }
    guard low.value.isFinite, high.value.isFinite else { return nil }
    range = min(low.value, high.value)...max(low.value, high.value)
    self.error = error.value + 12 * noise / h
  }
}
