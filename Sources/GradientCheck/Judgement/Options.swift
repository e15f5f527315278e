// What a caller may say about a check besides what is checked.

/// How a gradient check is carried out.
public struct CheckOptions: Sendable {
  /// Decides the cotangent, the sample and the directions.
  public var seed: UInt64

  /// How many entries are checked at most, but at least fifty of every input and all of a smaller
  /// one.
  public var entries: Int

  /// The inputs whose gradients are truly zero; they pass only if both witnesses find zero.
  public var zeros: Set<String>

  /// Numbers that a wrong gradient might be off by, or might be, with what they mean, such as
  /// `"the keep probability": 0.8`; used to name a mistake.
  public var constants: [String: Double]

  /// Where numeric derivatives are kept for checks of other gradients of the same function; nil
  /// where they are not.
  public var memory: NumericMemory?

  /// The usual check: every entry of up to a thousand, no zeros declared.
  public init(
    seed: UInt64 = 1, entries: Int = 1000, zeros: Set<String> = [],
    constants: [String: Double] = [:], memory: NumericMemory? = nil
  ) {
    self.seed = seed
    self.entries = entries
    self.zeros = zeros
    self.constants = constants
    self.memory = memory
  }
}
