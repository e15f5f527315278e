// Enlarging images as a layer: every element becomes a block of equal ones.

/// Repeats rows and columns, PyTorch's `Upsample` in its mode `nearest`.
public struct Upsample<Scalar: TensorScalar>: Layer {
  /// How many rows and columns become of each.
  public let factor: Size2d

  /// A layer that enlarges by a factor, at least 1×1.
  public init(by factor: Size2d) {
    requireFactor(factor, operation: "Upsample")
    self.factor = factor
  }

  /// `[channels, height, width, examples]` to `[channels, height·a, width·b, examples]` for a factor
  /// of a×b.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    upsample(x, by: factor, operation: "Upsample")
  }

  /// `[channels, height·a, width·b]`; nil for what are no images.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    guard inputShape.count == 3 else { return nil }
    return [inputShape[0], inputShape[1] * factor.height, inputShape[2] * factor.width]
  }

  /// `Upsample(2×2)`.
  public var description: String { "Upsample(\(factor))" }
}
