// A step of an optimizer in one pass over a parameter, its gradient and what is kept of earlier
// ones. The caller writes the loop, its rule for one number at a time, for a part of the places; the
// threads share the parts.

extension Tensor where Scalar: TensorScalar {
  /// Changes a parameter by `body`: it goes through a range of places, with the elements of the
  /// parameter and of its gradient, of its shape.
  @inline(__always)
  private mutating func update(
    by gradient: Tensor,
    _ body: (
      _ range: Range<Int>, _ theta: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>
    ) -> Void
  ) {
    require(
      gradient.shape == shape,
      "rule: a gradient of shape \(gradient.shape) for a parameter of shape \(shape)")
    let walk = BroadcastWalk(count)
    withMutableAddress { theta in
      gradient.withAddress { g in
        walk.share(picoseconds: 500) { first, _, _, count in
          body(first..<first + count, theta, g)
        }
      }
    }
  }

  /// The same with a number kept for each of the parameter's, which `body` changes too.
  @inline(__always)
  mutating func update(
    by gradient: Tensor, _ kept: inout Tensor,
    _ body: (
      _ range: Range<Int>, _ theta: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>,
      _ kept: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) {
    kept.withMutableAddress { kept in
      update(by: gradient) { range, theta, g in body(range, theta, g, kept) }
    }
  }

  /// The same with two numbers kept, under these names.
  @inline(__always)
  mutating func update(
    by gradient: Tensor, _ state: inout ParameterState<Scalar>, _ first: String, _ second: String,
    _ body: (
      _ range: Range<Int>, _ theta: UnsafeMutablePointer<Scalar>, _ g: UnsafePointer<Scalar>,
      _ first: UnsafeMutablePointer<Scalar>, _ second: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) {
    state.withAddresses(first, second) { a, b in
      update(by: gradient) { range, theta, g in body(range, theta, g, a, b) }
    }
  }
}
