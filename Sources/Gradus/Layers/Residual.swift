// A residual block (He, Zhang, Ren and Sun 2016, "Deep residual learning for image recognition",
// equations 1 and 2): what a chain of layers makes of its input is added to the input itself, which
// takes a shortcut past them:
//
//   y = F(x) + S(x)        dx = (∂F/∂x)ᵀ·dy + Sᵀ·dy
//
// With the identity for S the second term is dy as it is: whatever the layers do to a gradient, it
// arrives at the block's input as well untouched. The paper rectifies the sum; a `ReLU` after the
// block does.

/// F(x) + S(x): layers one after the other, and a shortcut past them.
///
/// ```swift
/// Residual {
///   Conv2d(16, 16, kernel: 3, padding: 1, bias: false, using: &generator)
///   BatchNorm2d(16)
///   ReLU()
///   Conv2d(16, 16, kernel: 3, padding: 1, bias: false, using: &generator)
///   BatchNorm2d(16)
/// }
/// ReLU()
/// ```
///
/// Its parameters are `layers.0.weight` and so on, and those of a shortcut that has any
/// `shortcut.weight`.
public struct Residual<Scalar: TensorScalar>: Layer {
  /// F's layers in order.
  public let layers: [any Layer<Scalar>]

  /// S where it is not the identity: ``PadChannels``, or a convolution of 1×1.
  public let shortcut: (any Layer<Scalar>)?

  /// A block of the listed layers, whose output must have the shape of what the shortcut makes of
  /// the input.
  ///
  /// - Parameters:
  ///   - shortcut: what the input passes on its way past the layers; nil for the identity.
  ///   - layers: F.
  public init(
    shortcut: (any Layer<Scalar>)? = nil,
    @LayerBuilder<Scalar> _ layers: () -> [any Layer<Scalar>]
  ) {
    self.layers = layers()
    self.shortcut = shortcut
  }

  /// F(x) + S(x), of the shape of either.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    // ANCHOR: sum
    let y = layers.reduce(x) { x, layer in layer(x, mode) }
    let past = shortcut?(x, mode) ?? x
    // ANCHOR_END: sum
    require(
      y.shape == past.shape,
      "Residual: its layers make \(y.shape) of an input of shape \(x.shape), its shortcut "
        + "\(past.shape)")
    return y + past
  }

  /// The first layer's.
  public var inputShape: [Int]? { layers.first?.inputShape ?? shortcut?.inputShape }

  /// The last layer's; nil where a layer cannot tell, or the shortcut's is another.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    let y: [Int]? = layers.reduce(inputShape) { shape, layer in
      shape.flatMap { layer.outputShape(for: $0) }
    }
    let past = shortcut.map { $0.outputShape(for: inputShape) } ?? inputShape
    return y == past ? y : nil
  }

  /// The block in a line: `Residual(5 layers + identity)`.
  var summary: String {
    let past = shortcut.map { ModelTable.summary(of: $0) } ?? "identity"
    return "Residual(\(layers.count) layer\(layers.count == 1 ? "" : "s") + \(past))"
  }
}
