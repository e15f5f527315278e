// The best of several settings, each from several seeds.

import LessonKit
import Testing

struct SweepTests {
  /// At 0.1 one seed is lucky; at 1 all are good.
  private let sweep = Sweep(over: [0.1, 1, 10], seeds: 3) { rate, seed in
    [0.1: [9, 0.5, 8], 1: [2, 4, 3], 10: [.nan, 1, .infinity]][rate]?[seed] ?? 0
  }

  @Test func theMedianDecides() {
    #expect(sweep.measured == [[0.5, 8, 9], [2, 3, 4], [1, .infinity, .infinity]])
    #expect(sweep.bestPlace == 1 && sweep.best == 1 && sweep.isInside)
    #expect(sweep.atBest == [2, 3, 4] && sweep.median == 3)
  }

  /// At 10 the median is less, and one seed fails.
  @Test func aFailureIsWorseThanAMedian() {
    let sweep = Sweep(over: [1, 10], seeds: 3) { rate, seed in
      rate == 1 ? 2 : [0.1, .infinity, 0.2][seed]
    }
    #expect(sweep.best == 1 && sweep.median == 2)
    let all = Sweep(over: [1, 10], seeds: 2) { rate, _ in rate == 1 ? .infinity : .nan }
    #expect(all.best == 1 && all.median == .infinity)
  }

  @Test func atAnEdgeNothingWasFound() {
    #expect(!Sweep(over: [1, 2], seeds: 1) { rate, _ in rate }.isInside)
    #expect(!Sweep(over: [1, 2], seeds: 1) { rate, _ in -rate }.isInside)
    #expect(Sweep(over: [1, 2, 3], seeds: 1) { rate, _ in abs(rate - 2) }.isInside)
  }

  @Test func words() {
    #expect([3.0, 1, 2].spread("%.1f") == "2.0 (1.0 to 3.0)")
  }
}
