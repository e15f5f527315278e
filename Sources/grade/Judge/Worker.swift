// The process in which a student's code runs, seen from the one that judges. It is asked one question
// after another; it has so long for each answer, and so much that it may print. Whatever it does, end,
// crash, fall silent or flood, costs the case that was asked.

import Foundation
import Gradus
import Serving
import Synchronization

/// A program that answers, made from a student's body.
final class Worker: Sendable {
  /// Why there is no answer.
  enum Failure: Error, Equatable, CustomStringConvertible {
    case silence(seconds: Double)
    case crash(signal: Int32)
    case exit(status: Int32)
    case nonsense
    case flood

    /// What the solution did, to go on from its name.
    var description: String {
      switch self {
      case .silence(let seconds): "did not return within \(Int(seconds.rounded(.up))) seconds"
      case .crash(let signal): "crashed (\(String(cString: strsignal(signal)).lowercased()))"
      case .exit(let status): "ended the program, with status \(status), where it should return"
      case .nonsense: "gave an answer that is none"
      case .flood: "printed more than anybody would read"
      }
    }
  }

  /// What may be printed, and what of it is kept, in bytes.
  static let outputLimit = (all: 1 << 20, kept: 2_000)

  private let process = Process()
  private let (input, answers, output) = (Pipe(), Pipe(), Pipe())
  private let ended = DispatchSemaphore(value: 0)
  private let patience: Double
  /// When all answers together have taken too long.
  private let last: ContinuousClock.Instant
  private let state = Mutex(State())

  private struct State {
    var failure: Failure?
    var printed = Data()
    var printedSize = 0
  }

  /// Why it is of no more use; nil while it is.
  var failure: Failure? { state.withLock { $0.failure } }

  /// The beginning of what it has printed, and how many bytes that were.
  var printed: (text: String, size: Int) {
    state.withLock { (String(decoding: $0.printed, as: UTF8.self), $0.printedSize) }
  }

  /// Starts the program.
  ///
  /// - Parameter patience: seconds for an answer.
  /// - Throws: Foundation's error if that cannot be done.
  init(_ program: URL, arguments: [String] = [], patience: Double = 10) throws {
    self.patience = patience
    last = .now + .seconds(3 * patience)
    // Writing to one that has ended should fail, not end the judge.
    signal(SIGPIPE, SIG_IGN)
    (process.executableURL, process.arguments) = (program, arguments)
    // Nothing of the judge's own surroundings; one thread, since there can be no others.
    process.environment = ["SWIFT_BACKTRACE": "enable=no", "GRADUS_THREADS": "1"]
    process.currentDirectoryURL = URL(filePath: "/")
    (process.standardInput, process.standardOutput) = (input, answers)
    process.standardError = output
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
    // Where it has ended, or does not read, writing should fail, not wait.
    let descriptor = input.fileHandleForWriting.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { end() }

  /// The answer to a question; none where there is a failure, now or before.
  func ask(_ question: [Tensor<Double>]) -> [Tensor<Double>] {
    guard failure == nil else { return [] }
    var exchange = Exchange(
      sending: Message.words(of: question).withUnsafeBytes { Array($0) },
      to: input.fileHandleForWriting.fileDescriptor,
      from: answers.fileHandleForReading.fileDescriptor,
      output: output.fileHandleForReading.fileDescriptor)
    let outcome = exchange.run(until: min(last, .now + .seconds(patience)), before: printed.size)
    state.withLock { state in
      state.printedSize += exchange.printedSize
      state.printed += exchange.printed.prefix(Self.outputLimit.kept - state.printed.count)
    }
    switch outcome {
    case .words(let words):
      if let tensors = Message.tensors(in: words) { return tensors }
      fail(.nonsense)
    case .late: fail(.silence(seconds: patience))
    case .flood: fail(.flood)
    case .nonsense: fail(.nonsense)
    case .closed:
      guard ended.wait(timeout: .now() + patience) == .success else {
        fail(.silence(seconds: patience))
        break
      }
      process.waitUntilExit()
      let status = process.terminationStatus
      fail(
        process.terminationReason == .uncaughtSignal
          ? status == SIGXCPU || status == SIGKILL
            ? .silence(seconds: Double(Confinement.seconds)) : .crash(signal: status)
          : .exit(status: status))
    }
    return []
  }

  private func fail(_ failure: Failure) {
    state.withLock { $0.failure = failure }
    end()
  }

  /// Ends the process, and all that it has started where it leads a group.
  func end() {
    let identifier = process.processIdentifier
    guard process.isRunning, identifier > 0 else { return }
    for target in [-identifier, identifier] { kill(target, SIGKILL) }
    process.waitUntilExit()
  }
}
