// A derivative from function values alone, with an estimate of its own error.
//
// On a ladder of steps h_k = s·2⁻ᵏ, s = 2^⌊log₂ max(|x|, 1)⌋, stand the central differences D_k,
// and from each pair of rungs Richardson's R_k = (4 D_k − D_{k−1})/3, whose error is O(h⁴). Two
// errors oppose each other: truncation T_k = |R_k − R_{k−1}|, large at long steps, and rounding
// r_k = 6 ε_f/h_{k−1}, large at short ones. The smallest E_k = T_k + r_k tells which R_k to take,
// and how far to trust it.
//
// L. F. Richardson (1911); C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982);
// W. H. Press et al., Numerical Recipes, §5.7, for the step that was really taken.

import Gradus

/// The derivative of a function of one real variable, by finite differences.
///
/// ```swift
/// let slope = NumericDerivative(of: { sin($0) }, at: 0.5)
/// slope.value       // 0.8775825618903…
/// slope.error       // 1e-12 or so
/// slope.resolution  // .resolved
/// ```
///
/// The error estimate is evidence, not a certificate: it is measured, and a function can be built
/// to deceive it. A jump or a value that is not finite never comes out as resolved.
public struct NumericDerivative: Sendable {
  /// Whether a numeric derivative can be relied on.
  public enum Resolution: String, Sendable {
    /// The error estimate is small beside the derivative.
    case resolved
    /// No step gives an error estimate that is small beside the derivative.
    case unresolved
    /// The function has no finite values at the point, or none close enough around it.
    case nonFinite = "not finite"
  }

  /// The derivative; not a number where the function's values are not finite.
  public let value: Double

  /// The estimated bound E on the distance of ``value`` from the true derivative.
  public let error: Double

  /// Σ |v·∂y/∂x| over the outputs: the size of the terms whose sum is ``value``.
  public let magnitude: Double

  /// The measured standard deviation ε_f of the function's rounding errors.
  public let noise: Double

  /// How often the function was evaluated.
  public let evaluations: Int

  /// The largest error, relative to the derivative, at which it counts as resolved.
  public static let tolerance = 1e-6

  /// Whether ``error`` is at most 10⁻⁶ of the derivative.
  public var resolution: Resolution { resolution(besides: 0) }

  /// Whether ``error`` is at most 10⁻⁶ of max(|derivative|, scale).
  ///
  /// - Parameter scale: the size of the derivatives this one stands among, such as their root mean
  ///   square, so that a zero among them can be resolved too.
  public func resolution(besides scale: Double) -> Resolution {
    if !value.isFinite { return .nonFinite }
    return error <= Self.tolerance * max(abs(value), scale) ? .resolved : .unresolved
  }

  /// Differentiates a function of one real variable.
  public init(of f: (Double) -> Double, at x: Double) {
    self.init(of: { [f($0)] }, contractedWith: [1], at: x)
  }

  /// Differentiates Σ v·f, an array-valued function reduced by a cotangent.
  ///
  /// - Parameters:
  ///   - f: returns as many values as the cotangent has, the same number at every point.
  ///   - cotangent: the weights v.
  ///   - x: where; finite.
  public init(of f: (Double) -> [Double], contractedWith cotangent: [Double], at x: Double) {
    require(x.isFinite, "numeric derivative: the point is \(x), expected a finite number")
    let unit = Double(sign: .plus, exponent: max(abs(x), 1).exponent, significand: 1)
    let noise = NoiseEstimate(of: f, contractedWith: cotangent, at: x, unit: unit)
    var ladder = Ladder(unit: unit, noise: noise.level)

    // Three rungs settle most functions; the others get the whole ladder.
    for rungs in [9...11, 4...25] {
      for k in rungs { ladder.addRung(k, of: f, contractedWith: cotangent, at: x) }
      if ladder.best.error <= 1e-3 * Self.tolerance * abs(ladder.best.value) { break }
    }
    value = ladder.best.value
    error = ladder.best.error
    magnitude = ladder.best.magnitude
    self.noise = noise.level
    evaluations = noise.evaluations + ladder.evaluations
  }
}

/// The central differences at steps of s·2⁻ᵏ and the best extrapolation from them.
private struct Ladder {
  struct Quotient {
    var value: Double
    var magnitude: Double
  }

  let unit: Double
  let noise: Double
  private var quotients: [Int: Quotient] = [:]

  init(unit: Double, noise: Double) {
    self.unit = unit
    self.noise = noise
  }

  /// Two evaluations a rung.
  var evaluations: Int { 2 * quotients.count }

  private func step(_ k: Int) -> Double {
    unit * Double(sign: .plus, exponent: -k, significand: 1)
  }

  /// Takes the central difference at h_k, unless it has been taken.
  mutating func addRung(
    _ k: Int, of f: (Double) -> [Double], contractedWith v: [Double], at x: Double
  ) {
    if quotients[k] != nil { return }
    let above = x + step(k)
    let below = x - step(k)
    let difference = ContractedDifference(from: f(below), to: f(above), cotangent: v)
    // x ± h is rounded, so the step taken is not quite 2h.
    let taken = above - below
    quotients[k] = Quotient(
      value: difference.value / taken, magnitude: difference.magnitude / taken)
  }

  /// R_k = (4 D_k − D_{k−1})/3, where both differences are there and finite.
  private func extrapolated(_ k: Int) -> Double? {
    guard let fine = quotients[k], let coarse = quotients[k - 1] else { return nil }
    let value = (4 * fine.value - coarse.value) / 3
    return value.isFinite ? value : nil
  }

  /// The extrapolation of smallest error estimate, walking from fine steps to coarse ones until
  /// the intervals R_k ± E_k have no point in common: from there on the estimates are deceived.
  var best: (value: Double, error: Double, magnitude: Double) {
    var best = (value: Double.nan, error: Double.infinity, magnitude: Double.infinity)
    var low = -Double.infinity
    var high = Double.infinity
    for (k, quotient) in quotients.sorted(by: { $0.key > $1.key }) {
      guard let value = extrapolated(k), let coarser = extrapolated(k - 1) else { break }
      let truncation = abs(value - coarser)
      // D_k carries noise of standard deviation √2 ε_f/h_{k−1}, R_k of √(16·2 + ½)/3 = 1.9 times
      // ε_f/h_{k−1}: six is three standard deviations. The second term is the rounding of the
      // contraction, the division and the extrapolation themselves.
      let rounding = 6 * noise / step(k - 1) + 4 * Double.ulpOfOne * quotient.magnitude
      let error = truncation + rounding
      low = max(low, value - error)
      high = min(high, value + error)
      guard low <= high else { break }
      if error < best.error { best = (value, error, quotient.magnitude) }
    }
    return best
  }
}
