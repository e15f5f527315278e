// Tensors joined along an axis, and taken apart again. The two are each other's derivative: the
// gradient of a join is cut where the parts met, and the gradient of a part is set into zeros.

extension Tensor {
  /// The tensors, at least one, one after the other along an axis; their other lengths must agree.
  public static func concatenated(_ parts: [Tensor], along axis: Int = 0) -> Tensor {
    guard let first = parts.first else { fail("concatenated: no tensors") }
    let axis = first.shape.axis(axis, operation: "concatenated")
    for part in parts {
      require(
        part.rank == first.rank && part.shape.dropping([axis]) == first.shape.dropping([axis]),
        "concatenated: shapes \(first.shape) and \(part.shape) along axis \(axis)")
    }
    var shape = first.shape
    shape[axis] = parts.map { $0.shape[axis] }.reduce(0, +)
    let (outer, _, inner) = shape.around(axis)
    return Tensor(shape: shape) { y in
      var y = y
      for o in 0..<outer {
        for part in parts {
          let run = part.shape[axis] * inner
          part.withAddress { y.initialize(from: $0 + o * run, count: run) }
          y += run
        }
      }
    }
  }

  /// The entries of a range within an axis's length, by default of the leading axis.
  public func sliced(_ range: Range<Int>, along axis: Int = 0) -> Tensor {
    let axis = shape.axis(axis, operation: "sliced")
    let (outer, length, inner) = shape.around(axis)
    require(
      range.lowerBound >= 0 && range.upperBound <= length,
      "sliced: \(range) of axis \(axis) of shape \(shape)")
    var target = shape
    target[axis] = range.count
    return Tensor(shape: target) { y in
      withAddress { x in
        let run = range.count * inner
        for o in 0..<outer {
          let row = x + (o * length + range.lowerBound) * inner
          (y + o * run).initialize(from: row, count: run)
        }
      }
    }
  }

  /// One entry of the leading axis, which vanishes: row `index` of a matrix.
  public func slice(at index: Int) -> Tensor {
    shape.requireSlice(at: index)
    return sliced(index..<index + 1).reshaped(Array(shape.dropFirst()))
  }
}

extension [Int] {
  /// Stops unless a tensor of this shape has an entry `index` along its leading axis.
  fileprivate func requireSlice(at index: Int) {
    require(
      !isEmpty && index >= 0 && index < self[0],
      "slice(at:): index \(index) of a tensor of shape \(self)")
  }
}

extension Variable {
  /// The variables one after the other along an axis.
  public static func concatenated(_ parts: [Variable], along axis: Int = 0) -> Variable {
    let result = Tensor.concatenated(parts.map { $0.value }, along: axis)
    let axis = result.shape.axis(axis, operation: "concatenated")
    var edges: [Edge<Scalar>] = []
    var start = 0
    for part in parts {
      let range = start..<start + part.shape[axis]
      edges.append(Edge(part) { dy in dy.sliced(range, along: axis) })
      start = range.upperBound
    }
    return Variable(result, edges)
  }

  /// The entries of a range within an axis's length, by default of the leading axis.
  public func sliced(_ range: Range<Int>, along axis: Int = 0) -> Variable {
    let shape = shape
    return Variable(
      value.sliced(range, along: axis),
      Edge(self) { dy in
        let axis = shape.axis(axis, operation: "sliced")
        var (before, after) = (shape, shape)
        before[axis] = range.lowerBound
        after[axis] = shape[axis] - range.upperBound
        return .concatenated([.zeros(before), dy, .zeros(after)], along: axis)
      })
  }

  /// One entry of the leading axis, which vanishes.
  public func slice(at index: Int) -> Variable {
    shape.requireSlice(at: index)
    return sliced(index..<index + 1).reshaped(Array(shape.dropFirst()))
  }
}
