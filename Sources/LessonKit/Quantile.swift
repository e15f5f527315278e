// Quantiles of measurements, interpolated between neighbours (Hyndman and Fan 1996, definition 7,
// which is also NumPy's).

extension [Double] {
  /// The number below which a share, in 0...1, of the numbers lies; there must be at least one.
  public func quantile(_ share: Double) -> Double {
    precondition(!isEmpty, "quantile: no numbers")
    let sorted = sorted()
    let place = share * Double(count - 1)
    let below = Int(place)
    let above = Swift.min(below + 1, count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
