// Quantiles of measurements, interpolated between neighbours (Hyndman and Fan 1996, definition 7,
// which is also NumPy's).

extension [Double] {
  /// The number below which a share, in 0...1, of the numbers lies; there must be at least one. Those
  /// beside it may be infinite.
  package func quantile(_ share: Double) -> Double {
    precondition(!isEmpty, "quantile: no numbers")
    let sorted = sorted()
    let place = share * Double(count - 1)
    let below = Int(place)
    let rest = place - Double(below)
    let (a, b) = (sorted[below], sorted[Swift.min(below + 1, count - 1)])
    return rest == 0 || a == b ? a : a + rest * (b - a)
  }

  /// The number in the middle when they are in order, of two the mean; there must be at least one.
  package var median: Double { quantile(0.5) }
}
