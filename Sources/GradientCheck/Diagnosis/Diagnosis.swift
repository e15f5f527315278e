// What is wrong with a gradient. Patterns propose what the right gradient would be if theirs were
// the mistake; a cause is stated only if its correction agrees with the numeric derivatives
// everywhere. Of the causes that do, those with the fewest fitted numbers are stated, all of them.

/// A cause that explains a wrong gradient, to within the errors of the numeric one.
public struct Diagnosis: Codable, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of mistakes that are recognised.
  public enum Kind: String, Codable, Sendable {
    /// a = −n.
    case sign
    /// a = c·n for some other constant.
    case factor
    /// a = 0 where n is not.
    case zero
    /// A number, such as the function's own value, where the derivative belongs.
    case value
    /// The entries of a matrix in transposed order.
    case transposed
    /// The entries in reverse order along axes: a kernel rotated by 180°.
    case reversed
    /// Two indices along an axis, such as channels, have changed places.
    case exchanged
    /// Every entry stands one place further along an axis.
    case shifted
    /// The gradient belongs to another input.
    case otherInput
    /// The gradient that arrives from above has not been used.
    case upstreamIgnored
    /// Only one index of an axis of the output has contributed.
    case overwritten
    /// One index of an axis of the output has not contributed.
    case shareMissing
    /// The Jacobian's diagonal alone, or doubled, or missing.
    case diagonal
    /// Summed over too few axes: the gradient has the shape of the broadcast operand.
    case unreduced
    /// The local derivative is missing, squared or multiplied in once too often.
    case localDerivative
    /// A term constant over the batch: a mean taken for a constant.
    case meanTerm
    /// A term proportional to the normalised input: BatchNorm's variance.
    case varianceTerm
    /// Both of these.
    case meanAndVarianceTerms
    /// A term proportional to the parameter.
    case weightDecay
    /// A term at one class of every example: the target.
    case target
  }

  /// Which of the known mistakes it is.
  public let kind: Kind

  /// The same in a phrase, with its numbers.
  public let description: String
}

/// A known mistake: what the right gradient is, should this be what is wrong.
struct Pattern: Sendable {
  let propose: @Sendable (Evidence) -> [Proposal]

  /// Every known mistake.
  static let all = factors + arrangements + contributions + localDerivatives + residuals
}

/// A cause with the gradient that would then be right.
struct Proposal {
  let diagnosis: Diagnosis

  /// How many numbers were fitted to make it agree.
  var fitted = 0

  /// The corrected value of each of the evidence's places; nil where it was not worked out.
  let corrected: [Double?]

  init(_ kind: Diagnosis.Kind, _ phrase: String, fitted: Int = 0, _ corrected: [Double?]) {
    diagnosis = Diagnosis(kind: kind, description: phrase)
    self.fitted = fitted
    self.corrected = corrected
  }
}

extension Evidence {
  /// The causes that explain the evidence; empty where it is unknown or nothing is wrong.
  func diagnoses() -> [Diagnosis] {
    guard places.contains(where: \.isWrong) else { return [] }
    let holding = Pattern.all.flatMap { $0.propose(self) }.filter(holds)
    let fewest = holding.map(\.fitted).min()
    var found: [Diagnosis] = []
    for proposal in holding where proposal.fitted == fewest {
      if !found.contains(proposal.diagnosis) { found.append(proposal.diagnosis) }
    }
    return found
  }

  /// Whether a correction removes the residual wherever it was worked out.
  func holds(_ proposal: Proposal) -> Bool {
    let tested = zip(places, proposal.corrected).compactMap { place, value in
      value.map { (place, $0) }
    }
    guard tested.contains(where: { $0.0.isWrong }) else { return false }
    guard proposal.fitted == 0 || tested.count >= proposal.fitted + 2 else { return false }
    return tested.allSatisfy { place, value in abs(value - place.numeric) <= 3 * place.bound }
  }
}
