// Reverse mode (Linnainmaa 1970; Griewank and Walther 2008, chapter 3): one sweep from the result
// back to its inputs multiplies by each Jacobian's transpose, so that all gradients of one number
// cost a small multiple of the number itself. Only nodes that lie between the result and the
// targets are pulled back through.

extension Variable {
  /// The gradients of this variable, a single number, with respect to the targets, in their order
  /// and with their shapes. A target the result does not depend on has gradient zero.
  public func gradients(of targets: [Variable]) -> [Tensor<Scalar>] {
    require(
      value.count == 1,
      "gradients: a result of shape \(shape) needs an upstream gradient (upstream:)")
    return gradients(of: targets, upstream: .ones(shape))
  }

  /// The gradients of Σ upstream·value with respect to the targets, a vector–Jacobian product.
  ///
  /// - Parameters:
  ///   - targets: the variables asked about; a target's gradient has its shape.
  ///   - upstream: the gradient arriving at this variable, of its shape.
  public func gradients(
    of targets: [Variable], upstream: Tensor<Scalar>
  ) -> [Tensor<Scalar>] {
    require(
      upstream.shape == shape,
      "gradients: upstream of shape \(upstream.shape) for a result of shape \(shape)")
    let path = Path(to: self)
    let places = targets.map { path.place(of: $0) }
    let leads = path.leadingTo(places)
    var gradients = [Tensor<Scalar>?](repeating: nil, count: path.nodes.count)
    gradients[path.nodes.count - 1] = upstream
    // BEGIN SOLUTION 00.7 points=6
    for place in path.nodes.indices.reversed() where leads[place] {
      guard let gradient = gradients[place] else { continue }
      if !places.contains(place) { gradients[place] = nil }
      for (edge, input) in path.inputs(of: place).enumerated() where leads[input] {
        let share = path.nodes[place].edges[edge].pullback(gradient)
        // A variable used twice receives the sum of what its uses send back.
        if let others = gradients[input] {
          gradients[input] = others + share
        } else {
          gradients[input] = share
        }
      }
    }
    // END SOLUTION
    return zip(targets, places).map { target, place in
      place.flatMap { gradients[$0] } ?? .zeros(target.shape)
    }
  }
}

/// The nodes from which a result was made: every node after its inputs, the result last.
///
/// Each node notes its place in the latest path it was on. Whether a note holds for this path, the
/// path itself tells; so nodes are found without hashing, and no note is ever cleared (Briggs and
/// Torczon 1993, "An efficient representation for sparse sets").
private struct Path<Scalar: TensorScalar> {
  private(set) var nodes: [Variable<Scalar>] = []

  /// The places of all nodes' inputs, one node's after another's.
  private var inputs: [Int] = []

  /// Where each node's inputs end in `inputs`.
  private var ends: [Int] = []

  /// A depth-first walk with a stack of its own, so that long chains do not overflow ours.
  init(to result: Variable<Scalar>) {
    // Room enough for a small network, so that its few nodes are not moved time and again.
    nodes.reserveCapacity(64)
    inputs.reserveCapacity(64)
    ends.reserveCapacity(64)
    var stack: [(node: Variable<Scalar>, nextEdge: Int)] = []
    stack.reserveCapacity(64)
    stack.append((result, 0))
    while let top = stack.indices.last {
      let nextEdge = stack[top].nextEdge
      if nextEdge < stack[top].node.edges.count {
        stack[top].nextEdge += 1
        let input = stack[top].node.edges[nextEdge].input
        if place(of: input) == nil { stack.append((input, 0)) }
      } else {
        let node = stack.removeLast().node
        for edge in node.edges.indices { inputs.append(node.edges[edge].input.place) }
        ends.append(inputs.count)
        node.place = nodes.count
        nodes.append(node)
      }
    }
  }

  /// Where a node stands on this path; nil where it does not.
  func place(of node: Variable<Scalar>) -> Int? {
    node.place < nodes.count && nodes[node.place] === node ? node.place : nil
  }

  /// The places of a node's inputs, an input for each of its edges.
  @inline(__always)
  func inputs(of place: Int) -> ArraySlice<Int> {
    inputs[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }

  /// For each node, whether it is one of those at the given places or was made from one.
  func leadingTo(_ places: [Int?]) -> [Bool] {
    var leads = [Bool](repeating: false, count: nodes.count)
    for place in places { if let place { leads[place] = true } }
    for place in nodes.indices where inputs(of: place).contains(where: { leads[$0] }) {
      leads[place] = true
    }
    return leads
  }
}
