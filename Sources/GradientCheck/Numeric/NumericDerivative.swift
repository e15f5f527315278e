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
  func isRounded(besides slope: Double) -> Bool {
    noise <= max(grain, 0x1p-48 * max(size, slope))
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
    self.init(of: { Sample(values: f($0)) }, contractedWith: cotangent, at: x, by: .usual)
  }

  /// Differentiates Σ v·f with the steps of a procedure, and with noise of a known level or, where
  /// none is given, as it is measured.
  init(
    of f: (Double) -> Sample, contractedWith cotangent: [Double], at x: Double,
    by procedure: Procedure, noise known: (level: Double, center: Sample)? = nil
  ) {
    require(x.isFinite, "numeric derivative: the point is \(x), expected a finite number")
    let unit = Double(sign: .plus, exponent: max(abs(x), 1).exponent, significand: 1)
    let noise =
      known.map { NoiseEstimate(level: $0.level, center: $0.center, evaluations: 0) }
      ?? NoiseEstimate(
        of: f, contractedWith: cotangent, at: x, unit: unit, spacings: procedure.spacings)
    var ladder = Ladder(
      unit: procedure.stretch * unit, noise: noise.level, cotangent: cotangent,
      center: noise.center)
    for (place, rungs) in procedure.rungs(at: x).enumerated() {
      let wasOnOneSide = ladder.isOnOneSide
      for k in rungs {
        ladder.addRung(k, of: f, contractedWith: cotangent, at: x)
        // Below a kink, the longest steps are the best.
        if place > 0, !wasOnOneSide, ladder.isOnOneSide { break }
      }
      guard ladder.isSmooth else { continue }
      let isFirst = place == 0
      // Outputs that do not move at all, unless long steps move them, will not for shorter ones.
      if ladder.best.magnitude == 0, isFirst || ladder.isCut { break }
      // A short step sees what long ones jump over, where the function has a scale of its own.
      if isFirst, let probe = procedure.probe {
        guard ladder.holds(at: probe, of: f, contractedWith: cotangent, at: x) else { continue }
      }
      // The first rungs are enough where they leave no doubt. After more, or where noise is all
      // that is left, less will do.
      var isNoisy = ladder.best.isNoisy
      let share = isFirst && !isNoisy ? 1e-3 : 1e-2
      func isSettled() -> Bool {
        ladder.best.error <= share * Self.tolerance * abs(ladder.best.value)
      }
      // Shorter steps would show more of the noise, longer ones show less.
      while isNoisy, !isSettled(), let k = ladder.longer, k >= procedure.longest {
        ladder.addRung(k, of: f, contractedWith: cotangent, at: x)
        isNoisy = ladder.isSmooth
      }
      if isNoisy || isSettled() || rungs.upperBound > 17 { break }
    }
    let best = ladder.best
    regularity = ladder.regularity
    let isOpen = regularity != .jump && best.error > Self.tolerance * abs(best.value)
    let slopes =
      regularity == .kink || isOpen ? Subgradients(ladder, contractedWith: cotangent) : nil
    // Beside a kink, steps that stay on its side may be too short to know much; longer ones to the
    // other side, beyond it, do. Where a step below the distance of the kink contradicts them, there
    // is more than one.
    let isKink = regularity == .kink
    var oneSided = slopes.flatMap {
      $0.isSingle && (isKink || $0.error < best.error) ? $0 : nil
    }
    if let found = oneSided, !ladder.confirms(found, of: f, contractedWith: cotangent, at: x) {
      oneSided = nil
    }
    value = oneSided?.range.lowerBound ?? best.value
    error = oneSided?.error ?? best.error
    magnitude = best.magnitude
    subgradients = regularity == .kink && oneSided == nil ? slopes : nil
    if oneSided != nil { regularity = .smooth }
    self.noise = noise.level
    grain = ladder.grain
    size = ladder.largest(contractedWith: cotangent)
    steps = ladder.steps
    evaluations = noise.evaluations + ladder.evaluations
  }
}

extension NumericDerivative {
  /// Which steps are taken, and where the noise is measured.
  enum Procedure {
    /// Three rungs, which settle most functions, and three and three more, for those with kinks to
    /// pass below; the others get the whole ladder, and its shortest steps at last.
    case usual
    /// All rungs, of steps shorter by a quarter: a second opinion.
    case thorough
    /// Short steps only, and noise from close by: for a function that bends around the point.
    case near
    /// All rungs of the usual steps, to be looked at.
    case whole

    /// The steps are fractions of max(|x|, 1); near zero, a kink may be nearer than 2⁻⁴⁴.
    func rungs(at x: Double) -> [ClosedRange<Int>] {
      let last = 44 + (abs(x) < 1 ? min(20, -max(abs(x), 0x1p-20).exponent) : 0)
      switch self {
      case .usual: return [9...11, 12...14, 15...17, 4...25, 26...last]
      case .thorough: return [-8...last]
      case .near: return [16...last]
      case .whole: return [0...44]
      }
    }

    /// The longest step that is taken where noise calls for one longer than those above.
    var longest: Int { self == .usual ? -20 : .max }

    /// The short step that is taken besides the first rungs.
    var probe: Int? { self == .usual ? 24 : nil }

    /// A factor for all steps.
    var stretch: Double { self == .usual || self == .whole ? 1 : 0.75 }

    /// The binary exponents of the spacings at which the noise is measured, in order of preference.
    var spacings: [Int] { self == .near ? [-42, -34, -28] : [-20, -12, -6, -28, -36] }
  }
}
