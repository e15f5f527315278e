// Dropout (Srivastava et al. 2014), in its inverted form: in training each number is dropped with
// probability p and the survivors are scaled by 1/(1 − p), so that their expectation is unchanged
// and evaluation has nothing to do.

/// Sets numbers to zero at random in training; the identity in evaluation.
public struct Dropout<Scalar: TensorScalar>: Layer {
  /// The probability of dropping a number, in 0..<1.
  public let probability: Double

  /// Where the next mask comes from: a generator of the layer's own, so that a run can be repeated.
  public let generator: State<RandomGenerator>

  /// A layer that drops with the given probability, in 0..<1; PyTorch's default is one half.
  public init(_ probability: Double = 0.5, using generator: inout RandomGenerator) {
    require(
      (0..<1).contains(probability), "Dropout: probability \(probability); it must be in 0..<1")
    self.probability = probability
    self.generator = State(generator.split())
  }

  /// The batch with a fresh mask applied, or unchanged in evaluation.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    guard mode == .training, probability > 0 else { return x }
    let keep = Scalar(1 / (1 - probability))
    let draws = Tensor<Double>.uniform(x.shape, using: &generator.value)
    let mask = draws.map { $0 < probability ? 0 : keep }
    return Variable(x.value * mask, Edge(x) { dy in dy * mask })  // dx = dy·mask
  }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `Dropout(probability)`.
  public var description: String { "Dropout(\(probability))" }
}
