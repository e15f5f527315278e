// Ctrl-C: when it ends the program and what it waits for. That the signal arrives, a test of lesson
// 07 shows, in a process of its own.

import Foundation
import Synchronization
import Testing

@testable import LessonKit

@Suite(.serialized) struct InterruptionTests {
  /// The farewells with which a program would have ended.
  private final class Ends: Sendable {
    let farewells = Mutex<[String]>([])
    var all: [String] { farewells.withLock { $0 } }
  }

  private func interruption(_ ends: Ends) -> Interruption {
    Interruption("at first") { farewell in ends.farewells.withLock { $0.append(farewell) } }
  }

  @Test func itEndsAtOnceWithTheLatestFarewell() {
    let ends = Ends()
    let interruption = interruption(ends)
    #expect(!interruption.isNoted)
    interruption.farewell = "later"
    interruption.press()
    #expect(interruption.isNoted)
    #expect(ends.all == ["later"])
  }

  @Test func whatIsHeldIsFinished() {
    let ends = Ends()
    let interruption = interruption(ends)
    interruption.held {
      interruption.press()
      interruption.press()
      #expect(interruption.isNoted)
      #expect(ends.all.isEmpty)
      interruption.farewell = "saved"
    }
    #expect(ends.all == ["saved"])
  }

  @Test func theThirdTimeEndsWhatIsHeld() {
    let ends = Ends()
    let interruption = interruption(ends)
    interruption.held {
      for _ in 0..<3 { interruption.press() }
      #expect(ends.all == ["at first"])
    }
    #expect(ends.all.first == "at first")
  }

  @Test func anErrorGoesBeforeAndReleases() {
    let ends = Ends()
    let interruption = interruption(ends)
    #expect(throws: LessonError.self) {
      try interruption.held {
        interruption.press()
        throw LessonError("the disk is full.")
      }
    }
    #expect(ends.all.isEmpty)
    interruption.press()
    #expect(ends.all == ["at first"])
  }

  @Test func withoutCtrlCNothingEnds() {
    let ends = Ends()
    #expect(interruption(ends).held { 7 } == 7)
    #expect(ends.all.isEmpty)
  }
}
