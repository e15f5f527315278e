// The two loops under every element-wise operation: one number at a time, and two broadcast tensors
// walked together. `reduced(to:)` is broadcasting's transpose: where an element was repeated on the
// way forward, its gradients add up on the way back.

extension Tensor {
  /// A tensor of f(element), same shape.
  @inline(__always)
  public func map<Result>(_ f: (Scalar) -> Result) -> Tensor<Result> {
    let scalars = [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      self.scalars.withUnsafeBufferPointer { x in
        for i in 0..<count { buffer.initializeElement(at: i, to: f(x[i])) }
      }
      initialized = count
    }
    return Tensor<Result>(shape: shape, scalars: scalars)
  }

  /// A tensor of f(a, b) over two tensors, broadcast against each other.
  @inline(__always)
  func zip<Other, Result>(
    _ other: Tensor<Other>, operation: String, _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    if shape == other.shape {
      let scalars = [Result](unsafeUninitializedCapacity: count) { z, initialized in
        self.scalars.withUnsafeBufferPointer { x in
          other.scalars.withUnsafeBufferPointer { y in
            for i in 0..<count { z.initializeElement(at: i, to: f(x[i], y[i])) }
          }
        }
        initialized = count
      }
      return Tensor<Result>(shape: shape, scalars: scalars)
    }
    return zipBroadcast(other, operation: operation, f)
  }

  /// `zip` where the shapes differ: row by row of the common shape, an operand that repeats along
  /// an axis standing still on it.
  @inline(__always)
  private func zipBroadcast<Other, Result>(
    _ other: Tensor<Other>, operation: String, _ f: (Scalar, Other) -> Result
  ) -> Tensor<Result> {
    let common = shape.broadcast(with: other.shape, operation: operation)
    if common.elementCount >= 1_024 { return zipRows(other, over: common, f) }
    let (size, rowLength) = (common.elementCount, common.last ?? 1)
    let (aStep, bStep) = (shape.last ?? 1 == 1 ? 0 : 1, other.shape.last ?? 1 == 1 ? 0 : 1)
    let result = [Result](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let row = count / rowLength
        let a = shape.offset(ofRow: row, broadcastTo: common)
        let b = other.shape.offset(ofRow: row, broadcastTo: common)
        for i in 0..<rowLength {
          let value = f(scalars[a + i * aStep], other.scalars[b + i * bStep])
          buffer.initializeElement(at: count + i, to: value)
        }
        count += rowLength
      }
    }
    return Tensor<Result>(shape: common, scalars: result)
  }
}

extension Tensor where Scalar: TensorScalar {
  /// The tensor repeated along its axes of length 1, and along new leading axes, to fill `shape`.
  public func broadcast(to target: [Int]) -> Tensor {
    require(
      shape.broadcast(with: target, operation: "broadcast") == target,
      "broadcast: shape \(shape) does not fill \(target)")
    // Nothing, in the target's shape: it takes no memory.
    let nothing = Tensor<Void>(repeating: (), shape: target)
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
    return summed(along: Axes(repeated)).reshaped(target)
  }
}
