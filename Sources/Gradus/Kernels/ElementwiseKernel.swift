// Loops over all elements of large tensors that the threads share: cut into parts of a fixed size,
// each a plain loop over storage. What such a loop computes at one place depends on that place
// alone, so the order does not matter.

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
    scalars.withUnsafeBufferPointer { x in
      Tensor(shape: shape) { y in
        guard let x = x.baseAddress else { return }
        shareRange(count, perMicrosecond: 1_000) { range in
          switch function {
          case .exp: Self.loop(x, y, range) { .exp($0) }
          case .log: Self.loop(x, y, range) { .log($0) }
          case .logOnePlus: Self.loop(x, y, range) { .log(onePlus: $0) }
          case .tanh: Self.loop(x, y, range) { .tanh($0) }
          case .sigmoid: Self.loop(x, y, range) { .sigmoid($0) }
          }
        }
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
