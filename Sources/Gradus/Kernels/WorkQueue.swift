// Where a team's loop is announced and its chunks are handed out: each thread has a share of its own,
// from which the others take too when theirs are done.

import Foundation
import Synchronization

/// Where a team's loop is announced and its chunks are handed out.
final class WorkQueue: @unchecked Sendable {
  /// Each thread's share of the present loop; the first belongs to the caller.
  private let shares: UnsafeMutableBufferPointer<Share>

  /// How many chunks of the present loop are done.
  private let done = Atomic(0)

  /// The present loop's body. It is written before the shares are, and read only by a thread that
  /// holds a chunk, for which the loop waits.
  private var body: ((Int) -> Void)?

  private let isOccupied = Atomic(false)
  private let isClosed = Atomic(false)
  private let sleepers = Atomic(0)
  private let bell = NSCondition()

  init(threads: Int) {
    shares = .allocate(capacity: threads)
    for thread in shares.indices { shares.initializeElement(at: thread, to: Share()) }
  }

  deinit { shares.deinitialize().deallocate() }

  /// Whether the queue was free; it now belongs to the caller.
  func occupy() -> Bool { !isOccupied.exchange(true, ordering: .acquiring) }

  /// Gives the queue back.
  func vacate() { isOccupied.store(false, ordering: .releasing) }

  /// Runs a loop together with whoever comes.
  func run(_ body: @escaping (Int) -> Void, chunks: Int) {
    self.body = body
    done.store(0, ordering: .relaxed)
    for thread in shares.indices {
      shares[thread].open((0..<chunks).part(thread, of: shares.count))
    }
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { ring() }
    help(as: 0)
    var spins = 0
    while done.load(ordering: .acquiring) < chunks { pause(&spins) }
    self.body = nil
  }

  /// A worker's life: loop after loop, until the team is gone.
  func work(as thread: Int) {
    while !isClosed.load(ordering: .acquiring) {
      if help(as: thread) { continue }
      if !spinUntilLoop() { sleep() }
    }
  }

  /// Ends all workers, at once or when they wake.
  func close() {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    ring()
  }

  /// Does chunks of the present loop while there are any; false where there was none.
  @discardableResult
  private func help(as thread: Int) -> Bool {
    let count = takeChunks(as: thread)
    if count > 0 { done.add(count, ordering: .releasing) }
    return count > 0
  }

  /// Does the chunks of a thread's share, then those that the others' still have, and returns how
  /// many they were. A function of its own, so that the body is let go before they count as done.
  @inline(never)
  private func takeChunks(as thread: Int) -> Int {
    var count = 0
    for turn in 0..<shares.count {
      let owner = (thread + turn) % shares.count
      guard let first = shares[owner].take(), let body else { continue }
      var next: Int? = first
      while let chunk = next {
        body(chunk)
        count += 1
        next = shares[owner].take()
      }
    }
    return count
  }

  /// Waits a moment, some 100 microseconds, for a loop: longer than the work between two loops of a
  /// training step. Now and then it offers the processor to others, in case there are more threads
  /// than cores.
  private func spinUntilLoop() -> Bool {
    for turn in 1...200_000 / shares.count {
      if hasChunk { return true }
      if turn.isMultiple(of: 4_096) { sched_yield() }
    }
    return false
  }

  /// Sleeps until a loop is announced.
  private func sleep() {
    bell.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !hasChunk, !isClosed.load(ordering: .sequentiallyConsistent) { bell.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    bell.unlock()
  }

  /// Whether a chunk is left in any share.
  private var hasChunk: Bool { shares.indices.contains { shares[$0].hasChunk } }

  private func ring() {
    bell.lock()
    bell.broadcast()
    bell.unlock()
  }

  /// Waits for others' last chunks: at once, then leaving the processor to them, in case there are
  /// more threads than cores.
  private func pause(_ spins: inout Int) {
    spins += 1
    if spins > 10_000 { sched_yield() }
  }
}

/// One thread's share of the present loop's chunks, from which anybody may take.
private struct Share: ~Copyable {
  /// The loop's number, the share's end, and its first chunk that nobody has taken: 24, 20 and 20
  /// bits, together, so that a thread which comes late to a finished loop takes nothing.
  private let ticket = Atomic<UInt64>(0)

  /// Keeps the next share out of this one's two lines of the cache.
  private let margin = InlineArray<15, UInt64>(repeating: 0)

  /// Opens the share for a new loop. Sequentially consistent, as a worker's last look on its way to
  /// bed is: either it sees the loop, or it is counted among the sleepers.
  borrowing func open(_ chunks: Range<Int>) {
    let number = (ticket.load(ordering: .relaxed) >> 40) &+ 1
    ticket.store(
      number << 40 | UInt64(chunks.upperBound) << 20 | UInt64(chunks.lowerBound),
      ordering: .sequentiallyConsistent)
  }

  /// Whether a chunk is left.
  var hasChunk: Bool { Self.hasChunk(ticket.load(ordering: .sequentiallyConsistent)) }

  /// The next chunk; nil where all are taken.
  borrowing func take() -> Int? {
    var seen = ticket.load(ordering: .acquiring)
    while Self.hasChunk(seen) {
      let taken = ticket.weakCompareExchange(
        expected: seen, desired: seen + 1, ordering: .acquiringAndReleasing)
      if taken.exchanged { return Int(seen & 0xF_FFFF) }
      seen = taken.original
    }
    return nil
  }

  private static func hasChunk(_ ticket: UInt64) -> Bool {
    ticket & 0xF_FFFF < (ticket >> 20) & 0xF_FFFF
  }
}
