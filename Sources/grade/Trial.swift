// What somebody else has written may crash, end the program, never end, flood the output, or print
// what looks like praise. So it runs in a process of its own, the witness, which reports on one case
// after another in messages that begin with a secret. The judge, here, believes no other messages,
// waits no longer than so long for each, and takes a case without a report for failed, whatever the
// exit status says.

import Foundation

/// A program that reports what it finds of a number of cases.
struct Trial<Finding: Codable> {
  /// Why there is no report on a case.
  enum Failure: Equatable, CustomStringConvertible {
    case silence(seconds: Double)
    case crash(signal: Int32)
    case exit(status: Int32)

    /// What the function under trial did, to go on from its name.
    var description: String {
      switch self {
      case .silence(let seconds): "did not return within \(Int(seconds.rounded(.up))) seconds"
      case .crash(let signal): "crashed (\(String(cString: strsignal(signal)).lowercased()))"
      case .exit(let status): "ended the program, with status \(status), where it should return"
      }
    }
  }

  /// What came of a trial.
  struct Outcome {
    /// What was found of the cases that ended, in their order.
    var findings: [Finding] = []
    /// Why the next case did not end; nil where all did.
    var failure: Failure?
    /// The beginning of what was printed, and how many bytes were.
    var output = Data()
    var outputSize = 0
  }

  /// The program, which makes a ``Witness`` and reports by it.
  let program: URL
  let arguments: [String]
  let caseCount: Int
  /// After how many seconds without a report to say that one is being waited for, and to end it.
  var patience = (word: 10.0, end: 20.0)
  /// How much of what is printed to keep, in bytes.
  var outputLimit = 2_000

  /// Runs the program until all cases are reported on or it has failed.
  ///
  /// - Parameter waiting: is told the index of a case that takes long, once.
  /// - Throws: Foundation's error if the program cannot be started.
  func run(waiting: (Int) -> Void) throws -> Outcome {
    let secret = UUID().uuidString
    let (input, reports, output) = (Pipe(), Pipe(), Pipe())
    let process = Process()
    (process.executableURL, process.arguments) = (program, arguments)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    process.standardInput = input
    (process.standardOutput, process.standardError) = (reports, output)
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    try? input.fileHandleForWriting.write(contentsOf: Data((secret + "\n").utf8))
    var outcome = Outcome()
    // The witness ends when the pipe that brought the secret is closed.
    let isInTime = withExtendedLifetime(input) {
      listen(
        to: reports.fileHandleForReading, output.fileHandleForReading, secret, &outcome, waiting)
        && (outcome.findings.count == caseCount
          || ended.wait(timeout: .now() + patience.end) == .success)
    }
    // Where the process leads a group, as on Linux, with all that it has started.
    for target in [-process.processIdentifier, process.processIdentifier] { kill(target, SIGKILL) }
    process.waitUntilExit()
    guard outcome.findings.count < caseCount else { return outcome }
    let status = process.terminationStatus
    if !isInTime {
      outcome.failure = .silence(seconds: patience.end)
    } else if process.terminationReason == .uncaughtSignal {
      outcome.failure = .crash(signal: status)
    } else {
      outcome.failure = .exit(status: status)
    }
    return outcome
  }

  /// Reads reports and output until there are no more of the former, or none to expect.
  ///
  /// - Returns: false if a report was not in time.
  private func listen(
    to reports: FileHandle, _ output: FileHandle, _ secret: String, _ outcome: inout Outcome,
    _ waiting: (Int) -> Void
  ) -> Bool {
    let clock = ContinuousClock()
    var (start, hasSpoken) = (clock.now, false)
    var text: [UInt8] = []
    var places = [reports, output].map {
      pollfd(fd: $0.fileDescriptor, events: Int16(POLLIN), revents: 0)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while places[0].fd >= 0, outcome.findings.count < caseCount {
      let seconds = (clock.now - start) / .seconds(1)
      if seconds >= patience.end { return false }
      if seconds >= patience.word, !hasSpoken {
        hasSpoken = true
        waiting(outcome.findings.count)
      }
      let left = (hasSpoken ? patience.end : patience.word) - seconds
      guard poll(&places, nfds_t(places.count), Int32((left * 1_000).rounded(.up))) > 0 else {
        continue
      }
      // What was printed before a report is read before it.
      for place in [1, 0] where places[place].revents != 0 {
        let count = read(places[place].fd, &buffer, buffer.count)
        if count <= 0 {
          places[place].fd = -1  // passed over by poll
        } else if place == 1 {
          outcome.outputSize += count
          outcome.output += buffer.prefix(min(count, outputLimit - outcome.output.count))
        } else {
          text += buffer.prefix(count)
          while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
            let report = Report<Finding>(line: text[..<end], secret: secret)
            text.removeSubrange(...end)
            guard let report, report.index == outcome.findings.count else { continue }
            outcome.findings.append(report.finding)
            (start, hasSpoken) = (clock.now, false)
          }
          // No report is so long.
          if text.count > 1 << 20 { text = [] }
        }
      }
    }
    return true
  }
}
