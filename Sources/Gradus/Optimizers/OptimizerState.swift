// What an optimizer keeps from step to step: for every parameter some tensors of its shape, by name,
// and the number of steps. A checkpoint writes them under these names: `optimizer.0.velocity`.

/// What an optimizer keeps of its parameters' past steps.
public struct OptimizerState<Scalar: TensorScalar> {
  /// How many steps were made.
  public internal(set) var steps = 0

  /// What is kept of each parameter.
  private(set) var perParameter: [ParameterState<Scalar>]

  /// The state before the first step: zeros of every parameter's shape under each of the names.
  public init(of parameters: [Variable<Scalar>], _ names: String...) {
    perParameter = parameters.map { parameter in
      ParameterState(names: names, tensors: names.map { _ in .zeros(parameter.shape) })
    }
  }

  /// Calls a rule with what is kept of one parameter.
  mutating func update(_ index: Int, _ rule: (inout ParameterState<Scalar>) -> Void) {
    perParameter[index].step = steps
    rule(&perParameter[index])
  }

  /// The tensors by the parameter's number and their own name, as `0.velocity`.
  var tensors: ByName<Tensor<Scalar>> {
    var tensors = ByName<Tensor<Scalar>>()
    for (index, state) in perParameter.enumerated() {
      for name in state.names { tensors["\(index).\(name)"] = state[name] }
    }
    return tensors
  }

  /// Replaces all tensors, which have the names and shapes of ``tensors``, and the number of steps.
  mutating func replace(with tensors: ByName<Tensor<Scalar>>, steps: Int) {
    for index in perParameter.indices {
      for name in perParameter[index].names {
        perParameter[index][name] = tensors["\(index).\(name)"] ?? perParameter[index][name]
      }
    }
    self.steps = steps
  }
}

/// What an optimizer keeps of one parameter's past: tensors of its shape, by name.
public struct ParameterState<Scalar: TensorScalar> {
  /// The names, in the order in which the optimizer listed them.
  let names: [String]

  private var tensors: [Tensor<Scalar>]

  /// The number of this step, from 1 on.
  public fileprivate(set) var step = 0

  init(names: [String], tensors: [Tensor<Scalar>]) {
    (self.names, self.tensors) = (names, tensors)
  }

  /// The tensor of a name, which must be one of those that the optimizer's state was made with.
  public subscript(name: String) -> Tensor<Scalar> {
    get { tensors[place(of: name)] }
    _modify { yield &tensors[place(of: name)] }
  }

  /// Calls `body` with the addresses of two tensors' elements, which it may change.
  @inline(__always)
  mutating func withAddresses(
    _ a: String, _ b: String,
    _ body: (_ a: UnsafeMutablePointer<Scalar>, _ b: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let (i, j) = (place(of: a), place(of: b))
    tensors.withUnsafeMutableBufferPointer { tensors in
      tensors[i].withMutableAddress { a in tensors[j].withMutableAddress { b in body(a, b) } }
    }
  }

  private func place(of name: String) -> Int {
    guard let place = names.firstIndex(of: name) else {
      fail("state: no \"\(name)\" is kept; \(names) are")
    }
    return place
  }
}
