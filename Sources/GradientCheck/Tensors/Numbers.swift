// What is asked of numbers everywhere: powers of two, sizes, and the rounding a gradient is granted.

import Foundation

/// γ_m, the relative rounding of a gradient with one term an output.
///
/// A sum of m products has a rounding error below γ_m Σ|terms|, γ_m = m u/(1 − m u), however it is
/// ordered (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). The terms of a gradient
/// are v·∂y/∂x, one an output; sixteen further roundings are granted to each on its way.
func accumulatedRounding(terms: Int, unit u: Double) -> Double {
  let m = Double(terms + 16) * u
  return m / (1 - m)
}

extension Double {
  /// 2ᵏ.
  static func twoToThe(_ k: Int) -> Double { Double(sign: .plus, exponent: k, significand: 1) }

  /// 2^⌊log₂ max(|x|, 1)⌋, which steps are fractions of.
  var unit: Double { .twoToThe(Swift.max(Swift.abs(self), 1).exponent) }

  /// Six significant digits at most.
  var short: String { String(format: "%.6g", self) }
}

extension Sequence<Double> {
  /// The largest |x|; 0 where there is none.
  var largestMagnitude: Double { reduce(0) { Swift.max($0, abs($1)) } }

  /// Σ x·y.
  func dot(_ other: some Sequence<Double>) -> Double {
    zip(self, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension [Double] {
  /// √(Σ x²/n) over the finite elements; 0 where there are none.
  var rootMeanSquare: Double {
    let finite = filter(\.isFinite)
    return (finite.dot(finite) / Double(Swift.max(finite.count, 1))).squareRoot()
  }
}

extension ClosedRange<Double> {
  /// The larger magnitude of the two ends.
  var size: Double { Swift.max(abs(lowerBound), abs(upperBound)) }
}
