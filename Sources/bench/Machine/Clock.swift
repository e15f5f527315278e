// Work on several threads at a time, timed.

import Dispatch
import Gradus
import Synchronization

/// The seconds until all of so many threads have done a piece of work, which returns a number so
/// that it cannot be left out.
func seconds(threads: Int, _ work: @Sendable (_ thread: Int) -> Double) -> Double {
  let team = ThreadTeam(count: threads)
  // The first loop wakes the threads.
  team.share(threads) { _ in }
  let results = Mutex(0.0)
  let clock = ContinuousClock()
  let start = clock.now
  team.share(threads) { thread in
    let result = work(thread)
    results.withLock { $0 += result }
  }
  let seconds = (clock.now - start) / .seconds(1)
  precondition(results.withLock { $0.isFinite }, "seconds(threads:): the work gave no number")
  return seconds
}
