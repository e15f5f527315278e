// The two loops under every element-wise operation: one number at a time, and two broadcast tensors
// walked together. `reduced(to:)` is broadcasting's transpose: where an element was repeated on the
// way forward, its gradients add up on the way back.

extension Tensor {
  /// A tensor of f(element), same shape.
  @inline(__always)
  public func map<Result: BitwiseCopyable>(_ f: (Scalar) -> Result) -> Tensor<Result> {
    Tensor<Result>(shape: shape) { y in
      withAddress { x in
        for i in 0..<count { (y + i).initialize(to: f(x[i])) }
      }
    }
  }

  /// A tensor of f(a, b) over two tensors, broadcast against each other.
  @inline(__always)
  func zip<Other: BitwiseCopyable, Result: BitwiseCopyable>(
    _ other: Tensor<Other>, operation: String, _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    if shape == other.shape {
      return Tensor<Result>(shape: shape) { z in
        withAddress { x in
          other.withAddress { y in
            for i in 0..<count { (z + i).initialize(to: f(x[i], y[i])) }
          }
        }
      }
    }
    return zipBroadcast(other, operation: operation, f)
  }

  /// `zip` where the shapes differ: row by row of the common shape, an operand that repeats along
  /// an axis standing still on it.
  @inline(__always)
  private func zipBroadcast<Other: BitwiseCopyable, Result: BitwiseCopyable>(
    _ other: Tensor<Other>, operation: String, _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    let common = shape.broadcast(with: other.shape, operation: operation)
    if common.elementCount >= 1_024 { return zipRows(other, over: common, f) }
    let (size, rowLength) = (common.elementCount, common.last ?? 1)
    let (aStep, bStep) = (shape.last ?? 1 == 1 ? 0 : 1, other.shape.last ?? 1 == 1 ? 0 : 1)
    return Tensor<Result>(shape: common) { z in
      withAddress { x in
        other.withAddress { y in
          for first in stride(from: 0, to: size, by: Swift.max(rowLength, 1)) {
            let a = shape.offset(ofRow: first / rowLength, broadcastTo: common)
            let b = other.shape.offset(ofRow: first / rowLength, broadcastTo: common)
            for i in 0..<rowLength {
              (z + first + i).initialize(to: f(x[a + i * aStep], y[b + i * bStep]))
            }
          }
        }
      }
    }
  }
}

extension Tensor where Scalar: TensorScalar {
  /// The tensor repeated along its axes of length 1, and along new leading axes, to fill `shape`.
  public func broadcast(to target: [Int]) -> Tensor {
    require(
      shape.broadcast(with: target, operation: "broadcast") == target,
      "broadcast: shape \(shape) does not fill \(target)")
    // Nothing, in the target's shape: no memory is written or read.
    let nothing = Tensor<Void>(shape: target) { _ in }
    return zip(nothing, operation: "broadcast") { (a, _) -> Scalar in a }
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
