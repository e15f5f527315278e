// A step of an optimizer in one pass over a parameter, its gradient and what is remembered of
// earlier ones. The caller writes the loop, its formula over one number at a time, for a part of the
// places; the threads share the parts.

extension Tensor where Scalar: TensorScalar {
  /// The next value of a parameter, written by `body`.
  ///
  /// - Parameters:
  ///   - gradient: of the parameter's shape, which it must have.
  ///   - body: goes through a range of places, with the elements of the parameter and its gradient,
  ///     and writes the parameter's next.
  @inline(__always)
  private func stepped(
    by gradient: Tensor,
    _ body: (
      _ range: Range<Int>, _ value: UnsafePointer<Scalar>, _ gradient: UnsafePointer<Scalar>,
      _ next: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    require(
      gradient.shape == shape,
      "updated: a gradient of shape \(gradient.shape) for a parameter of shape \(shape)")
    return Tensor(shape: shape) { next in
      withAddress { value in
        gradient.withAddress { gradient in
          shareRange(count, perMicrosecond: 2_000) { body($0, value, gradient, next) }
        }
      }
    }
  }

  /// The same with a memory of the parameter's shape, which `body` changes at its places.
  @inline(__always)
  func stepped(
    by gradient: Tensor, _ memory: inout Tensor,
    _ body: (
      _ range: Range<Int>, _ value: UnsafePointer<Scalar>, _ gradient: UnsafePointer<Scalar>,
      _ memory: UnsafeMutablePointer<Scalar>, _ next: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    var next = self
    memory.withMutableAddress { memory in
      next = stepped(by: gradient) { body($0, $1, $2, memory, $3) }
    }
    return next
  }

  /// The same with two memories.
  @inline(__always)
  func stepped(
    by gradient: Tensor, _ first: inout Tensor, _ second: inout Tensor,
    _ body: (
      _ range: Range<Int>, _ value: UnsafePointer<Scalar>, _ gradient: UnsafePointer<Scalar>,
      _ first: UnsafeMutablePointer<Scalar>, _ second: UnsafeMutablePointer<Scalar>,
      _ next: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    var next = self
    second.withMutableAddress { second in
      next = stepped(by: gradient, &first) { body($0, $1, $2, $3, second, $4) }
    }
    return next
  }
}
