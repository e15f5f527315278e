// Ctrl-C, answered by a sentence. The program ends with it at once, or, where something must be
// finished first, such as a checkpoint, as soon as that is done:
//
//     try interruption.held {
//       while !finished, !interruption.isNoted { … }
//       try save()
//       interruption.farewell = "the checkpoint is in \(file.path)."
//     }
//
// A third Ctrl-C ends the program also where it is held. The exit status is 130, as shells have it.

import Dispatch
import Foundation
import Synchronization

/// Listens for Ctrl-C from its creation on. A program has one at a time.
public final class Interruption: Sendable {
  private struct State {
    var farewell: String
    var isHeld = false
    var presses = 0
  }

  private let state: Mutex<State>
  private let leave: @Sendable (String) -> Void
  // Set up once, and thread-safe from then on.
  private nonisolated(unsafe) let source: any DispatchSourceSignal

  /// Begins to listen.
  ///
  /// - Parameter farewell: the sentence with which to end.
  convenience init(_ farewell: String) {
    self.init(farewell) { farewell in
      fflush(nil)
      Terminal.write((Terminal.isInteractive ? "\n" : "") + farewell + "\n")
      _exit(130)
    }
  }

  init(_ farewell: String, end: @escaping @Sendable (String) -> Void) {
    state = Mutex(State(farewell: farewell))
    leave = end
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in self?.press() }
    source.resume()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// The sentence with which the program would end now.
  public var farewell: String {
    get { state.withLock { $0.farewell } }
    set { state.withLock { $0.farewell = newValue } }
  }

  /// Whether Ctrl-C has been pressed.
  public var isNoted: Bool { state.withLock { $0.presses > 0 } }

  /// Runs `body`, during which Ctrl-C is noted; then the program ends if it was.
  public func held<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.isHeld = true }
    defer { state.withLock { $0.isHeld = false } }
    let result = try body()
    if isNoted { end() }
    return result
  }

  /// Ends the program.
  func end() { leave(farewell) }

  /// What Ctrl-C does.
  func press() {
    let endsNow = state.withLock { state in
      state.presses += 1
      return !state.isHeld || state.presses > 2
    }
    if endsNow { end() }
  }
}
