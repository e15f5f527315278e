// One partial derivative, known in two or three ways, and what follows from it.

/// One entry of a gradient, or the gradient along one direction, as its witnesses have it.
public struct Entry: Codable, Sendable {
  /// The index along each axis of the input; empty for a number and for a projection.
  public let index: [Int]

  /// The gradient under test, a.
  public let analytic: Double

  /// The numeric derivative, n.
  public let numeric: Double

  /// Forward mode's value, where the program is generic.
  public let forward: Double?

  /// The error estimate E of the numeric derivative.
  public let error: Double

  /// The rounding e_a granted to the analytic one.
  public let allowance: Double

  /// Whether the function is smooth here.
  public let regularity: Regularity

  /// What follows.
  public internal(set) var verdict: Verdict

  /// The witness that two others contradict.
  public let oddOneOut: Witness?

  /// The entries that a direction moves, such as `x [0] − x [1]`, where they share a kink.
  public let tied: String?

  /// Whether the entry passes only as one of several slopes that meet here.
  public var isSubgradient: Bool { verdict == .pass && regularity == .kink }

  /// What no difference quotient can see. A function may add 1 to a number and take it away again,
  /// as log(1 + z) does, and then knows it to 2⁻⁵³ at best, however small its own value; the steps
  /// are of some 2⁻¹⁰.
  static let unseen = 0x1p-53 / 0x1p-10

  /// What a pullback, or forward mode, may lose where it subtracts numbers near 1: a few times 2⁻⁵³,
  /// and without a trace where the rest is smaller than that.
  static let lost = 0x1p-50

  /// E + e_a.
  var bound: Double { error + allowance }

  /// |a − n| in units of what is allowed; infinite where it is not a number.
  var excess: Double {
    if analytic == numeric { return 0 }
    let ratio = abs(analytic - numeric) / bound
    return ratio.isNaN ? .infinity : ratio
  }

  /// Judges an entry.
  ///
  /// - Parameters:
  ///   - n: the numeric derivative.
  ///   - scale: the size of the derivatives among which this one stands.
  ///   - isZero: whether the gradient was declared zero, which no relative error can show: but the
  ///     noise has to be that of rounding, for a small gradient may hide in any other.
  ///   - largest: the largest derivative by any input, whose rounding a zero may have kept.
  ///   - tied: the entries that share a kink and are moved together.
  init(
    index: [Int], analytic a: Double, numeric n: NumericDerivative, forward: Double?,
    allowance: Double, scale: Double, isZero: Bool, largest: Double = 0, tied: String? = nil
  ) {
    self.index = index
    self.tied = tied
    analytic = a
    numeric = n.value
    self.forward = forward
    error = n.error
    self.allowance = allowance
    regularity = n.regularity
    let finest = NumericDerivative.tolerance * max(abs(n.value), scale)
    let isKnown =
      isZero
      ? n.isRounded(besides: largest)
      : n.resolution(besides: scale) == .resolved && allowance <= finest
    (verdict, oddOneOut) = Self.judge(
      a, n, forward, n.error + allowance, scale: scale, isKnown: isKnown)
    // A zero that was declared is to be one, whatever else the numeric derivative would admit.
    if isZero, verdict == .pass, abs(a) > allowance { verdict = .inconclusive(.declaredZero) }
  }

  /// Holds a gradient in single precision to the same in double, with the rounding it is granted.
  init(index: [Int], single: Double, double: Double, allowance: Double) {
    self.index = index
    analytic = single
    numeric = double
    forward = nil
    error = 0
    self.allowance = allowance
    regularity = .smooth
    oddOneOut = nil
    tied = nil
    let distance = abs(single - double)
    if !double.isFinite {
      verdict = .inconclusive(.nonFinite)
    } else if distance <= allowance {
      verdict = .pass
    } else {
      verdict = distance <= 10 * allowance ? .inconclusive(.doubt) : .fail
    }
  }

  private static func judge(
    _ a: Double, _ n: NumericDerivative, _ forward: Double?, _ bound: Double, scale: Double,
    isKnown: Bool
  ) -> (Verdict, Witness?) {
    let distance = abs(a - n.value)
    if n.regularity == .jump { return (.inconclusive(.jump), nil) }
    if !n.value.isFinite { return (.inconclusive(.nonFinite), nil) }
    if let slopes = n.subgradients {
      let allowance = bound - n.error
      let outside = slopes.distance(to: a)
      let error = slopes.error + allowance
      if error > NumericDerivative.tolerance * max(slopes.scale, scale) {
        return (.inconclusive(.kink), nil)
      }
      if outside <= error { return (.pass, nil) }
      return outside <= 10 * error ? (.inconclusive(.kink), nil) : (.fail, nil)
    }
    if distance <= bound, isKnown {
      // On a kink the other two may take another slope.
      guard let forward, n.regularity == .smooth, !(abs(forward - n.value) <= 10 * bound) else {
        return (.pass, nil)
      }
      return (.inconclusive(.forwardIsOdd), .forward)
    }
    if distance <= 10 * max(bound, forward == nil ? unseen : lost) {
      return (.inconclusive(isKnown ? .doubt : .noise), nil)
    }
    if n.regularity != .smooth || !n.isTrusted(besides: max(scale, abs(a) / 1e4)) {
      return (.inconclusive(.noise), nil)
    }
    guard let forward, a.isFinite else { return (.fail, nil) }
    // E holds the difference of two adjacent steps: here both of them contradict a.
    if abs(forward - n.value) <= abs(forward - a) / 10 { return (.fail, .reverse) }
    if abs(forward - a) <= abs(forward - n.value) / 10 {
      return (.inconclusive(.numericIsOdd), .numeric)
    }
    return (.inconclusive(.noTwoAgree), nil)
  }
}
