// A value that remembers how it was made. Each operation on variables makes a node that holds its
// result and, per input, an edge: the input and the pullback from the result's gradient to that
// input's. A pullback captures tensors, never variables, so the edges are the graph and nothing
// else keeps it alive.

/// A tensor in a computation whose derivatives are wanted.
///
/// Parameters and inputs are made with `Variable(tensor)`; operations make the rest. Ask the result
/// for `gradients(of:)`. No gradient is stored in the variables asked about, so there is nothing to
/// zero. A graph belongs to one thread at a time.
public final class Variable<Scalar: TensorScalar> {
  /// The value. Only one that no operation made, a parameter or an input, may be replaced, and by
  /// one of the same shape.
  public var value: Tensor<Scalar> {
    get { storage }
    set {
      require(edges.isEmpty, "value: this variable was computed; its value is not for setting")
      require(
        newValue.shape == storage.shape,
        "value: shape \(newValue.shape) for a variable of shape \(storage.shape)")
      storage = newValue
    }
  }

  private var storage: Tensor<Scalar>

  // A graph belongs to one thread, and while one of these two is changed nothing else is called, so
  // that nobody need ask at each use whether another is going on; that took a sixth of a small
  // gradient.

  /// What the value was computed from; empty for parameters and inputs.
  @exclusivity(unchecked) private(set) var edges: [Edge<Scalar>]

  /// Where the node stood on the path of the latest sweep that came by.
  @exclusivity(unchecked) var place = 0

  /// A parameter, an input or a constant.
  public init(_ value: Tensor<Scalar>) {
    storage = value
    edges = []
  }

  /// The result of an operation, with an edge for each input that a gradient flows to.
  public init(_ value: Tensor<Scalar>, _ edges: [Edge<Scalar>]) {
    storage = value
    self.edges = edges
  }

  /// The result of an operation, with an edge for each input that a gradient flows to.
  public convenience init(_ value: Tensor<Scalar>, _ edges: Edge<Scalar>...) {
    self.init(value, edges)
  }

  /// Changes the value in place, with no copy unless somebody else holds it; only of one that no
  /// operation made. The shape must stay.
  func update(_ body: (inout Tensor<Scalar>) -> Void) {
    require(edges.isEmpty, "step: a parameter that was computed; its value is not for setting")
    let shape = storage.shape
    body(&storage)
    require(
      storage.shape == shape, "step: a parameter of shape \(shape) became \(storage.shape)")
  }

  /// The length of each axis of the value.
  public var shape: [Int] { storage.shape }

  /// The same value as a constant: no gradient flows through it.
  public var detached: Variable { Variable(value) }

  deinit { releaseGraph() }

  /// Releases the graph behind this node without recursion: an input that only this node held hands
  /// its own edges to the list before it goes, so that a chain of any length needs no stack.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func releaseGraph() {
    var orphans = edges
    edges = []
    while var edge = orphans.popLast() {
      if isKnownUniquelyReferenced(&edge.input) {
        orphans += edge.input.edges
        edge.input.edges = []
      }
    }
  }
}

/// One input of an operation: which variable it was, and how a gradient of the result becomes a
/// gradient of it.
public struct Edge<Scalar: TensorScalar> {
  /// The input.
  var input: Variable<Scalar>

  /// From the result's gradient, of the result's shape, to the input's, of the input's shape.
  let pullback: (Tensor<Scalar>) -> Tensor<Scalar>

  /// An edge to `input`; the pullback must be linear and should capture tensors only.
  public init(
    _ input: Variable<Scalar>, pullback: @escaping (Tensor<Scalar>) -> Tensor<Scalar>
  ) {
    self.input = input
    self.pullback = pullback
  }
}

extension Variable: CustomStringConvertible {
  /// The value, as a tensor prints.
  public var description: String { value.description }
}
