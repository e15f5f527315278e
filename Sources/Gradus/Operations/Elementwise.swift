// Functions of one's own, element by element, of one tensor and of two broadcast ones. `reduced(to:)`
// is broadcasting's transpose: where an element was repeated on the way forward, its gradients add up
// on the way back.

extension Tensor {
  /// A tensor of f(element), same shape. The elements come in order, on one thread. (Code that is
  /// itself generic over the number is faster with the operations that have a name.)
  @inline(__always)
  public func map<Result: BitwiseCopyable>(_ f: (Scalar) -> Result) -> Tensor<Result> {
    Tensor<Result>(shape: shape) { y in
      withAddress { x in
        for i in 0..<count { (y + i).initialize(to: f(x[i])) }
      }
    }
  }

  /// A tensor of f(a, b) over two tensors, broadcast against each other, on one thread.
  @inline(__always)
  func zip<Other: BitwiseCopyable, Result: BitwiseCopyable>(
    _ other: Tensor<Other>, operation: String, _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    walked(with: other, operation: operation) { walk, x, y, z in
      walk.forEachRow { place, a, b, count in
        walk.combine(x + a, y + b, into: z + place, count: count, f)
      }
    }
  }
}

extension Tensor where Scalar: TensorScalar {
  /// The tensor repeated along its axes of length 1, and along new leading axes, to fill `shape`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func broadcast(to target: [Int]) -> Tensor {
    require(
      shape.broadcast(with: target, operation: "broadcast") == target,
      "broadcast: shape \(shape) does not fill \(target)")
    let walk = BroadcastWalk(shape, target, over: target)
    return Tensor(shape: target) { y in
      withAddress { x in
        walk.forEachRow { place, a, _, count in walk.copy(x + a, into: y + place, count: count) }
      }
    }
  }

  /// The sum over the axes along which a tensor of shape `target` was repeated to give this one.
  public func reduced(to target: [Int]) -> Tensor {
    if shape == target { return self }
    require(
      target.broadcast(with: shape, operation: "reduced") == shape,
      "reduced: shape \(shape) is no broadcast of \(target)")
    let missing = rank - target.count
    let repeated = shape.indices.filter { $0 < missing || target[$0 - missing] != shape[$0] }
    return summed(along: TensorAxes(repeated)).reshaped(target)
  }
}
