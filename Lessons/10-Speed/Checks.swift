// What checking costs: y[n] += s·x[n] for numbers that begin somewhere in an array, three times. With
// both checks the array looks whether the index lies inside it and the integers look whether their
// sum overflows; a check may stop the program at any number, so that no two numbers may be done at
// once.

/// The same loop with both checks, with one, and with none.
struct Checks {
  let x = [Float](repeating: 1e-3, count: 2048)
  var y = [Float](repeating: 0, count: 2048)

  /// How many numbers a pass does.
  static let count = 1024

  // ANCHOR: both
  /// Indices and sums are checked.
  @inline(never)
  mutating func both(from a: Int, to b: Int, by s: Float) -> Float {
    for n in 0..<Self.count { y[b + n] += s * x[a + n] }
    return y[b]
  }
  // ANCHOR_END: both

  /// Sums are checked, the pointers' indices are not.
  @inline(never)
  mutating func sums(from a: Int, to b: Int, by s: Float) -> Float {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
        for n in 0..<Self.count { y[b + n] += s * x[a + n] }
        return y[b]
      }
    }
  }

  // ANCHOR: none
  /// Nothing is checked.
  @inline(never)
  mutating func none(from a: Int, to b: Int, by s: Float) -> Float {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
        for n in 0..<Self.count { y[b &+ n] += s * x[a &+ n] }
        return y[b]
      }
    }
  }
  // ANCHOR_END: none
}
