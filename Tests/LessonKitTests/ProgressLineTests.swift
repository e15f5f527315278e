// The progress line against a clock that the test turns.

import Testing

@testable import LessonKit

struct ProgressLineTests {
  private final class Stage {
    var time = 0.0
    var written: [String] = []

    func progress(_ total: Int, terminal: Bool, width: Int = 80) -> ProgressLine {
      ProgressLine(
        "training", of: total, isInteractive: terminal, width: { width }, now: { self.time },
        write: { self.written.append($0) })
    }

    /// So many steps that take so long each.
    func advance(
      _ progress: ProgressLine, by count: Int, each seconds: Double, _ status: String = ""
    ) {
      for _ in 1...count {
        time += seconds
        progress.advance(status)
      }
    }
  }

  /// What an earlier run has done counts neither as done nor as to be done.
  @Test func skippedStepsAreNotWaitedFor() {
    let stage = Stage()
    let progress = stage.progress(100, terminal: false)
    progress.skip(80)
    stage.advance(progress, by: 20, each: 1)
    #expect(stage.written.first == "training   10 %  18 s left\n")
    #expect(stage.written.last == "training  100 %  in 20 s\n")
  }

  @Test(arguments: [true, false])
  func shortWorkIsSilent(terminal: Bool) {
    let stage = Stage()
    let progress = stage.progress(4, terminal: terminal)
    stage.advance(progress, by: 4, each: 0.1, "loss 1")
    progress.end()
    #expect(stage.written.isEmpty)
  }

  @Test func aTerminalLineIsRewrittenTenTimesASecond() {
    let stage = Stage()
    let progress = stage.progress(400, terminal: true)
    stage.advance(progress, by: 400, each: 0.01, "loss 1")
    progress.end()
    progress.end()
    #expect((30...40).contains(stage.written.count))
    #expect(stage.written.first == "\rtraining   12 %  3.5 s left  loss 1\u{1B}[K")
    #expect(stage.written.dropLast().last == "\rtraining  100 %  in 4.0 s  loss 1\u{1B}[K")
    #expect(stage.written.last == "\n")
    #expect(!stage.written.dropLast().contains { $0.contains("\n") })
  }

  @Test func aNarrowTerminalIsNotOverrun() {
    let stage = Stage()
    let progress = stage.progress(2, terminal: true, width: 20)
    stage.time = 1
    progress.advance("a status that is long")
    #expect(stage.written == ["\rtraining   50 %  1.\u{1B}[K"])
  }

  @Test func aLogGetsAPlainLineEveryTenth() {
    let stage = Stage()
    let progress = stage.progress(1000, terminal: false)
    stage.advance(progress, by: 1000, each: 0.02, "loss 1")
    progress.end()
    #expect(stage.written.count == 10)
    #expect(stage.written.first == "training   10 %  18 s left  loss 1\n")
    #expect(stage.written.last == "training  100 %  in 20 s  loss 1\n")
    #expect(!stage.written.joined().contains { $0 == "\r" || $0 == "\u{1B}" })
  }

  @Test func aLogGetsALineASecondAtMost() {
    let stage = Stage()
    let progress = stage.progress(300, terminal: false)
    stage.advance(progress, by: 300, each: 0.01)
    #expect(stage.written.count == 3)
    #expect(stage.written.last == "training  100 %  in 3.0 s\n")
  }

  @Test func anAbandonedLineIsEnded() {
    let stage = Stage()
    do {
      let progress = stage.progress(3, terminal: true)
      stage.time = 1
      progress.advance()
    }
    #expect(stage.written.last == "\n")
  }

  @Test(arguments: [
    (0.84, "0.8 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"),
    (185, "3 min 05 s"), (7800, "2 h 10 min"),
  ])
  func durations(seconds: Double, expected: String) {
    #expect(ProgressLine.duration(seconds) == expected)
  }
}
