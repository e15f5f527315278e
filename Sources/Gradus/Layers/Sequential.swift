// Layers one after the other, written as a list:
//
//   let model = Sequential<Float> {
//     Linear(2, 8, using: &generator)
//     Tanh()
//     Linear(8, 1, using: &generator)
//   }

/// A chain of layers: each one's output is the next one's input.
public struct Sequential<Scalar: TensorScalar>: Layer {
  /// The layers in order.
  public let layers: [any Layer<Scalar>]

  /// The shape of one example, without the batch.
  public let inputShape: [Int]?

  /// A chain of the listed layers. `inputShape`, of one example, lets the printed table give output
  /// shapes where the first layer does not determine its input's.
  public init(inputShape: [Int]? = nil, @LayerBuilder<Scalar> _ layers: () -> [any Layer<Scalar>]) {
    self.layers = layers()
    self.inputShape = inputShape ?? self.layers.first?.inputShape
  }

  /// The last layer's output.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    layers.reduce(x) { x, layer in layer(x, mode) }
  }

  /// The last layer's, where every layer can tell.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    layers.reduce(inputShape) { shape, layer in shape.flatMap { layer.outputShape(for: $0) } }
  }
}

/// Collects the layers listed in a `Sequential`; loops and conditions are allowed.
@resultBuilder
public enum LayerBuilder<Scalar: TensorScalar> {
  /// One layer.
  public static func buildExpression<L: Layer>(_ layer: L) -> [any Layer<Scalar>]
  where L.Scalar == Scalar { [layer] }

  /// Layers one after the other.
  public static func buildBlock(_ parts: [any Layer<Scalar>]...) -> [any Layer<Scalar>] {
    parts.flatMap(\.self)
  }

  /// A loop.
  public static func buildArray(_ parts: [[any Layer<Scalar>]]) -> [any Layer<Scalar>] {
    parts.flatMap(\.self)
  }

  /// An `if` without `else`.
  public static func buildOptional(_ part: [any Layer<Scalar>]?) -> [any Layer<Scalar>] {
    part ?? []
  }

  /// The first branch of an `if`.
  public static func buildEither(first part: [any Layer<Scalar>]) -> [any Layer<Scalar>] { part }

  /// The second branch of an `if`.
  public static func buildEither(second part: [any Layer<Scalar>]) -> [any Layer<Scalar>] { part }
}
