// Loops over all elements of large tensors that the threads share: cut into parts of a fixed size,
// each a plain loop over storage. What such a loop computes at one place depends on that place
// alone, so the order does not matter. Whoever wants one writes the loop himself, from which the
// compiler makes vector instructions; it could not if threads were handed a function of one number.

/// Calls `body` with consecutive parts of 0 ..< count, on all threads where that pays.
///
/// - Parameter perMicrosecond: about how many places one thread does in a microsecond.
@inline(__always)
func shareRange(_ count: Int, perMicrosecond: Int, _ body: (Range<Int>) -> Void) {
  let length = 8_192
  let parts = (count + length - 1) / length
  ThreadTeam.share(parts, nanoseconds: count * 1_000 / perMicrosecond) { part in
    body(part &* length..<min(part &* length &+ length, count))
  }
}

extension Tensor where Scalar: TensorScalar {
  /// A tensor of the same shape, written by `body`: it goes through a range of places, with the
  /// elements of this tensor, and does about so many in a microsecond.
  @inline(__always)
  func computed(
    perMicrosecond: Int = 8_000,
    _ body: (_ range: Range<Int>, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
      -> Void
  ) -> Tensor {
    Tensor(shape: shape) { y in
      withAddress { x in
        shareRange(count, perMicrosecond: perMicrosecond) { range in body(range, x, y) }
      }
    }
  }

  /// The same with the elements of another tensor besides, broadcast to this one's shape.
  @inline(__always)
  func computed(
    with other: Tensor,
    _ body: (
      _ range: Range<Int>, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>,
      _ z: UnsafeMutablePointer<Scalar>
    ) -> Void
  ) -> Tensor {
    let other = other.shape == shape ? other : other.broadcast(to: shape)
    return Tensor(shape: shape) { z in
      withAddress { x in
        other.withAddress { y in
          shareRange(count, perMicrosecond: 8_000) { range in body(range, x, y, z) }
        }
      }
    }
  }
}

/// A function that lanes have. It has a name, rather than being passed as a closure, so that each is
/// compiled into a loop of its own.
enum LaneFunction {
  case exp, log, logOnePlus, tanh, sigmoid
}

extension Tensor where Scalar: TensorScalar {
  /// A tensor of f(element). The last run is filled up, so that an element's result does not depend
  /// on where it stands.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  func mapped(by function: LaneFunction) -> Tensor {
    // These the compiler puts into their loops; a closure as long as they are it calls, which makes
    // no difference to log(1 + x).
    @inline(__always) func exp(_ x: Scalar.Lanes) -> Scalar.Lanes { .exp(x) }
    @inline(__always) func log(_ x: Scalar.Lanes) -> Scalar.Lanes { .log(x) }
    @inline(__always) func tanh(_ x: Scalar.Lanes) -> Scalar.Lanes { .tanh(x) }
    @inline(__always) func sigmoid(_ x: Scalar.Lanes) -> Scalar.Lanes { .sigmoid(x) }
    return computed(perMicrosecond: 2_000) { range, x, y in
      switch function {
      case .exp: Self.loop(x, y, range, exp)
      case .log: Self.loop(x, y, range, log)
      case .logOnePlus: Self.loop(x, y, range) { .log(onePlus: $0) }
      case .tanh: Self.loop(x, y, range, tanh)
      case .sigmoid: Self.loop(x, y, range, sigmoid)
      }
    }
  }

  @inline(__always)
  private static func loop(
    _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ range: Range<Int>,
    _ f: (Scalar.Lanes) -> Scalar.Lanes
  ) {
    forEachRun(of: Scalar.self, in: range) { i, n in
      y.store(f(x.lanes(at: i, count: n)), at: i, count: n)
    }
  }
}
