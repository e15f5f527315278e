// Numeric derivatives kept from one check to the next: the same reports from fewer runs, and none
// for another function.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct NumericMemoryTests {
  private let x = random([3, 5])

  /// Checks `c·tanh` with a gradient that is off by a factor, and counts how often it runs.
  private func check(
    _ c: Double = 1, times factor: Double, memory: NumericMemory?
  ) -> (report: String, runs: Int) {
    var runs = 0
    let report = checkGradient(
      at: [("x", x)], options: CheckOptions(memory: memory),
      forward: { v in
        runs += 1
        return c * tanh(v[0])
      }, backward: { v, dy in [factor * c * dy * (1 - tanh(v[0]) * tanh(v[0]))] })
    return (report.description, runs)
  }

  @Test func reportsAreTheSameFromFewerRuns() {
    let memory = NumericMemory()
    for factor in [1, 2, 1 + 1e-9, 1 + 1e-12, 1] {
      #expect(
        check(times: factor, memory: memory).report == check(times: factor, memory: nil).report)
    }
    #expect(check(times: 2, memory: memory).runs < 10)
    #expect(check(times: 2, memory: nil).runs > 100)
  }

  @Test func anotherFunctionTakesItsOwn() {
    let memory = NumericMemory()
    _ = check(times: 1, memory: memory)
    let other = check(3, times: 1, memory: memory)
    #expect(other.report == check(3, times: 1, memory: nil).report)
    #expect(other.runs > 100)
  }

  /// The first check must not leave behind what a broken function has shown.
  @Test func aBrokenRuleLeavesNothing() {
    let memory = NumericMemory()
    let broken = checkGradient(
      at: [("x", x)], options: CheckOptions(memory: memory), forward: { tanh($0[0]) }
    ) { _, _ in [.zeros([2])] }
    #expect(!broken.passes)
    #expect(check(times: 1, memory: memory).runs > 100)
  }
}
