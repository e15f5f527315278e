// `Flatten` undone: every example's features become an image, `[features, examples]` to
// `[channels, height, width, examples]`. With the batch last this moves nothing in memory.

/// Gives every example a shape of several axes.
public struct Unflatten<Scalar: TensorScalar>: Layer {
  /// The shape of one example's output, such as `[channels, height, width]`.
  public let shape: [Int]

  /// A layer that gives an example this shape; lengths of at least 1.
  public init(_ shape: [Int]) {
    require(
      shape.allSatisfy { $0 >= 1 }, "Unflatten: a shape of \(shape); lengths are at least 1")
    self.shape = shape
  }

  /// `[features, examples]` to the shape with the examples after it.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    require(
      x.shape.count == 2 && x.shape[0] == shape.elementCount,
      "Unflatten: an input of shape \(x.shape) into images of \(shape); "
        + "[\(shape.elementCount), examples] is expected")
    return x.reshaped(shape + [x.shape[1]])
  }

  /// `[features]`, as many as the shape holds.
  public var inputShape: [Int]? { [shape.elementCount] }

  /// The shape; nil for an input that does not hold its elements.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    inputShape == [shape.elementCount] ? shape : nil
  }

  /// `Unflatten([16, 5, 5])`.
  public var description: String { "Unflatten(\(shape))" }
}
