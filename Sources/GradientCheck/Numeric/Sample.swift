// One evaluation of a function, as the numeric derivative sees it.

/// A function's values at one point.
struct Sample {
  let values: [Double]

  /// A hash of the sides that the function's piecewise parts took, where they can be known:
  /// between samples with equal hashes the function has no kink that it told of.
  var sides: UInt64 = 0
}
