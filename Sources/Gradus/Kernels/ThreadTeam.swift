// The threads of the engine: a team that shares one loop at a time. The loop's chunks are the same
// whatever the number of threads, and no two write to the same place, so that every number of
// threads gives the same bits. Each thread begins with its own share of the chunks, the same in
// every loop, so that it finds in its cache what it wrote in the loop before; whoever is done helps
// the others, which balances the load.
//
// A step of training shares dozens of loops of some ten microseconds each. A sleeping thread takes
// longer than that to wake, so a worker first spins for a moment, in case another loop follows, and
// only then sleeps; while the program does something else, no processor is kept busy.

import Foundation
import Synchronization

/// Threads that share the chunks of a loop.
///
/// A loop inside a shared loop, or one beside it in another thread of the program, runs on the
/// thread that asks, chunk after chunk.
package final class ThreadTeam: Sendable {
  /// The team that kernels use: one thread a processor core, or as many as the environment variable
  /// `GRADUS_THREADS` says.
  @TaskLocal package static var current = ThreadTeam(count: threadCountOfEnvironment())

  /// How many threads share a loop, that of the caller among them; at least 1.
  package let count: Int

  private let board: Board
  private let hasWorkers = Atomic(false)

  /// A team of the given number of threads, in 1...1024; they start when they are first needed.
  package init(count: Int) {
    require(1...1_024 ~= count, "ThreadTeam: \(count) threads; 1...1024 are possible")
    self.count = count
    board = Board(threads: count)
  }

  deinit { board.close() }

  /// Calls `body` with every number in 0 ..< chunks, in any order, and returns when all are done. A
  /// function of its own, or a kernel would be compiled twice wherever it is shared: once for the
  /// caller alone and once for the team.
  ///
  /// - Parameters:
  ///   - chunks: how many parts the work has.
  ///   - nanoseconds: about how long all of them take one thread. A loop too short to be worth the
  ///     others' attention stays with the caller.
  ///   - body: does one part. Parts must not write to the same place.
  @inline(never)
  static func share(_ chunks: Int, nanoseconds: Int, _ body: (Int) -> Void) {
    if chunks < 2 || nanoseconds < 5_000 {
      for chunk in 0..<chunks { body(chunk) }
    } else {
      current.share(chunks, body)
    }
  }

  /// Calls `body` with every number in 0 ..< chunks on all threads.
  package func share(_ chunks: Int, _ body: (Int) -> Void) {
    guard count > 1, board.occupy() else {
      for chunk in 0..<chunks { body(chunk) }
      return
    }
    defer { board.vacate() }
    if !hasWorkers.exchange(true, ordering: .relaxed) {
      for thread in 1..<count {
        let worker = Thread { [board] in board.work(as: thread) }
        worker.name = "Gradus"
        worker.start()
      }
    }
    // Very many chunks are taken in bundles of neighbours, at most 512 a thread, so that 1024 threads
    // have no more of them than a ticket counts. Each chunk is done as ever and gives the same bits.
    let size = 1 + (chunks - 1) / (512 * count)
    withoutActuallyEscaping(body) { body in
      if size == 1 { return board.run(body, chunks: chunks) }
      board.run(
        { bundle in
          for chunk in bundle * size..<min(bundle * size + size, chunks) { body(chunk) }
        }, chunks: (chunks + size - 1) / size)
    }
  }

  /// The number of threads that `GRADUS_THREADS` asks for; where it is unset or empty, that of the
  /// processor's cores. Whoever set it to something else is told, and the program ends with status
  /// 64, that of a wrong command line.
  private static func threadCountOfEnvironment() -> Int {
    let text = ProcessInfo.processInfo.environment["GRADUS_THREADS"] ?? ""
    if text.isEmpty { return ProcessInfo.processInfo.activeProcessorCount }
    guard let count = Int(text), 1...1024 ~= count else {
      let sentence = "GRADUS_THREADS is \"\(text)\"; a whole number from 1 to 1024 is expected.\n"
      try? FileHandle.standardError.write(contentsOf: Data(sentence.utf8))
      exit(64)
    }
    return count
  }
}

/// Where a team's loop is announced and its chunks are handed out.
private final class Board: @unchecked Sendable {
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

  /// Whether the board was free; it now belongs to the caller.
  func occupy() -> Bool { !isOccupied.exchange(true, ordering: .acquiring) }

  /// Gives the board back.
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
