// Telling smooth functions from kinks and jumps.

import Foundation
import Gradus
import Testing

@testable import GradientCheck

@Suite struct LadderTests {
  private func regularity(at x: Double, _ f: @escaping (Double) -> Double) -> Regularity {
    NumericDerivative(of: f, at: x).regularity
  }

  @Test func smoothFunctions() {
    #expect(regularity(at: 0.3) { sin($0) } == .smooth)
    #expect(regularity(at: 0) { cos($0) } == .smooth)
    #expect(regularity(at: 0) { 3 * $0 } == .smooth)
    #expect(regularity(at: 2) { _ in 4 } == .smooth)
    #expect(regularity(at: 0) { $0 * $0 * $0 * $0 } == .smooth)
    #expect(regularity(at: 0.7) { 1e6 + exp($0) } == .smooth)
  }

  @Test func kinks() {
    #expect(regularity(at: 0) { abs($0) } == .kink)
    #expect(regularity(at: 0) { sin($0) + max($0, 0) } == .kink)
    // A small one beside a strong bend shows only at short steps.
    let small = Line({ Sample(values: [exp($0) + 1e-3 * abs($0 - 1.5)]) }, at: 1.5)
    let thorough = NumericDerivative(of: small, by: .thorough)
    #expect(thorough.regularity == .kink)
    // One that lies beside the point is no kink of the point's, however close the first steps come.
    #expect(regularity(at: 1e-4) { abs($0) } == .smooth)
    #expect(regularity(at: -2e-7) { abs($0) } == .smooth)
  }

  @Test func jumps() {
    #expect(regularity(at: 0) { $0 < 0 ? 0 : 1 } == .jump)
    #expect(regularity(at: 1) { $0 < 1 ? $0 : $0 + 1e-3 } == .jump)
  }

  @Test func slopesOnAKink() throws {
    let bent = NumericDerivative(
      of: { [max($0, 0), max($0, 0), exp($0)] },
      contractedWith: [1, -0.5, 2], at: 0)
    let slopes = try #require(bent.subgradients)
    // 1·[0, 1] − ½·[0, 1] + 2
    #expect(abs(slopes.range.lowerBound - 1.5) < 1e-9)
    #expect(abs(slopes.range.upperBound - 3) < 1e-9)
    #expect(slopes.distance(to: 2) == 0 && slopes.distance(to: 3.25) > 0.249)
    #expect(NumericDerivative(of: { sin($0) }, at: 0).subgradients == nil)
  }
}
