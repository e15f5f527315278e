// What is wrong with a gradient: the causes that can be stated.

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
