// This program as a contender: `bench --serve` answers requests as pytorch.py does.

import Foundation
import Gradus

/// Answers requests until there are no more.
struct Serving {
  private var run: () -> Tensor<Float> = { Tensor(0) }
  private var team = ThreadTeam.current
  private var latest = Tensor<Float>(0)

  /// Answers the lines of standard input on standard output.
  static func standardInput() throws {
    // Ctrl-C is for the process that asks; this one ends when there is nobody to ask.
    signal(SIGINT, SIG_IGN)
    var serving = Serving()
    try print(.hello(name: "Gradus", build: Machine.build))
    while let line = readLine() {
      try print(serving.answer(Data(line.utf8)))
    }
  }

  private static func print(_ reply: Reply) throws {
    FileHandle.standardOutput.write(try line(reply) + Data("\n".utf8))
  }

  /// The answer to a request.
  mutating func answer(_ line: Data) -> Reply {
    let request: Request
    do {
      request = try JSONDecoder().decode(Request.self, from: line)
    } catch {
      return .problem(sentence: "Gradus was sent what is no request: \(error).")
    }
    switch request {
    case .prepare(let preparation):
      run = preparation.task.prepared()
      if team.count != preparation.threads { team = ThreadTeam(count: preparation.threads) }
      return .ready
    case .run(let times, _):
      let clock = ContinuousClock()
      let start = clock.now
      ThreadTeam.$current.withValue(team) {
        for _ in 0..<times { latest = run() }
      }
      return .time(seconds: (clock.now - start) / .seconds(1))
    case .result: return .result(digest: Digest(latest))
    }
  }
}
