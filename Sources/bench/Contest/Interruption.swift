// Ctrl-C ends the measuring and keeps what was measured; pressed again, it ends the program.

import Foundation
import Synchronization

/// Whether the reader wants to stop.
enum Interruption {
  private static let asked = Atomic(false)

  /// Whether Ctrl-C was pressed.
  static var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// From now on the first Ctrl-C is noted, and a contender that died is an error like any other.
  static func watch() {
    signal(SIGINT) { _ in
      Interruption.asked.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
