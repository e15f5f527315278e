// Dropout as a layer: `dropout` in training, and nothing in evaluation.

/// Sets numbers to zero at random in training; the identity in evaluation.
public struct Dropout<Scalar: TensorScalar>: ElementwiseLayer {
  /// The probability of dropping a number, in 0..<1.
  public let probability: Double

  /// Where the next mask comes from: a generator of the layer's own, so that a run can be repeated.
  public let generator: State<RandomGenerator>

  /// A layer that drops with the given probability, in 0..<1; PyTorch's default is one half.
  public init(_ probability: Double = 0.5, using generator: inout RandomGenerator) {
    requireProbability(probability, operation: "Dropout")
    self.probability = probability
    self.generator = State(generator.split())
  }

  /// The batch with a fresh mask applied, or unchanged in evaluation.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    mode == .training && probability > 0
      ? dropout(x, probability, using: &generator.value) : x
  }

  /// `Dropout(probability)`.
  public var description: String { "Dropout(\(probability))" }
}
