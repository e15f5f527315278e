// A check answers with one of four words, never with a bare boolean: a gradient that could not be
// held to anything has not passed.

/// What a gradient check found, for one entry, one input or the whole.
public enum Verdict: Codable, Sendable, Equatable {
  /// The gradient agrees with a numeric derivative that is known well: |a − n| ≤ E + e_a, and
  /// E ≤ 10⁻⁶·max(|n|, rms n).
  case pass

  /// The gradient is wrong: |a − n| > 10(E + e_a) where the function is smooth, at two adjacent
  /// steps at least, and forward mode, where there is one, sides with n.
  case fail

  /// Every |n| is within 100 E of zero, so that the check would accept anything: another point or
  /// another output is needed, or the gradient is to be declared zero.
  case vacuous

  /// Nothing can be said, for this reason.
  case inconclusive(Reason)

  /// Why a check can end without an answer.
  public enum Reason: String, Codable, Sendable {
    /// The point lies on a kink, and the gradient is near its slopes but not between them.
    case kink = "a kink"
    /// The function jumps at the point.
    case jump = "a jump"
    /// The function, or its steps to all sides, have no finite values.
    case nonFinite = "a value that is not finite"
    /// No step gives a numeric derivative that is known well enough.
    case noise = "noise"
    /// The two differ by more than their errors and by less than ten times as much.
    case doubt = "a difference too small to be sure of"
    /// The function gives other values when called again.
    case nonDeterministic = "a function that is not deterministic"
    /// Reverse and forward mode agree, and differ from the numeric derivative.
    case numericIsOdd = "the numeric derivative is wrong here"
    /// Reverse mode and the numeric derivative agree, and differ from forward mode.
    case forwardIsOdd = "forward mode is wrong here"
    /// No two of the three witnesses agree.
    case noTwoAgree = "three witnesses of whom no two agree"
    /// A gradient was declared zero and is not.
    case declaredZero = "a gradient declared zero that is not"
  }

  /// Several verdicts as one: a failure outweighs a reason to doubt, and that an empty test.
  static func summary(of verdicts: some Sequence<Verdict>) -> Verdict {
    verdicts.reduce(.pass) { $1.weight > $0.weight ? $1 : $0 }
  }

  var weight: Int {
    switch self {
    case .pass: 0
    case .vacuous: 1
    case .inconclusive: 2
    case .fail: 3
    }
  }
}

extension Verdict: CustomStringConvertible {
  /// `pass`, `fail`, `vacuous`, or `inconclusive: a kink`.
  public var description: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .vacuous: "vacuous"
    case .inconclusive(let reason): "inconclusive: \(reason.rawValue)"
    }
  }
}

/// One way to know a derivative.
public enum Witness: String, Codable, Sendable {
  /// The pullbacks: the gradient under test.
  case reverse = "reverse mode"
  /// Dual numbers through the same program: no step, no truncation.
  case forward = "forward mode"
  /// Finite differences.
  case numeric = "finite differences"
  /// The same pullbacks in double precision, for a gradient computed in single.
  case double = "double precision"
}
