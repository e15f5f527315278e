// What a lesson says of the time it will take.

import Testing

@testable import LessonKit

struct PaceTests {
  @Test(arguments: [
    (
      false, "about 9 min", "about 20 s",
      "This takes about 9 min here. With --quick it takes about 20 s, and trains on less."
    ),
    (false, "about 9 min", nil, "This takes about 9 min here. With --quick it trains on less."),
    (true, "about 9 min", "about 20 s", "This takes about 20 s here: --quick trains on less."),
    (true, "about 9 min", nil, nil), (false, nil, "about 20 s", nil), (false, nil, nil, nil),
  ])
  func sentences(isQuick: Bool, full: String?, quick: String?, sentence: String?) {
    #expect(
      Pace.sentence(full: full, quick: quick, isQuick: isQuick, quickly: "trains on less")
        == sentence)
  }

  @Test(arguments: [
    (0.2, "about a second"), (1.6, "about 2 s"), (9.7, "about 10 s"), (12, "about 10 s"),
    (58, "about 60 s"), (100, "about 2 min"), (3_500, "about 58 min"), (7_300, "about 2 h"),
  ])
  func times(seconds: Double, words: String) {
    #expect(Pace.words(seconds) == words)
  }

  @Test func aMachineHasASpeed() {
    let speed = Pace.measured()
    #expect(speed > 1 && speed.isFinite)
  }
}
