// How a cause is found. The function is asked what it is, and every known mistake proposes what the
// gradient would then be; a cause is stated only if that agrees with the gradient under test
// everywhere. Of the causes that do, those are stated that took the fewest fitted numbers, all of
// them.

import Gradus

/// A cause with what it leaves unexplained.
struct Proposal {
  /// How much is to be believed to believe it.
  enum Tier: Int {
    /// Every number follows from the mistake, and from the function, which has been asked.
    case exact
    /// The same, but the mistake is an indirect one: where a direct one explains as much, it is the
    /// same one in other words.
    case indirect
    /// A few numbers have been fitted.
    case fitted
    /// The mistake says something of every number, but not its value.
    case vague
  }

  let diagnosis: Diagnosis
  let tier: Tier

  /// How many numbers were fitted to make it agree.
  let fitted: Int

  /// What is left of the places at which it was worked out, zero if the mistake explains it, and the
  /// error of saying so.
  let left: [(place: Evidence.Place, rest: Predicted)]

  init(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Tier = .exact, fitted: Int = 0,
    left: [(place: Evidence.Place, rest: Predicted)]
  ) {
    diagnosis = Diagnosis(kind: kind, description: phrase)
    self.tier = fitted > 0 && tier == .exact ? .fitted : tier
    self.fitted = fitted
    self.left = left
  }
}

/// What a mistake would have made of an entry, and the error of saying so.
struct Predicted {
  let value: Double
  let error: Double

  init(_ value: Double, error: Double = 0) { (self.value, self.error) = (value, error) }

  static func + (a: Predicted, b: Predicted) -> Predicted {
    Predicted(a.value + b.value, error: a.error + b.error)
  }
}

extension Evidence {
  /// Every known mistake, the more plausible ones first.
  private static let known: [@Sendable (Evidence) -> [Proposal]] = [
    \.factorMistakes, \.maskMistakes, \.localDerivativeMistakes, \.softmaxMistakes,
    \.attentionMistakes, \.normalisationMistakes, \.arrangementMistakes, \.contributionMistakes,
    \.lagMistakes, \.otherPointMistakes, \.termMistakes, \.partMistakes, \.residualMistakes,
  ]

  /// What is looked for if it is none of those.
  private static let rest: [@Sendable (Evidence) -> [Proposal]] = [
    \.weightMistakes, \.directPathMistakes, \.hiddenMistakes,
  ]

  /// The causes that explain the evidence, the most plausible first; empty where it is unknown or
  /// nothing is wrong.
  func diagnoses() -> [Diagnosis] {
    if wrong.isEmpty { return [] }
    if let notFinite { return [notFinite] }
    let found = best(of: Self.known)
    return found.isEmpty ? best(of: Self.rest) : found
  }

  /// Of the causes that explain the evidence those that took the least to fit.
  private func best(of mistakes: [@Sendable (Evidence) -> [Proposal]]) -> [Diagnosis] {
    var best = (tier: Int.max, fitted: 0)
    var found: [Diagnosis] = []
    for proposal in mistakes.lazy.flatMap({ $0(self) }) {
      let rank = (proposal.tier.rawValue, proposal.fitted)
      guard rank <= best, holds(proposal) else { continue }
      if rank < best { (best, found) = (rank, []) }
      if !found.contains(proposal.diagnosis) { found.append(proposal.diagnosis) }
    }
    return found
  }

  /// Whether a mistake explains the residual wherever it was worked out: to within the errors, and
  /// nearly all of it.
  func holds(_ proposal: Proposal) -> Bool {
    let wrong = proposal.left.filter(\.place.isWrong)
    guard !wrong.isEmpty, proposal.fitted == 0 || proposal.left.count >= proposal.fitted + 2 else {
      return false
    }
    let residuals = wrong.map(\.place.residual)
    let rests = wrong.map(\.rest.value)
    return proposal.left.allSatisfy(agrees) && rests.dot(rests) <= 1e-3 * residuals.dot(residuals)
  }

  private func agrees(_ place: Place, _ rest: Predicted) -> Bool {
    abs(rest.value) <= 3 * place.bound + rest.error
  }
}

/// The ways to propose a mistake.
extension Evidence {
  /// A mistake by which every place's gradient would be a number that is known, where it is.
  func predicting(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact, fitted: Int = 0,
    _ prediction: (_ place: Place) -> Double?
  ) -> Proposal {
    Proposal(
      kind, phrase, tier: tier, fitted: fitted,
      left: places.compactMap { place in
        prediction(place).map { (place, Predicted(place.analytic - $0)) }
      })
  }

  /// The same where the wrong places alone have other numbers than the right ones.
  func predictingWrong(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact, fitted: Int = 0,
    _ prediction: (_ place: Place) -> Double
  ) -> Proposal {
    predicting(kind, phrase, tier: tier, fitted: fitted) {
      $0.isWrong ? prediction($0) : $0.numeric
    }
  }

  /// A mistake by which the gradient would be a tensor that is known.
  func comparing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact,
    _ mistaken: Tensor<Double>
  ) -> Proposal { predicting(kind, phrase, tier: tier) { mistaken.storage[$0.offset] } }

  /// A mistake that says something of all numbers, but not their values.
  func stating(_ kind: Diagnosis.Kind, _ phrase: String) -> Proposal {
    predicting(kind, phrase, tier: .vague, \.analytic)
  }

  /// A mistake worked out at the tested places alone, as far as the first that disagrees.
  func testing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact, fitted: Int = 0,
    _ prediction: (_ place: Place) -> Predicted?
  ) -> Proposal {
    var left: [(place: Place, rest: Predicted)] = []
    for place in tested {
      guard let predicted = prediction(place) else { continue }
      let rest = Predicted(place.analytic - predicted.value, error: predicted.error)
      left.append((place, rest))
      if !agrees(place, rest) { break }
    }
    return Proposal(kind, phrase, tier: tier, fitted: fitted, left: left)
  }

  /// A mistake by which the outputs count with other weights than the cotangent's.
  func weighing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact,
    _ weight: (_ output: Int) -> Double
  ) -> Proposal { testing(kind, phrase, tier: tier) { sum(at: $0, weight) } }
}
