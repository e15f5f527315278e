// The kinds of mistakes that people make in derivatives, and what each should be called. The names
// follow from the mistake, not from what any checker says of it: a mistake that no cause or rule of
// the checker's describes has none, and then "unknown" is the right answer.

/// A kind of mistake in a gradient.
public enum Mistake: String, CaseIterable, Sendable {
  case sign = "wrong sign"
  case constant = "wrong constant"
  case zero = "never written"
  case localMissing = "local derivative missing"
  case localSquared = "local derivative squared"
  case localWrong = "another local derivative"
  case exponent = "exponent n for n − 1"
  case droppedFactor = "factor missing"
  case droppedTerm = "term missing"
  case termSign = "wrong sign of a term"
  case upstreamIgnored = "upstream ignored"
  case swapped = "operands swapped"
  case otherInput = "another input's value"
  case unreduced = "not summed over broadcast axes"
  case wrongAxis = "reduced over the wrong axis"
  case summed = "summed for averaged"
  case averaged = "averaged for summed"
  case wrongCount = "averaged over the wrong count"
  case unbiased = "n for n − 1, or the reverse"
  case transposed = "transposed"
  case reversed = "reversed"
  case exchanged = "two indices exchanged"
  case shifted = "shifted by one"
  case offByOne = "range off by one"
  case window = "stride, padding or dilation forgotten"
  case overwritten = "overwritten, not accumulated"
  case useOverwritten = "a use overwritten"
  case shareMissing = "an index left out"
  case detachedMean = "mean detached"
  case detachedVariance = "variance detached"
  case detachedBoth = "mean and variance detached"
  case epsilon = "epsilon forgotten"
  case otherEntry = "another entry's place"
  case order = "results before what uses them"
  case maskInverted = "mask inverted"
  case maskBound = "mask at the wrong bound"
  case maskMissing = "mask missing"
  case maskRedrawn = "mask drawn again"
  case keepProbability = "keep probability missing or squared"
  case targetMissing = "target missing"
  case wrongLabel = "wrong label"
  case diagonalOnly = "diagonal only"
  case diagonalDoubled = "diagonal doubled"
  case diagonalMissing = "diagonal missing"
  case ties = "ties not shared"
  case decay = "weight decay added"
  case clipped = "gradient clipped"
  case offset = "constant added"
  case inPlace = "input changed in place"

  /// What describes it, any of these; none where the checker knows nothing that does.
  var names: Set<Name> {
    switch self {
    case .sign: [.cause(.sign)]
    case .constant, .summed, .averaged, .wrongCount, .unbiased, .keepProbability: [.cause(.factor)]
    case .zero: [.cause(.zero)]
    case .localMissing, .localSquared, .exponent: [.cause(.localDerivative)]
    case .upstreamIgnored: [.cause(.upstreamIgnored)]
    case .otherInput: [.cause(.otherInput)]
    case .unreduced: [.cause(.unreduced)]
    case .transposed: [.cause(.transposed)]
    case .reversed: [.cause(.reversed)]
    case .exchanged: [.cause(.exchanged)]
    case .shifted: [.cause(.shifted)]
    case .overwritten: [.cause(.overwritten)]
    case .shareMissing: [.cause(.shareMissing)]
    case .detachedMean: [.cause(.meanTerm)]
    case .detachedVariance: [.cause(.varianceTerm)]
    case .detachedBoth: [.cause(.meanAndVarianceTerms)]
    case .targetMissing: [.cause(.target)]
    case .diagonalOnly, .diagonalDoubled, .diagonalMissing: [.cause(.diagonal)]
    case .decay: [.cause(.weightDecay)]
    case .ties: [.cause(.tie)]
    case .maskRedrawn: [.rule(.notRepeatable)]
    case .clipped: [.rule(.notLinear)]
    case .offset: [.rule(.zeroNotKept)]
    case .inPlace: [.rule(.changesInput)]
    case .localWrong, .droppedFactor, .droppedTerm, .termSign, .swapped, .wrongAxis, .offByOne,
      .window, .useOverwritten, .otherEntry, .order, .epsilon, .maskInverted, .maskBound,
      .maskMissing, .wrongLabel:
      []
    }
  }
}

/// What a report may call a mistake.
public enum Name: Hashable, Codable, Sendable {
  /// A cause that its diagnosis states.
  case cause(Cause)
  /// A rule that it finds broken.
  case rule(Rule)
}

/// The causes that the checker knows, as its `Diagnosis.Kind` has them: written out once more, so that
/// the table needs no engine to be built.
public enum Cause: String, Codable, Sendable {
  case sign, factor, zero, value, transposed, reversed, exchanged, shifted, otherInput
  case upstreamIgnored, overwritten, shareMissing, diagonal, unreduced, localDerivative
  case meanTerm, varianceTerm, meanAndVarianceTerms, weightDecay, target
  case notFinite, unwritten, doubled, truncated, parameterIgnored, otherPoint, termMissing, termSign
  case mask, tie, clipped, precision, wrongAxis, offset
}

/// The broken rules that are a mistake's own name.
public enum Rule: String, Codable, Sendable {
  case wrongShape, changesInput, notRepeatable, zeroNotKept, notLinear
}

extension Name: CustomStringConvertible {
  /// The cause or rule in words: `upstream ignored`.
  public var description: String {
    let name =
      switch self {
      case .cause(let cause): cause.rawValue
      case .rule(let rule): rule.rawValue
      }
    return name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }
}
