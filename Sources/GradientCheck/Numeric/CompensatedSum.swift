// A sum that keeps what rounding drops: beside the running sum stands the sum of the rounding
// errors, each of which floating-point arithmetic yields exactly. The result is nearly as accurate
// as if the terms had been added in twice the precision, however they cancel.
//
// A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", Z. Angew.
// Math. Mech. 54 (1974), 39–51.

import Gradus

/// A running sum with a correction for its own rounding.
struct CompensatedSum {
  private var sum = 0.0
  private var correction = 0.0

  /// The sum of the terms added so far.
  var value: Double { sum + correction }

  /// Adds one term and records the rounding error of the addition.
  mutating func add(_ term: Double) {
    let next = sum + term
    // The difference of the larger operand and the sum is exact, so the error is too.
    correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}

/// What two evaluations around a point say of an array-valued function, reduced by a cotangent.
///
/// The outputs are subtracted before they are summed, so a large output that does not change cannot
/// drown a small one that does.
struct ContractedDifference {
  /// Σ v·(y₊ − y₋).
  let value: Double

  /// Σ |v·(y₊ − y₋)|: the size of what was added up, against which its rounding is to be judged.
  let magnitude: Double

  /// Σ v·(y₊ − 2y₀ + y₋), where y₀ was given, else 0.
  let bend: Double

  init(from below: [Double], over y0: [Double]? = nil, to above: [Double], cotangent v: [Double]) {
    require(
      below.count == v.count && above.count == v.count,
      "numeric derivative: \(below.count) and \(above.count) outputs for a cotangent of \(v.count)")
    var sum = CompensatedSum()
    var magnitudes = CompensatedSum()
    var bend = CompensatedSum()
    for i in v.indices {
      let term = v[i] * (above[i] - below[i])
      sum.add(term)
      magnitudes.add(abs(term))
      if let y0 { bend.add(v[i] * ((above[i] - y0[i]) - (y0[i] - below[i]))) }
    }
    value = sum.value
    magnitude = magnitudes.value
    self.bend = bend.value
  }
}
