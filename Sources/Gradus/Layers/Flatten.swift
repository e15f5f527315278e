// Every example's axes become one: `[channels, height, width, examples]` to `[features, examples]`.
// With the batch last this moves nothing in memory.

/// Joins all axes but the last, that of the examples.
public struct Flatten<Scalar: TensorScalar>: Layer {
  /// A flattening layer.
  public init() {}

  /// The batch as `[features, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    require(!x.shape.isEmpty, "Flatten: a single number has no examples")
    return x.reshaped([x.shape.dropLast().elementCount, x.shape[x.shape.count - 1]])
  }

  /// One axis as long as the product of the input's.
  public func outputShape(for inputShape: [Int]) -> [Int]? { [inputShape.elementCount] }

  /// `Flatten`.
  public var description: String { "Flatten" }
}
