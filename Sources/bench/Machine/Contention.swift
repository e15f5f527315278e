// Whether the benchmark has the machine for itself. Where another program wants the cores too, the
// threads of a step wait for the one that was put aside, and times grow tenfold: not by the same
// factor on both sides.

import Foundation

/// How much of the cores' time this program gets when it asks for all of it.
struct Contention: Comparable {
  /// The share of the cores' time that it does not get, from 0 to 1.
  let share: Double

  /// What is missing from the time that so many threads could have had in so many seconds.
  init(threads: Int, seconds: Double, processorSeconds: Double) {
    share = max(0, 1 - processorSeconds / (seconds * Double(threads)))
  }

  /// Measures it, in a third of a second, by threads that never wait, one a core.
  static func measured() -> Contention {
    let threads = min(Machine.allThreads, ProcessInfo.processInfo.activeProcessorCount)
    let clock = ContinuousClock()
    let before = processorSeconds
    let seconds = seconds(threads: threads) { _ in
      let end = clock.now + .milliseconds(300)
      var turns = 0.0
      while clock.now < end { turns += 1 }
      return turns
    }
    return Contention(
      threads: threads, seconds: seconds, processorSeconds: processorSeconds - before)
  }

  /// What to say of it; nil where next to nothing is missing.
  var warning: String? {
    if share < 0.05 { return nil }
    return """
      Before or afterwards the threads got only \(percent(1 - share)) of the cores' time: other programs
      ran, or the system sets a limit. Measure again when the machine is idle.
      """
  }

  /// The one of which less is missing comes first.
  static func < (a: Contention, b: Contention) -> Bool { a.share < b.share }

  /// How long this program has computed, on all its threads together.
  private static var processorSeconds: Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }
}
