// What the numeric derivative sees: a function of one real variable, whichever element or direction
// moves with it, and its outputs reduced by a cotangent.

import Gradus

/// A function's values at one point.
struct Sample {
  let values: [Double]

  /// A hash of the sides that the function's piecewise parts took, where they can be known:
  /// between samples with equal hashes the function has no kink that it told of.
  var sides: UInt64 = 0
}

/// Σ v·f around a point.
struct Line {
  /// As many values as there are weights, the same number at every point.
  let f: (Double) -> Sample

  /// The weights v.
  let cotangent: [Double]

  /// The point.
  let x: Double

  init(_ f: @escaping (Double) -> Sample, contractedWith cotangent: [Double] = [1], at x: Double) {
    (self.f, self.cotangent, self.x) = (f, cotangent, x)
  }

  /// What two samples say of Σ v·f, and of its bend where the one between them is given.
  ///
  /// The outputs are subtracted before they are summed, so a large output that does not change cannot
  /// drown a small one that does.
  func difference(
    from below: Sample, over center: Sample? = nil, to above: Sample
  ) -> ContractedDifference {
    let (v, below, above) = (cotangent, below.values, above.values)
    require(
      below.count == v.count && above.count == v.count,
      "numeric derivative: \(below.count) and \(above.count) outputs for a cotangent of \(v.count)")
    var (sum, magnitudes, bend) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for i in v.indices {
      let term = v[i] * (above[i] - below[i])
      sum.add(term)
      magnitudes.add(abs(term))
      if let y0 = center?.values[i] { bend.add(v[i] * ((above[i] - y0) - (y0 - below[i]))) }
    }
    return ContractedDifference(
      value: sum.value, magnitude: magnitudes.value, bend: bend.value)
  }
}

/// What two evaluations around a point say of an array-valued function, reduced by a cotangent.
struct ContractedDifference {
  /// Σ v·(y₊ − y₋).
  let value: Double

  /// Σ |v·(y₊ − y₋)|: the size of what was added up, against which its rounding is to be judged.
  let magnitude: Double

  /// Σ v·(y₊ − 2y₀ + y₋), where y₀ was given, else 0.
  let bend: Double
}
