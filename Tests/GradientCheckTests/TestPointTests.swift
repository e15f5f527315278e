import Gradus
import Testing

@testable import GradientCheck

@Suite struct TestPointTests {
  @Test func keepsItsDistance() {
    var generator = RandomGenerator(seed: 8)
    for _ in 0..<50 {
      let x = Tensor<Double>.testPoint([5, 7], using: &generator)
      let sorted = x.scalars.sorted()
      #expect(x.shape == [5, 7])
      #expect(sorted.allSatisfy { abs($0) >= 0.1 })
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 0.1 })
      #expect(sorted.count { $0 < 0 } == 17)
      #expect(x.scalars != sorted)
    }
  }

  @Test func rectifiersAndMaximaAreSmoothThere() {
    var generator = RandomGenerator(seed: 9)
    let x = Tensor<Double>.testPoint([5, 7], using: &generator)
    let report = checkGradient(at: [("x", x)]) { relu($0[0]).max(along: 0) }
    #expect(report.passes && report["x"].entries.allSatisfy { !$0.isSubgradient }, "\(report)")
  }
}
