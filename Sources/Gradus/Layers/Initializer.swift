// How random weights begin. A weight of shape [outputs, inputs, taps…] has fan-in inputs·taps and
// fan-out outputs·taps; the spread is chosen so that signals keep their size from layer to layer:
//
//   Kaiming (He et al. 2015, eq. 10)         variance gain²/fan-in
//   Xavier (Glorot and Bengio 2010, eq. 16)  variance gain²·2/(fan-in + fan-out)
//
// A uniform distribution in ±a has variance a²/3.

/// A distribution of initial weights that depends on the weight's shape.
public struct Initializer: Sendable {
  private enum Distribution { case uniform, normal }

  private let distribution: Distribution
  private let variance: @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double

  /// Uniform in ±1/√fan-in: what PyTorch's layers begin with (LeCun et al. 1998, §4.6).
  public static let fanIn = kaimingUniform(gain: (1.0 / 3).squareRoot())

  /// Uniform with variance gain²/fan-in; gain √2 suits ReLU.
  public static func kaimingUniform(gain: Double = 2.0.squareRoot()) -> Initializer {
    Initializer(distribution: .uniform) { fanIn, _ in gain * gain / fanIn }
  }

  /// Normal with variance gain²/fan-in; gain √2 suits ReLU.
  public static func kaimingNormal(gain: Double = 2.0.squareRoot()) -> Initializer {
    Initializer(distribution: .normal) { fanIn, _ in gain * gain / fanIn }
  }

  /// Uniform with variance gain²·2/(fan-in + fan-out); gain 1 suits a linear layer.
  public static func xavierUniform(gain: Double = 1) -> Initializer {
    Initializer(distribution: .uniform) { gain * gain * 2 / ($0 + $1) }
  }

  /// Normal with variance gain²·2/(fan-in + fan-out); gain 1 suits a linear layer.
  public static func xavierNormal(gain: Double = 1) -> Initializer {
    Initializer(distribution: .normal) { gain * gain * 2 / ($0 + $1) }
  }

  /// Random weights of the given shape, `[outputs, inputs, taps…]`.
  public func callAsFunction<Scalar: TensorScalar>(
    _ shape: [Int], using generator: inout RandomGenerator
  ) -> Tensor<Scalar> {
    require(
      shape.count >= 2 && shape.elementCount > 0,
      "Initializer: shape \(shape) has no fan-in; [outputs, inputs, …] is expected")
    let taps = shape.dropFirst(2).elementCount
    let deviation = variance(Double(shape[1] * taps), Double(shape[0] * taps)).squareRoot()
    require(deviation.isFinite, "Initializer: a gain that is no finite number")
    switch distribution {
    case .uniform:
      let bound = 3.0.squareRoot() * deviation
      return .uniform(shape, in: -bound..<bound, using: &generator)
    case .normal:
      return .normal(shape, standardDeviation: deviation, using: &generator)
    }
  }
}

extension Tensor where Scalar: TensorScalar {
  /// A bias as PyTorch's layers begin with it: uniform in ±1/√fan-in.
  static func bias(
    _ shape: [Int], fanIn: Int, using generator: inout RandomGenerator
  ) -> Tensor {
    let bound = 1 / Double(fanIn).squareRoot()
    return .uniform(shape, in: -bound..<bound, using: &generator)
  }
}
