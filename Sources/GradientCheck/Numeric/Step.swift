// What a single step of the ladder shows. Plotted over the step, the distance of the quotients from
// a right derivative is a V: truncation falls with the step, rounding rises. Their distance from a
// wrong one ends in a floor.

import Gradus

extension NumericDerivative {
  /// The differences at one step.
  public struct Step: Codable, Sendable {
    /// The step h.
    public let length: Double

    /// The central quotient D = Σ v·(f(x + h) − f(x − h))/2h.
    public let quotient: Double

    /// Richardson's R, from D here and at twice the step; nil at the longest step.
    public let extrapolated: Double?

    /// The estimated error E of ``extrapolated``; nil at the two longest steps.
    public let error: Double?

    /// B = D⁺ − D⁻, the difference of the one-sided quotients: h·f″ where the function is smooth.
    public let bend: Double
  }

  /// The differences at all steps from s = 2^⌊log₂ max(|x|, 1)⌋ down to 2⁻⁴⁴ s, for a look at how
  /// their errors depend on the step.
  ///
  /// - Parameters:
  ///   - f: a function of one real variable.
  ///   - x: where; finite.
  public static func steps(of f: (Double) -> Double, at x: Double) -> [Step] {
    withoutActuallyEscaping(f) { f in
      NumericDerivative(of: Line({ Sample(values: [f($0)]) }, at: x), by: .whole).steps
    }
  }
}
