// What checking costs: y[n] += s·x[n] for numbers that begin somewhere in an array, three times. With
// both checks the array looks whether the index lies inside it and the integers look whether their
// sum overflows; a check may stop the program at any number, so that no two numbers may be done at
// once.

import LessonKit

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

extension Speed {
  /// Times one loop with two kinds of check, one and none.
  func dropChecks(into record: inout RunRecord) throws {
    let timings = try record.result("checks", within: nil) {
      var (both, sums, none) = (Checks(), Checks(), Checks())
      return stopwatch.time([
        { both.both(from: 16, to: 32, by: 2) }, { sums.sums(from: 16, to: 32, by: 2) },
        { none.none(from: 16, to: 32, by: 2) },
      ])
    }
    let gains = timings.map { timings[0].seconds / $0.seconds }
    record.show(
      "checks", "y[n] += s·x[n]",
      columns: ["checked", .volatile("ns per number", "%.3f"), .volatile("times faster", "%.1f")],
      rows: ["indices and sums", "sums of integers", "nothing"].enumerated().map { k, name in
        [name, 1e9 * timings[k].seconds / Double(Checks.count), gains[k]]
      })
    record.recipe("checks", recipe(of: "the loop over \(Checks.count) numbers; one thread"))
    record.volatile("checks.gain", gains[2])
    record.claim(
      "checks.one", "one kind of check costs nearly as much as two, and none less than half",
      gains[1] < 1.2 && gains[2] > 2)
  }
}
