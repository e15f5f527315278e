// A layer is a small value that can be called: it maps a batch to a batch. Its parameters are
// variables it holds; they are found by walking the value, and nothing is registered anywhere.
//
// A call through `any Layer`, as a chain makes it, reaches code that is generic over the type of
// number, far slower in loops than code made for one. So a layer has no loops: it calls operations,
// which the engine has for `Float` and for `Double` (`@specialized`), whoever calls them.

/// What a layer is being used for. It is said at every call and never kept as global state.
public enum Mode: Sendable {
  /// Dropout drops; batch normalisation uses the batch's statistics and updates its running ones.
  case training

  /// Dropout passes everything; batch normalisation uses its running statistics.
  case evaluation
}

/// A differentiable map from a batch to a batch, with parameters of its own.
///
/// The examples are the last axis: a layer receives `[features, examples]`, or
/// `[channels, height, width, examples]`. A model of one's own is a struct or a class that holds
/// layers and calls them; it conforms in the same way, and its parameters are found through its
/// properties.
public protocol Layer<Scalar>: CustomStringConvertible {
  /// The type of number the layer computes with.
  associatedtype Scalar: TensorScalar

  /// The output for a batch.
  func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar>

  /// The shape of one example that the layer expects, without the batch; nil where any will do.
  var inputShape: [Int]? { get }

  /// The shape of one example's output, without the batch, for one example's input; nil where the
  /// layer cannot tell.
  func outputShape(for inputShape: [Int]) -> [Int]?
}

extension Layer {
  /// The output for a batch of constants.
  public func callAsFunction(_ x: Tensor<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    self(Variable(x), mode)
  }

  /// Any shape, unless the layer says otherwise.
  public var inputShape: [Int]? { nil }

  /// Unknown, unless the layer says otherwise.
  public func outputShape(for inputShape: [Int]) -> [Int]? { nil }

  /// The layer's type and its parts, as a table of layers, output shapes and parameter counts.
  public var description: String { ModelTable(self).description }
}

/// A layer's state that is not trained, such as running statistics: a box whose content a call may
/// change although the layer is a value.
public final class State<Value> {
  /// What it is now.
  public var value: Value

  /// A state that begins with `value`.
  public init(_ value: Value) { self.value = value }
}
