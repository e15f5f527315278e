// The activations as layers. Each calls the function of its name; none has parameters.

/// A layer whose output has the shape of its input. Its description is the name of its type.
public protocol ElementwiseLayer<Scalar>: Layer {}

extension ElementwiseLayer {
  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// The name of the type.
  public var description: String { String(String(describing: Self.self).prefix { $0 != "<" }) }
}

/// max(x, 0).
public struct ReLU<Scalar: TensorScalar>: ElementwiseLayer {
  /// A rectifier.
  public init() {}

  /// max(x, 0) of every element.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { relu(x) }
}

/// x where x > 0, slope·x elsewhere.
public struct LeakyReLU<Scalar: TensorScalar>: ElementwiseLayer {
  /// The slope for x < 0.
  public let slope: Double

  /// A rectifier that leaks; PyTorch's default slope.
  public init(slope: Double = 0.01) { self.slope = slope }

  /// x or slope·x, element by element.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    leakyReLU(x, slope: Scalar(slope))
  }

  /// `LeakyReLU(slope)`.
  public var description: String { "LeakyReLU(\(slope))" }
}

/// 1/(1 + e⁻ˣ).
public struct Sigmoid<Scalar: TensorScalar>: ElementwiseLayer {
  /// A logistic unit.
  public init() {}

  /// The logistic function of every element.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { sigmoid(x) }
}

/// The hyperbolic tangent.
public struct Tanh<Scalar: TensorScalar>: ElementwiseLayer {
  /// A hyperbolic tangent.
  public init() {}

  /// The hyperbolic tangent of every element.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { tanh(x) }
}

/// Softmax over the leading axis, that of the classes.
public struct Softmax<Scalar: TensorScalar>: ElementwiseLayer {
  /// A softmax over the classes.
  public init() {}

  /// Each example's probabilities.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { softmax(x) }
}
