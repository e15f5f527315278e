// Learning rates at the steps where their formulas are known.

import Gradus
import Testing

@Suite struct SchedulesTests {
  @Test("A step decay falls by its factor once a period")
  func stepDecay() {
    let schedule = StepDecay(from: 0.8, factor: 0.5, every: 3)
    #expect((0..<8).map { schedule($0) } == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2])
  }

  @Test("A cosine decay begins, halves and ends where it should, and stays there")
  func cosineDecay() {
    let schedule = CosineDecay(from: 1, to: 0.2, over: 100)
    #expect(schedule(0) == 1)
    #expect(schedule(50).isClose(to: 0.6))
    #expect(schedule(25).isClose(to: 0.2 + 0.4 * (1 + 0.5.squareRoot())))
    #expect(schedule(100).isClose(to: 0.2))
    #expect(schedule(1000).isClose(to: 0.2))
    #expect((0..<100).allSatisfy { schedule($0) > schedule($0 + 1) })
  }

  @Test("A warm-up rises in equal steps to the schedule that follows it")
  func warmUp() {
    let schedule = WarmUp(
      over: 4, from: 0.2, then: StepDecay(from: 0.5, factor: 0.1, every: 2))
    let expected = [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.05, 0.05]
    for (step, rate) in expected.enumerated() {
      #expect(schedule(step).isClose(to: rate, within: 1e-15))
    }
  }
}
