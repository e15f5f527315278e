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

  private let queue: WorkQueue
  private let hasWorkers = Atomic(false)

  /// A team of the given number of threads, in 1...1024; they start when they are first needed.
  package init(count: Int) {
    require(1...1_024 ~= count, "ThreadTeam: \(count) threads; 1...1024 are possible")
    self.count = count
    queue = WorkQueue(threads: count)
  }

  deinit { queue.close() }

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
    guard count > 1, queue.occupy() else {
      for chunk in 0..<chunks { body(chunk) }
      return
    }
    defer { queue.vacate() }
    if !hasWorkers.exchange(true, ordering: .relaxed) {
      for thread in 1..<count {
        let worker = Thread { [queue] in queue.work(as: thread) }
        worker.name = "Gradus"
        worker.start()
      }
    }
    // Very many chunks are taken in bundles of neighbours, at most 512 a thread, so that 1024 threads
    // have no more of them than a ticket counts. Each chunk is done as ever and gives the same bits.
    let size = 1 + (chunks - 1) / (512 * count)
    withoutActuallyEscaping(body) { body in
      if size == 1 { return queue.run(body, chunks: chunks) }
      queue.run(
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
