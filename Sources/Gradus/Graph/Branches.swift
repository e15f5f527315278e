// Piecewise functions take sides: a rectifier is open or shut, one element is the largest. Between
// two points where all of them took the same sides the function is smooth, and a finite difference
// from one to the other is a derivative; elsewhere it may be anything. So the gradient check asks
// which sides were taken. Nobody else does, and then nothing is recorded.

import Synchronization

/// The sides that piecewise functions took while something was computed. Whoever writes an operation
/// with a kink records them, so that a gradient check does not step across it.
public final class Branches: Sendable {
  @TaskLocal private static var current: Branches?

  /// FNV-1a, 64 bits (Fowler, Noll and Vo).
  private let hash = Mutex<UInt64>(0xCBF2_9CE4_8422_2325)

  private init() {}

  /// Computes something, and hashes the sides that its piecewise functions took on the way: equal
  /// for equal sides, and otherwise different beyond reasonable doubt.
  package static func hashing<Result>(_ compute: () -> Result) -> (result: Result, sides: UInt64) {
    let branches = Branches()
    let result = $current.withValue(branches) { compute() }
    return (result, branches.hash.withLock { $0 })
  }

  /// Adds the side that each element was on, as a number. The elements are computed only for who
  /// asks.
  public static func record<Scalar>(_ x: @autoclosure () -> Tensor<Scalar>, side: (Scalar) -> Int) {
    guard let current else { return }
    let x = x()
    current.hash.withLock { hash in
      for element in x.storage {
        hash = (hash ^ UInt64(truncatingIfNeeded: side(element))) &* 0x100_0000_01B3
      }
    }
  }
}
