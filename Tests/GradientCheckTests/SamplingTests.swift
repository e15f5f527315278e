// Where there are too many entries: which are checked, and what the directions add.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct SamplingTests {
  @Test func everyInputHasItsShare() {
    var sampling = Sampling(seed: 1)
    let offsets = sampling.offsets(counts: [6000, 60, 10, 400], limit: 500)
    #expect(offsets.map(\.count) == [463, 50, 10, 50])
    for (count, chosen) in zip([6000, 60, 10, 400], offsets) {
      #expect(chosen == Set(chosen).sorted())
      #expect(chosen.first == 0 && chosen.last == count - 1)
    }
    var all = Sampling(seed: 1)
    #expect(all.offsets(counts: [300, 200], limit: 500) == [Array(0..<300), Array(0..<200)])
  }

  @Test func theReportSaysHowManyOfHowMany() {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Double>.normal([11, 29], using: &generator)
    let report = checkGradient(at: [("x", x)], options: CheckOptions(entries: 60)) { tanh($0[0]) }
    #expect(report.passes, "\(report)")
    #expect(report["x"].checked == 60 && report["x"].count == 319)
    #expect("\(report)".contains("60 of 319 entries, 3 of 3 directions agree"), "\(report)")
  }

  /// The directions see what the sample misses.
  @Test func aWrongEntryOutsideTheSampleFails() throws {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Double>.normal([307], using: &generator)
    func check(error: Double, at offset: Int) -> GradientReport {
      checkGradient(
        at: [("x", x)], options: CheckOptions(entries: 50), forward: { $0[0] * $0[0] }
      ) { x, dy in
        var slope = 2 * x[0]
        slope[offset] += error
        return [slope * dy]
      }
    }
    let right = check(error: 0, at: 0)
    #expect(right.passes, "\(right)")
    let sampled = Set(right["x"].entries.map { $0.index[0] })
    let outside = try #require((0..<307).first { !sampled.contains($0) })
    let report = check(error: 0.01, at: outside)
    #expect(report["x"].failed == 0)
    #expect(report["x"].projections.allSatisfy { $0.verdict == .fail }, "\(report)")
    #expect(report.verdict == .fail)
  }
}
