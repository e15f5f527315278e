// A submission cannot raise its own score: what got past the gate and the compiler is held by the
// process it runs in. Each attempt is run, by a program that has all of them, and scores nothing.

import Foundation
import TestSupport
import Testing

@testable import grade

private let names = [
  "fatalError", "trap", "overflow of the stack", "endless loop", "sleep", "exit 0", "quiet exit",
  "abort behind a handler", "memory", "flood", "praise", "forks", "outlive", "threads",
  "read the hidden tests", "write the result", "network", "read the judge's memory",
  "raise the limits", "become root", "another program", "close everything", "answer with noise",
  "a length beyond all bounds", "two answers at once", "its own memory as a file",
  "the surroundings", "the judge's memory by a call", "trace the judge", "stop itself",
  "end its group", "deaf to signals", "at the end", "a timer that answers", "memory that stays",
  "root of a world of its own", "a child by its number", "other numbers for its answers",
]

/// Only where the judge is root does a solution become somebody else, who may send it no signals.
private let all = names + (getuid() == 0 ? ["end the judge"] : [])

@Suite(.serialized) struct HostileTests {
  @Test(arguments: all)
  func anAttemptScoresNothing(name: String) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
      var judge = try Judge(Workshop(root, build: products))
      judge.patience = 2
      let exercise = try #require(Exercise.numbered("00.5"))
      let start = ContinuousClock.now
      let (findings, printed) = try judge.findings(
        on: exercise, products.appending(path: "hostile"), arguments: [name, folder.path])
      #expect(findings.passed == 0)
      #expect(findings.lines.count == 5)
      #expect(!printed.contains("SUCCEEDED"), "\(printed)")
      #expect(printed.utf8.count <= 3 * Worker.outputLimit.kept)
      #expect(ContinuousClock.now - start < .seconds(40))
      if name == "outlive" { sleep(3) }
      let traces = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(traces.isEmpty, "it has done \(traces)")
    }
  }

  /// The same program answers, so that the attempts fail by what they do.
  @Test func theProgramCanAnswer() throws {
    let worker = try Worker(products.appending(path: "hostile"), arguments: ["", "/"])
    #expect(worker.ask([[1, 2]]).first?.scalars == [0, 0])
    #expect(worker.failure == nil)
  }
}
