// Changes of shape. They move numbers and never change them, so each derivative is the move undone:
// a reshape reshaped back, a permutation inverted.

extension Tensor {
  /// The same elements in row-major order under another shape. One length may be −1: it is found
  /// from the others.
  public func reshaped(_ lengths: [Int]) -> Tensor {
    var target = lengths
    let unknown = lengths.firstIndex(of: -1)
    if let unknown { target[unknown] = 1 }
    require(
      target.allSatisfy { $0 >= 0 },
      "reshaped: \(lengths) has more than one −1, or another negative length")
    if let unknown {
      let known = target.elementCount
      require(known > 0, "reshaped: with \(lengths), −1 could be any length; write the length")
      target[unknown] = count / known
    }
    require(
      target.elementCount == count, "reshaped: \(lengths) does not hold the elements of \(shape)")
    return Tensor(shape: target, storage: storage)
  }

  /// The axes in a new order: axis `order[k]` of this tensor becomes axis k of the result.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func permuted(_ order: [Int]) -> Tensor {
    require(
      order.isPermutation(of: rank), "permuted: \(order) for a tensor of shape \(shape)")
    let target = order.map { shape[$0] }
    let all = shape.strides
    let strides = order.map { all[$0] }
    let rowLength = target.last ?? 1
    let step = strides.last ?? 0
    var rows = RowOffsets(shape: target, strides: strides)
    return Tensor(shape: target) { y in
      withAddress { x in
        for first in stride(from: 0, to: count, by: Swift.max(rowLength, 1)) {
          let start = rows.next()
          for i in 0..<rowLength { (y + first + i).initialize(to: x[start + i * step]) }
        }
      }
    }
  }

  /// A matrix's transpose, or that of every matrix of a batch: the first two axes change places.
  public func transposed() -> Tensor {
    require(rank >= 2, "transposed: shape \(shape) is no matrix")
    return permuted([1, 0] + Array(2..<rank))
  }
}

extension Variable {
  /// The same elements under another shape; one length may be −1.
  public func reshaped(_ lengths: [Int]) -> Variable {
    let shape = shape
    return Variable(value.reshaped(lengths), Edge(self) { dy in dy.reshaped(shape) })
  }

  /// The axes in a new order.
  public func permuted(_ order: [Int]) -> Variable {
    var inverse = order
    let result = value.permuted(order)
    for (new, old) in order.enumerated() { inverse[old] = new }
    return Variable(result, Edge(self) { [inverse] dy in dy.permuted(inverse) })
  }

  /// A matrix's transpose, or that of every matrix of a batch.
  public func transposed() -> Variable {
    Variable(value.transposed(), Edge(self) { dy in dy.transposed() })  // dx = dyᵀ
  }
}
