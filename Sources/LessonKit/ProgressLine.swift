// A line of progress on standard error for work that takes longer than half a second. On a terminal
// one line is rewritten in place, ten times a second at most; elsewhere (a log, a pipe) a plain
// line comes every tenth of the work, but at least a second apart. Shorter work stays silent.
//
//     let progress = ProgressLine("training", of: epochs)
//     for epoch in 1...epochs {
//       …
//       progress.advance("loss \(loss)")
//     }
//     progress.end()

import Foundation

/// Shows how far long work has come and how long it will still take.
public final class ProgressLine {
  private static let patience = 0.5
  private let title: String
  private var total: Int
  private let isInteractive: Bool
  private let width: () -> Int
  private let now: () -> Double
  private let write: (String) -> Void
  private let start: Double
  private var lastShown: Double
  private var lastTenth = 0
  private var done = 0
  private var hasSpoken = false
  private var hasEnded = false

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - title: what is being done, in a word or two: "training".
  ///   - total: the number of steps it takes, at least 1.
  public convenience init(_ title: String, of total: Int) {
    self.init(
      title, of: total, isInteractive: Terminal.isInteractive, width: { Terminal.width },
      now: { ProcessInfo.processInfo.systemUptime }, write: Terminal.write)
  }

  init(
    _ title: String, of total: Int, isInteractive: Bool, width: @escaping () -> Int,
    now: @escaping () -> Double, write: @escaping (String) -> Void
  ) {
    precondition(total > 0, "ProgressLine: \"\(title)\" has \(total) steps; at least 1 is needed")
    self.title = title
    self.total = total
    self.isInteractive = isInteractive
    self.width = width
    self.now = now
    self.write = write
    start = now()
    lastShown = start
  }

  /// Leaves the terminal on a fresh line, also when an error cuts the work short.
  deinit { end() }

  /// Says that steps are done, and shows it if it is time to.
  ///
  /// - Parameters:
  ///   - status: a few words such as the loss; evaluated only when shown.
  ///   - steps: how many steps have been done since the last call.
  public func advance(_ status: @autoclosure () -> String = "", by steps: Int = 1) {
    done = min(total, done + steps)
    let time = now()
    guard !hasEnded, time - start >= Self.patience else { return }
    let tenth = 10 * done / total
    let isDue =
      isInteractive
      ? time - lastShown >= 0.1 || done == total
      : (tenth > lastTenth && time - lastShown >= 1) || (done == total && hasSpoken)
    guard isDue || (isInteractive && !hasSpoken) else { return }
    lastShown = time
    lastTenth = tenth
    hasSpoken = true
    let line = Self.line(title, done, of: total, after: time - start, status: status())
    write(isInteractive ? "\r" + line.prefix(max(1, width() - 1)) + "\u{1B}[K" : line + "\n")
  }

  /// Says that steps need not be done, as an earlier run has done them.
  public func skip(_ steps: Int) {
    total = max(done, 1, total - steps)
  }

  /// Ends the line. Nothing is shown afterwards.
  public func end() {
    if isInteractive, hasSpoken, !hasEnded { write("\n") }
    hasEnded = true
  }

  /// The line itself: `training   40 %  12 s left  loss 0.31`.
  static func line(
    _ title: String, _ done: Int, of total: Int, after seconds: Double, status: String
  ) -> String {
    let percent = 100 * done / total
    let padding = String(repeating: " ", count: percent < 10 ? 2 : percent < 100 ? 1 : 0)
    let time =
      done == total
      ? "in \(duration(seconds))"
      : "\(duration(seconds * Double(total - done) / Double(max(1, done)))) left"
    return "\(title)  \(padding)\(percent) %  \(time)" + (status.isEmpty ? "" : "  \(status)")
  }

  /// A time a person can take in: `0.8 s`, `12 s`, `3 min 05 s`, `2 h 10 min`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return String(format: "%d min %02d s", whole / 60, whole % 60)
    default: return String(format: "%d h %02d min", whole / 3600, whole / 60 % 60)
    }
  }
}
