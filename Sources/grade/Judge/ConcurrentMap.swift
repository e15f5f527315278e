// As many results at a time as there are cores.

import Dispatch
import Synchronization

/// What a function makes of 0..<count, in this order.
func concurrentMap<Element: Sendable>(
  _ count: Int, _ body: @Sendable (Int) -> Element
) -> [Element] {
  let results = Mutex([Element?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = body(index)
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0.compactMap(\.self) }
}
