// A step of an optimizer in one pass over a parameter, its gradient and what is remembered of
// earlier ones. The caller writes the loop, its formula over one number at a time, for a part of the
// places; the threads share the parts.

extension Tensor where Scalar: TensorScalar {
  /// The next value of a parameter, written by `body`, along with what it remembers.
  ///
  /// - Parameters:
  ///   - gradient: of the parameter's shape, which it must have.
  ///   - first: one memory, of the parameter's shape, updated in place.
  ///   - second: another.
  ///   - body: goes through a range of places, with the elements of the parameter, its gradient and
  ///     both memories, and writes the parameter's next.
  @inline(__always)
  func stepped(
    by gradient: Tensor, _ first: inout Tensor, _ second: inout Tensor,
    _ body: (
      _ range: Range<Int>, _ value: UnsafePointer<Scalar>, _ gradient: UnsafePointer<Scalar>,
      _ first: UnsafeMutablePointer<Scalar>, _ second: UnsafeMutablePointer<Scalar>,
      _ next: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    require(
      gradient.shape == shape,
      "updated: a gradient of shape \(gradient.shape) for a parameter of shape \(shape)")
    return scalars.withUnsafeBufferPointer { value in
      gradient.scalars.withUnsafeBufferPointer { gradient in
        first.scalars.withUnsafeMutableBufferPointer { first in
          second.scalars.withUnsafeMutableBufferPointer { second in
            Tensor(shape: shape) { next in
              guard let value = value.baseAddress, let gradient = gradient.baseAddress,
                let first = first.baseAddress, let second = second.baseAddress
              else { return }
              shareRange(count, perMicrosecond: 2_000) { range in
                body(range, value, gradient, first, second, next)
              }
            }
          }
        }
      }
    }
  }

  /// The next value of a parameter, for an optimizer with one memory.
  @inline(__always)
  func stepped(
    by gradient: Tensor, _ memory: inout Tensor,
    _ body: (
      _ range: Range<Int>, _ value: UnsafePointer<Scalar>, _ gradient: UnsafePointer<Scalar>,
      _ memory: UnsafeMutablePointer<Scalar>, _ next: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    require(
      gradient.shape == shape,
      "updated: a gradient of shape \(gradient.shape) for a parameter of shape \(shape)")
    return scalars.withUnsafeBufferPointer { value in
      gradient.scalars.withUnsafeBufferPointer { gradient in
        memory.scalars.withUnsafeMutableBufferPointer { memory in
          Tensor(shape: shape) { next in
            guard let value = value.baseAddress, let gradient = gradient.baseAddress,
              let memory = memory.baseAddress
            else { return }
            shareRange(count, perMicrosecond: 2_000) { range in
              body(range, value, gradient, memory, next)
            }
          }
        }
      }
    }
  }
}
