// What is wrong with a gradient. Patterns ask the function what it is, and propose what the gradient
// would be if theirs were the mistake; a cause is stated only if that agrees with the gradient under
// test everywhere. Of the causes that do, those are stated that took the fewest fitted numbers, all
// of them.

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
    /// An entry is infinite or not a number.
    case notFinite
    /// Zero in a part where n is not: a loop that ended early.
    case unwritten
    /// The share of one index of an axis of the output counts twice.
    case doubled
    /// What comes from earlier steps of a sequence is missing.
    case truncated
    /// Right if another input were 1, or 0: it has been left out.
    case parameterIgnored
    /// The derivative at another point: of the output, or of the negative argument.
    case otherPoint
    /// One of several terms is missing: of a product's derivative, or one branch's.
    case termMissing
    /// One of several terms has the wrong sign.
    case termSign
    /// The mask of a rectifier or of a maximum is missing or inverted.
    case mask
    /// The shares of entries that tie, as at a maximum, do not add up.
    case tie
    /// Clipped to a range.
    case clipped
    /// Rounded to single precision.
    case precision
    /// Summed, or normalised, along another axis.
    case wrongAxis
    /// A term that depends neither on the input nor on the output's gradient.
    case offset
  }

  /// Which of the known mistakes it is.
  public let kind: Kind

  /// The same in a phrase, with its numbers.
  public let description: String
}

/// A known mistake: what it would have made of the gradient.
struct Pattern: Sendable {
  let propose: @Sendable (Evidence) -> [Proposal]

  /// Every known mistake, the more plausible ones first.
  static let all =
    factors + masks + localDerivatives + softmaxes + attentions + normalisations + arrangements
    + contributions
    + lags + otherPoints + terms + parts + residuals

  /// What is looked for if it is none of those.
  static let rest = weights + direct + hidden
}

/// A cause with what it leaves unexplained.
struct Proposal {
  /// How much is to be believed to believe it.
  enum Tier: Int, Comparable {
    /// Every number follows from the mistake, and from the function, which has been asked.
    case exact
    /// The same, but the mistake is an indirect one: where a direct one explains as much, it is the
    /// same one in other words.
    case indirect
    /// A few numbers have been fitted.
    case fitted
    /// The mistake says something of every number, but not its value.
    case vague

    static func < (a: Tier, b: Tier) -> Bool { a.rawValue < b.rawValue }
  }

  let diagnosis: Diagnosis
  let tier: Tier

  /// How many numbers were fitted to make it agree.
  let fitted: Int

  /// What is left of each of the evidence's places, zero if the mistake explains it, and the error
  /// of saying so; nil where it was not worked out.
  let left: [Predicted?]

  init(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Tier = .exact, fitted: Int = 0,
    left: [Predicted?]
  ) {
    diagnosis = Diagnosis(kind: kind, description: phrase)
    self.tier = fitted > 0 && tier == .exact ? .fitted : tier
    self.fitted = fitted
    self.left = left
  }
}

extension Evidence {
  /// The causes that explain the evidence, the most plausible first; empty where it is unknown or
  /// nothing is wrong.
  func diagnoses() -> [Diagnosis] {
    guard places.contains(where: \.isWrong) else { return [] }
    if let diagnosis = notFinite { return [diagnosis] }
    let found = best(of: Pattern.all)
    return found.isEmpty ? best(of: Pattern.rest) : found
  }

  /// Of the causes that explain the evidence those that took the least to fit.
  private func best(of patterns: [Pattern]) -> [Diagnosis] {
    var best: (tier: Proposal.Tier, fitted: Int)?
    var found: [Diagnosis] = []
    for proposal in patterns.lazy.flatMap({ $0.propose(self) }) {
      let rank = (proposal.tier, proposal.fitted)
      if let best, rank > best { continue }
      guard holds(proposal) else { continue }
      if best.map({ rank < $0 }) ?? true {
        best = rank
        found = []
      }
      if !found.contains(proposal.diagnosis) { found.append(proposal.diagnosis) }
    }
    return found
  }

  /// Whether a mistake explains the residual wherever it was worked out: to within the errors, and
  /// nearly all of it.
  func holds(_ proposal: Proposal) -> Bool {
    let tested = zip(places, proposal.left).compactMap { place, left in left.map { (place, $0) } }
    let wrong = tested.filter(\.0.isWrong)
    guard !wrong.isEmpty, proposal.fitted == 0 || tested.count >= proposal.fitted + 2 else {
      return false
    }
    let residual = wrong.reduce(0) { $0 + square($1.0.analytic - $1.0.numeric) }
    let rest = wrong.reduce(0) { $0 + square($1.1.value) }
    return tested.allSatisfy(agrees) && rest <= 1e-3 * residual
  }

  private func agrees(_ place: Place, _ left: Predicted) -> Bool {
    abs(left.value) <= 3 * place.bound + left.error
  }

  private func square(_ x: Double) -> Double { x * x }

  /// A mistake by which every place's gradient would be a number that is known, where it is.
  func predicting(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact, fitted: Int = 0,
    _ prediction: (_ place: Place) -> Double?
  ) -> Proposal {
    Proposal(
      kind, phrase, tier: tier, fitted: fitted,
      left: places.map { place in prediction(place).map { Predicted(place.analytic - $0) } })
  }

  /// The same at the tested places alone, as far as the first that disagrees.
  func testing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact, fitted: Int = 0,
    _ prediction: (_ place: Int) -> Predicted?
  ) -> Proposal {
    var left = [Predicted?](repeating: nil, count: places.count)
    for place in tested {
      guard let predicted = prediction(place) else { continue }
      let rest = Predicted(places[place].analytic - predicted.value, error: predicted.error)
      left[place] = rest
      if !agrees(places[place], rest) { break }
    }
    return Proposal(kind, phrase, tier: tier, fitted: fitted, left: left)
  }
}
