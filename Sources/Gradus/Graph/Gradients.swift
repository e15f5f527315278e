// Reverse mode (Linnainmaa 1970; Griewank and Walther 2008, chapter 3): one sweep from the result
// back to its inputs multiplies by each Jacobian's transpose, so that all gradients of one number
// cost a small multiple of the number itself. The sweep visits only nodes that lie between the
// result and the targets.

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
    let wanted = Set(targets.map { ObjectIdentifier($0) })
    let path = path(to: wanted)
    let onPath = Set(path.map { ObjectIdentifier($0) })
    var gradients = [ObjectIdentifier(self): upstream]
    for node in path.reversed() {
      let id = ObjectIdentifier(node)
      guard let gradient = gradients[id] else { continue }
      if !wanted.contains(id) { gradients[id] = nil }
      for edge in node.edges where onPath.contains(ObjectIdentifier(edge.input)) {
        // A variable used twice receives the sum of what its uses send back.
        let share = edge.pullback(gradient)
        let sum = gradients.removeValue(forKey: ObjectIdentifier(edge.input))
        gradients[ObjectIdentifier(edge.input)] = sum.map { $0 + share } ?? share
      }
    }
    return targets.map { gradients[ObjectIdentifier($0)] ?? .zeros($0.shape) }
  }

  /// The nodes from which this one was made and that lead on to a wanted one, every node after its
  /// inputs. A depth-first walk with a stack of its own, so that long chains do not overflow ours.
  private func path(to wanted: Set<ObjectIdentifier>) -> [Variable] {
    var leads: [ObjectIdentifier: Bool] = [:]
    var path: [Variable] = []
    var stack: [(node: Variable, nextEdge: Int)] = [(self, 0)]
    while let (node, nextEdge) = stack.last {
      if nextEdge < node.edges.count {
        stack[stack.count - 1].nextEdge += 1
        let input = node.edges[nextEdge].input
        if leads[ObjectIdentifier(input)] == nil { stack.append((input, 0)) }
      } else {
        stack.removeLast()
        let id = ObjectIdentifier(node)
        let isOnPath =
          wanted.contains(id)
          || node.edges.contains { leads[ObjectIdentifier($0.input)] == true }
        leads[id] = isOnPath
        if isOnPath { path.append(node) }
      }
    }
    return path
  }
}
