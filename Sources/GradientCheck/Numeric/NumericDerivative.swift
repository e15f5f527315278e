// A derivative from function values alone, with an estimate of its own error.
//
// On a ladder of steps h_k = s·2⁻ᵏ, s = 2^⌊log₂ max(|x|, 1)⌋, two errors oppose each other:
// truncation T_k, large at long steps, and rounding r_k = 6 ε_f/h_{k−1}, large at short ones. The
// smallest E_k = T_k + r_k tells which rung's derivative to take, and how far to trust it.
//
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

  /// The largest Σ |v·y| at any of the steps.
  let size: Double

  /// Some roundings of outputs near 1.
  private let grain: Double

  /// Whether the function is smooth here, as far as its differences can tell.
  public internal(set) var regularity: Regularity

  /// On a kink, the slopes that may pass for a derivative; nil elsewhere.
  public internal(set) var subgradients: Subgradients?

  /// The steps that were taken, from the longest to the shortest.
  public let steps: [Step]

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

  /// Whether a number can be called wrong by this one: its error is small beside what it would be
  /// held to, and the function is more than noise.
  func isTrusted(besides scale: Double) -> Bool {
    error <= 1e-2 * max(abs(value), scale) && isMoreThanNoise
  }

  /// Whether the function's values are more than their noise, unless that is of rounding only.
  var isMoreThanNoise: Bool { noise <= max(1e-3 * size, grain) }

  /// Whether another derivative of the same function, from longer steps, cannot be right if this one
  /// is, or its kink is none.
  func contradicts(_ other: NumericDerivative) -> Bool {
    guard value.isFinite, other.value.isFinite else { return false }
    func interval(_ n: NumericDerivative) -> (range: ClosedRange<Double>, error: Double) {
      n.subgradients.map { ($0.range, $0.error) } ?? (n.value...n.value, n.error)
    }
    let (own, others) = (interval(self), interval(other))
    let gap = max(
      own.range.lowerBound - others.range.upperBound, others.range.lowerBound - own.range.upperBound
    )
    let errors = 10 * (own.error + others.error)
    let width = others.range.upperBound - others.range.lowerBound
    return gap > errors || regularity == .smooth && other.regularity == .kink && width > errors
  }

  /// Whether the noise is that of rounding only: of the values, of numbers near 1, or of numbers as
  /// large as some slope.
  func isRounded(besides slope: Double) -> Bool { noise <= max(grain, 0x1p-48 * max(size, slope)) }

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
    self = withoutActuallyEscaping(f) { f in
      NumericDerivative(of: Line({ Sample(values: f($0)) }, contractedWith: cotangent, at: x))
    }
  }

  /// Differentiates with the steps of a procedure, and with the noise that is given or, where none
  /// is, as it is measured.
  init(of line: Line, by procedure: Procedure = .usual, noise known: NoiseEstimate? = nil) {
    require(line.x.isFinite, "numeric derivative: the point is \(line.x), expected a finite number")
    let noise = known ?? NoiseEstimate(of: line, spacings: procedure.spacings)
    var ladder = Ladder(line, stretch: procedure.stretch, noise: noise)
    procedure.climb(&ladder)
    let (best, found) = (ladder.best, ladder.regularity)
    let isOpen = found != .jump && best.error > Self.tolerance * abs(best.value)
    let slopes = found == .kink || isOpen ? Subgradients(ladder) : nil
    // Beside a kink, steps that stay on its side may be too short to know much; longer ones to the
    // other side, beyond it, do. Where a step below the distance of the kink contradicts them, there
    // is more than one.
    var oneSided: Subgradients?
    if let slopes, slopes.isSingle, found == .kink || slopes.error < best.error,
      ladder.confirms(slopes)
    {
      oneSided = slopes
    }
    value = oneSided?.range.lowerBound ?? best.value
    error = oneSided?.error ?? best.error
    magnitude = best.magnitude
    subgradients = found == .kink && oneSided == nil ? slopes : nil
    regularity = oneSided == nil ? found : .smooth
    self.noise = noise.level
    (grain, size, steps) = (ladder.grain, ladder.size, ladder.steps)
    evaluations = noise.evaluations + ladder.evaluations
  }
}
