// A sum that keeps what rounding drops: beside the running sum stands the sum of the rounding
// errors, each of which floating-point arithmetic yields exactly. The result is nearly as accurate
// as if the terms had been added in twice the precision, however they cancel.
//
// A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", Z. Angew.
// Math. Mech. 54 (1974), 39–51.

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
