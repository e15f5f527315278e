// What becomes of solutions that crash, end the program, never end or lie. Shells stand in for the
// process with the solution: they read the secret and answer as they are told.

import Foundation
import Testing

@testable import grade

@Suite struct TrialTests {
  /// A shell that reads the secret into $secret and goes on with the script, judged on two cases.
  private func outcome(
    _ script: String, patience: (Double, Double) = (20, 40), waiting: (Int) -> Void = { _ in }
  ) throws -> Trial<Fault?>.Outcome {
    var trial = Trial<Fault?>(
      program: URL(filePath: "/bin/sh"), arguments: ["-c", "read secret; " + script], caseCount: 2)
    trial.patience = patience
    return try trial.run(waiting: waiting)
  }

  /// The command that reports on as many cases, from the first.
  private func send(_ faults: Fault?...) throws -> String {
    try faults.enumerated().map { index, fault in
      let line = String(decoding: try Report(fault, on: index).line(secret: ""), as: UTF8.self)
      return "printf '%s%s\\n' \"$secret\" '\(line.trimmingCharacters(in: .newlines))'; "
    }.joined()
  }

  private let fault = Fault(sentence: "3 of 3 entries disagree", own: ["a", "b"], general: ["c"])

  /// The report of an exercise of two cases.
  private func report(on outcome: Trial<Fault?>.Outcome) -> (passes: Bool, report: String) {
    let cases = ["first", "second"].map {
      Case(
        name: $0, input: "x", point: [1], function: { $0 }, gradient: { $1 }, mistakes: [:])
    }
    return Exercise(number: "09.9", title: "", file: "09.9-X.swift", cases: cases)
      .report(on: outcome)
  }

  @Test func messagesArrive() throws {
    let outcome = try outcome(send(nil, fault) + "echo hello >&2")
    #expect(outcome.findings == [nil, fault])
    #expect(outcome.failure == nil)
    #expect(!report(on: outcome).passes)
    #expect(try report(on: self.outcome(send(nil, nil))).passes)
  }

  @Test(arguments: [
    ("exit 0", "ended the program, with status 0, where it should return"),
    ("exit 3", "ended the program, with status 3, where it should return"),
    ("kill -SEGV $$", "crashed (segmentation fault"),
    ("kill -ILL $$", "crashed (illegal instruction"),
    ("exec >&-; kill -BUS $$", "crashed (bus error"),
  ])
  func endings(script: String, failure: String) throws {
    let outcome = try outcome(send(nil) + script)
    #expect(outcome.findings == [nil])
    #expect(outcome.failure?.description.hasPrefix(failure) == true, "\(outcome)")
    let (passes, report) = report(on: outcome)
    #expect(!passes)
    #expect(report.hasPrefix("passed  first\nfailed  second\n        the function \(failure)"))
    #expect(report.contains("\nExercise 09.9 is wrong: in the case \"second\" the function "))
    #expect(report.hasSuffix(": see 09.9-X.swift"))
  }

  /// Praise, messages without the secret or with another, and such as skip a case, are not believed.
  @Test(arguments: [
    "echo 'Right in all 2 cases.'", "echo 'Right in all 2 cases.' >&2",
    #"for k in 0 1; do echo "x {\"index\":$k,\"finding\":null}"; done"#,
    #"for k in 0 1; do echo " {\"index\":$k,\"finding\":null}"; done"#,
    #"echo "$secret {\"index\":1,\"finding\":null}""#, #"echo "$secret {}"; echo "$secret""#,
  ])
  func lies(script: String) throws {
    let outcome = try outcome(script)
    #expect(outcome.findings.isEmpty)
    #expect(!report(on: outcome).passes)
  }

  /// Also where it does so behind the judge's back.
  @Test(arguments: ["exec sleep 60", "exec >&-; exec sleep 60", "exec >&- 2>&-; exec sleep 60"])
  func whatNeverEndsIsEnded(script: String) throws {
    var waitedFor: [Int] = []
    let start = ContinuousClock.now
    let outcome = try outcome(send(nil) + script, patience: (1, 2)) { waitedFor.append($0) }
    #expect(waitedFor == (script.hasPrefix("exec >") ? [] : [1]))
    #expect(outcome.failure == .silence(seconds: 2))
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  #if os(Linux)
    @Test func whatItHasStartedEndsWithIt() throws {
      let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try outcome("(sleep 3; touch \(file.path)) & exec sleep 60", patience: (0.5, 1))
      sleep(4)
      #expect(!FileManager.default.fileExists(atPath: file.path))
    }
  #endif

  @Test func aFloodIsBounded() throws {
    let flood = try outcome("exec yes >&2", patience: (1, 3))
    withKnownIssue("beside other tests the flood does not always arrive", isIntermittent: true) {
      #expect(flood.failure != nil)
      #expect(flood.output.count == 2_000 && flood.outputSize > 2_000, "\(flood)")
    }
    let some = try outcome("head -c 300000 /dev/zero >&2; " + send(nil, nil))
    #expect(some.findings == [nil, nil] && some.output.count == 2_000)
  }
}
