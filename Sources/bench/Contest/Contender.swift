// A process that computes what it is told to: PyTorch, or this program once more. Both sides are
// processes of their own, so that they are timed alike, have the threads they are given, and one
// that dies takes nothing else with it.

import Foundation

/// A process that prepares tasks and runs them.
final class Contender {
  /// How it introduced itself.
  private(set) var name: String
  /// How it was built, in its own words.
  private(set) var build = ""

  private let process = Process()
  private let requests = Pipe()
  private let replies = Pipe()
  private var received = Data()

  /// Starts a process and waits for its greeting.
  ///
  /// - Throws: ``BenchError`` if the program is not there or does not say who it is.
  init(_ name: String, _ program: URL, _ arguments: [String], environment: [String: String] = [:])
    throws
  {
    self.name = name
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = requests
    process.standardOutput = replies
    do {
      try process.run()
    } catch {
      throw BenchError("\(program.path) cannot be started: \(error.localizedDescription).")
    }
    guard case .hello(let greeting, let build) = try reply() else {
      throw BenchError("\(name) did not say who it is.")
    }
    (self.name, self.build) = (greeting, build)
  }

  /// The end of the requests is the end of a contender.
  deinit { try? requests.fileHandleForWriting.close() }

  /// Has a task prepared.
  func prepare(_ preparation: Preparation) throws {
    guard case .ready = try ask(.prepare(preparation)) else { throw outOfTurn("readiness") }
  }

  /// How many seconds so many runs took, together.
  func run(_ times: Int, _ layout: Layout) throws -> Double {
    guard case .time(let seconds) = try ask(.run(times: times, layout: layout)) else {
      throw outOfTurn("a time")
    }
    guard seconds > 0, seconds.isFinite else {
      throw BenchError("\(name) says that \(times) runs took \(seconds) s.")
    }
    return seconds
  }

  /// The result of the latest run.
  func result(_ layout: Layout) throws -> Digest {
    guard case .result(let digest) = try ask(.result(layout: layout)) else {
      throw outOfTurn("a result")
    }
    return digest
  }

  private func ask(_ request: Request) throws -> Reply {
    do {
      try requests.fileHandleForWriting.write(contentsOf: try line(request) + Data("\n".utf8))
    } catch {
      throw death()
    }
    return try reply()
  }

  private func reply() throws -> Reply {
    var text = received
    while !text.contains(UInt8(ascii: "\n")) {
      let more = replies.fileHandleForReading.availableData
      if more.isEmpty { throw death() }
      text += more
    }
    let end = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    received = Data(text[end...].dropFirst())
    guard let reply = try? JSONDecoder().decode(Reply.self, from: text[..<end]) else {
      let said = String(decoding: text[..<end].prefix(60), as: UTF8.self)
      throw BenchError("\(name) said \"\(said)\" where an answer in JSON was expected.")
    }
    if case .problem(let sentence) = reply { throw BenchError(sentence) }
    return reply
  }

  private func death() -> BenchError {
    // One that only fell silent ends when nothing more can be asked.
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
    let cause = process.terminationReason == .uncaughtSignal ? "signal" : "status"
    return BenchError("\(name) ended with \(cause) \(process.terminationStatus).")
  }

  private func outOfTurn(_ expected: String) -> BenchError {
    BenchError("\(name) gave another answer where \(expected) was expected.")
  }
}
