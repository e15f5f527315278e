// How many bytes a second memory gives and takes: STREAM's triad a ← b + s·c (McCalpin 1995) over
// 256 MB, more than the caches hold. As there, two numbers read and one written count, and not that
// the caches fetch a before it is written.

import Gradus

/// The bandwidth of memory.
enum MemoryBandwidth {
  /// Bytes a second that so many threads move together.
  static func measured(threads: Int, bytes: Int = 256_000_000) -> Double {
    let count = bytes / 12 / threads
    let arrays = (0..<threads).map { _ in Arrays(count) }
    let rates = (0..<4).map { _ in
      let seconds = seconds(threads: threads) { arrays[$0].triad() }
      return Double(12 * count * threads) / seconds
    }
    return rates.max() ?? 0
  }
}

/// The three arrays of one thread.
private final class Arrays: @unchecked Sendable {
  private var a: [Float]
  private let b: [Float]
  private let c: [Float]

  init(_ count: Int) {
    a = Array(repeating: 0, count: count)
    b = Array(repeating: 1, count: count)
    c = Array(repeating: 2, count: count)
  }

  func triad() -> Double {
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeBufferPointer { c in
          for i in 0..<a.count { a[i] = b[i] + 0.5 * c[i] }
        }
      }
    }
    return Double(a[a.count - 1])
  }
}
