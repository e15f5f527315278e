import Foundation
import Gradus
import Testing

@testable import Serving
@testable import grade

@Suite struct WorkerTests {
  /// A shell that ignores what it is asked.
  private func failure(_ script: String, patience: Double = 20) throws -> Worker.Failure? {
    let worker = try Worker(
      URL(filePath: "/bin/sh"), arguments: ["-c", script], patience: patience)
    _ = worker.ask([[1]])
    return worker.failure
  }

  @Test(arguments: [
    ("exit 0", "ended the program, with status 0, where it should return"),
    ("exit 3", "ended the program, with status 3, where it should return"),
    ("kill -SEGV $$", "crashed (segmentation fault)"),
    ("exec >&-; kill -BUS $$", "crashed (bus error)"),
    ("echo 'Right in all cases, truly.'", "gave an answer that is none"),
  ])
  func endings(script: String, description: String) throws {
    #expect(try failure(script)?.description == description)
  }

  @Test func whatNeverEndsIsEnded() throws {
    let start = ContinuousClock.now
    #expect(try failure("exec sleep 60", patience: 1) == .silence(seconds: 1))
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func whatIsPrintedIsKeptToALimit() throws {
    let worker = try Worker(
      URL(filePath: "/bin/sh"), arguments: ["-c", "head -c 300000 /dev/zero >&2; exit 0"])
    #expect(worker.ask([[1]]).isEmpty)
    #expect(worker.printed.text.utf8.count == Worker.outputLimit.kept)
    #expect(worker.printed.size == 300_000)
  }

  @Test func messagesTravel() throws {
    let tensors: [Tensor<Double>] = [
      Tensor(2.5), Tensor([[1, -2, Double.infinity]]), .zeros([0, 3]),
    ]
    let words = Message.words(of: tensors)
    #expect(Message.tensors(in: Array(words.dropFirst())) == tensors)
  }

  /// What a process that is not believed may send.
  @Test(
    arguments: [
      [], [1], [1, 9], [1, 1, 1 << 40], [1, 2, 1 << 22, 1 << 22], [1, 0, 7, 7], [1 << 60],
      [1, 1, 2, 5],
    ] as [[UInt64]])
  func nonsenseIsNoMessage(words: [UInt64]) {
    #expect(Message.tensors(in: words) == nil)
  }
}
