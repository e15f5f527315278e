// Places for what several threads find, each its own.

import Synchronization

/// A list that is filled from several threads.
final class Board<Element: Sendable>: Sendable {
  private let elements: Mutex<[Element?]>

  /// So many empty places.
  init(_ count: Int) { elements = Mutex(Array(repeating: nil, count: count)) }

  /// Fills a place.
  func set(_ index: Int, _ element: Element) { elements.withLock { $0[index] = element } }

  /// What has been found, in order.
  var all: [Element] { elements.withLock { $0.compactMap(\.self) } }
}
