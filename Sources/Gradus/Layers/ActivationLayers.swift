// The activations as layers. Each calls the function of its name; none has parameters.

/// max(x, 0).
public struct ReLU<Scalar: TensorScalar>: Layer {
  /// A rectifier.
  public init() {}

  /// max(x, 0) of every element.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { relu(x) }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `ReLU`.
  public var description: String { "ReLU" }
}

/// x where x > 0, slope·x elsewhere.
public struct LeakyReLU<Scalar: TensorScalar>: Layer {
  /// The slope for x < 0.
  public let slope: Double

  /// A rectifier that leaks; PyTorch's default slope.
  public init(slope: Double = 0.01) { self.slope = slope }

  /// x or slope·x, element by element.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    leakyReLU(x, slope: Scalar(slope))
  }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `LeakyReLU(slope)`.
  public var description: String { "LeakyReLU(\(slope))" }
}

/// 1/(1 + e⁻ˣ).
public struct Sigmoid<Scalar: TensorScalar>: Layer {
  /// A logistic unit.
  public init() {}

  /// The logistic function of every element.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    sigmoid(x)
  }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `Sigmoid`.
  public var description: String { "Sigmoid" }
}

/// The hyperbolic tangent.
public struct Tanh<Scalar: TensorScalar>: Layer {
  /// A hyperbolic tangent.
  public init() {}

  /// The hyperbolic tangent of every element.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> { tanh(x) }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `Tanh`.
  public var description: String { "Tanh" }
}

/// Softmax over the leading axis, that of the classes.
public struct Softmax<Scalar: TensorScalar>: Layer {
  /// A softmax over the classes.
  public init() {}

  /// Each example's probabilities.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    softmax(x)
  }

  /// The input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  /// `Softmax`.
  public var description: String { "Softmax" }
}
