// Sum, mean and variance along axes. Their derivatives spread the gradient over what was reduced:
//
//   y = Σ x                 dx = dy
//   y = μ = Σ x / n         dx = dy/n
//   y = Σ (x − μ)² / m      dx = 2/m·dy·(x − μ)      (m = n, or n − 1 where unbiased)
//
// In the last, μ depends on x too, but its share is 2/m·dy·Σ (x − μ) = 0. Of nothing there is no
// mean and no variance: they are NaN, and so is the unbiased variance of a single number.

extension Tensor where Scalar: TensorScalar {
  /// The sum along the given axes, all by default. The reduced axes vanish, or stay with length 1
  /// where `keepingAxes` is true.
  public func summed(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Tensor {
    let reduced = axes.resolved(in: shape, operation: "summed")
    let kept = shape.keeping(reduced)
    var sum = self
    var rest = reduced[...]
    while let last = rest.popLast() {
      // Neighbouring axes are summed as one.
      var first = last
      while rest.last == first - 1 { first = rest.removeLast() }
      sum = sum.summedAlong(first...last)
    }
    return sum.reshaped(keepingAxes ? kept : shape.dropping(reduced))
  }

  /// The sum along neighbouring axes, which stay with length 1. Terms are added in row-major order,
  /// those of a long row several at a time.
  private func summedAlong(_ axes: ClosedRange<Int>) -> Tensor {
    let outer = shape[..<axes.lowerBound].elementCount
    let length = shape[axes].elementCount
    let inner = shape[(axes.upperBound + 1)...].elementCount
    return Tensor(shape: shape.keeping(axes)) { y in
      withAddress { x in
        SumKernel.sum(x, into: y, outer: outer, length: length, inner: inner)
      }
    }
  }

  /// The mean along the given axes, all by default.
  public func mean(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Tensor {
    let n = extent(of: axes, operation: "mean")
    return summed(along: axes, keepingAxes: keepingAxes) / Scalar(n)
  }

  /// The variance along the given axes, all by default: the mean squared deviation from the mean
  /// or, where `unbiased`, their sum over n − 1.
  public func variance(
    along axes: TensorAxes = .all, unbiased: Bool = false, keepingAxes: Bool = false
  ) -> Tensor {
    let m = degreesOfFreedom(of: axes, unbiased: unbiased)
    let deviation = self - mean(along: axes, keepingAxes: true)
    return (deviation * deviation).summed(along: axes, keepingAxes: keepingAxes) / m
  }

  /// The divisor m of a variance: n, or n − 1 where `unbiased`, but at least 0.
  fileprivate func degreesOfFreedom(of axes: TensorAxes, unbiased: Bool) -> Scalar {
    Scalar(Swift.max(0, extent(of: axes, operation: "variance") - (unbiased ? 1 : 0)))
  }

  /// How many elements go into each result of a reduction.
  fileprivate func extent(of axes: TensorAxes, operation: String) -> Int {
    axes.resolved(in: shape, operation: operation).map { shape[$0] }.elementCount
  }
}

extension Variable {
  /// The sum along the given axes, all by default.
  public func summed(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Variable {
    let shape = shape
    let kept = shape.keeping(axes.resolved(in: shape, operation: "summed"))
    return Variable(
      value.summed(along: axes, keepingAxes: keepingAxes),
      Edge(self) { dy in dy.reshaped(kept).broadcast(to: shape) })  // dx = dy
  }

  /// The mean along the given axes, all by default.
  public func mean(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Variable {
    let n = Scalar(value.extent(of: axes, operation: "mean"))
    return summed(along: axes, keepingAxes: keepingAxes) / n  // dx = dy/n
  }

  /// The variance along the given axes, all by default; over n − 1 where `unbiased`.
  public func variance(
    along axes: TensorAxes = .all, unbiased: Bool = false, keepingAxes: Bool = false
  ) -> Variable {
    let x = value
    let kept = x.shape.keeping(axes.resolved(in: x.shape, operation: "variance"))
    let m = x.degreesOfFreedom(of: axes, unbiased: unbiased)
    return Variable(
      x.variance(along: axes, unbiased: unbiased, keepingAxes: keepingAxes),
      Edge(self) { dy in
        let deviation = x - x.mean(along: axes, keepingAxes: true)
        return 2 / m * dy.reshaped(kept) * deviation  // dx = 2/m·dy·(x − μ)
      })
  }
}
