// Memory for tensors and for what kernels write down in between. A training step frees some
// megabytes, dozens of times, and the next one asks for the same sizes again; but an allocator may
// give freed memory back to the system, which must clear every page anew when it is touched next:
// for LeNet-5 that took a third of a step. So a large piece that is given back waits for the next
// request of its size, and it begins at a cache line. Small ones are the allocator's business.

import Foundation

enum BufferPool {
  /// From how many bytes on a piece is kept. The allocator is quick at smaller ones.
  private static let leastSize = 16 << 10

  /// Up to how many.
  private static let greatestSize = 32 << 20

  /// How many bytes may wait. Were there more, all that wait go back to the system: their sizes may
  /// be of the past.
  private static let capacity = 256 << 20

  /// The pieces that wait.
  private struct Waiting {
    var pieces: [Int: [UnsafeMutableRawPointer]] = [:]
    var byteCount = 0

    mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
      guard let piece = pieces[size]?.popLast() else { return nil }
      byteCount -= size
      return piece
    }

    mutating func add(_ piece: UnsafeMutableRawPointer, _ size: Int) {
      if byteCount + size > capacity {
        for piece in pieces.values.joined() { free(piece) }
        pieces = [:]
        byteCount = 0
      }
      pieces[size, default: []].append(piece)
      byteCount += size
    }
  }

  /// They belong to whoever holds the lock. (A `Mutex` would say so by itself, but the thread
  /// sanitizer does not see it on Linux.)
  private nonisolated(unsafe) static var waiting = Waiting()
  private static let lock = NSLock()

  /// Whether so many elements are worth a piece of their own.
  @inline(__always)
  static func isWorthwhile<Element>(for type: Element.Type, count: Int) -> Bool {
    count >= (leastSize + MemoryLayout<Element>.stride - 1) / MemoryLayout<Element>.stride
  }

  /// Memory for so many elements, which holds nothing yet.
  @inline(__always)
  static func take<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int
  ) -> UnsafeMutablePointer<Element> {
    let (byteCount, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    // Few numbers, unlike vectors, do with the alignment of the allocator, which then takes half the
    // time.
    let isPlain = byteCount < leastSize && MemoryLayout<Element>.size <= 16
    let piece = overflows ? nil : isPlain ? malloc(byteCount) : take(byteCount: byteCount)
    guard let piece else { fail("Tensor: no memory for \(count) elements of \(type)") }
    return piece.bindMemory(to: Element.self, capacity: count)
  }

  /// Gives back what was taken for so many elements.
  @inline(__always)
  static func giveBack<Element: BitwiseCopyable>(
    _ start: UnsafeMutablePointer<Element>, count: Int
  ) {
    giveBack(start, byteCount: count * MemoryLayout<Element>.stride)
  }

  /// Memory for so many bytes; nil where there is none. (The standard library's own way to it stops
  /// the program without a word.)
  private static func take(byteCount: Int) -> UnsafeMutableRawPointer? {
    if leastSize...greatestSize ~= byteCount,
      let piece = lock.withLock({ waiting.take(byteCount) })
    {
      return piece
    }
    var piece: UnsafeMutableRawPointer?
    return posix_memalign(&piece, 64, byteCount) == 0 ? piece : nil
  }

  private static func giveBack(_ start: UnsafeMutableRawPointer, byteCount: Int) {
    if leastSize...greatestSize ~= byteCount {
      lock.withLock { waiting.add(start, byteCount) }
    } else {
      free(start)
    }
  }
}
