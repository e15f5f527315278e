// Functions whose own scale is not that of the point, bends that are sharp and yet smooth, and kinks
// so near that no step passes below them.

import Foundation
import Gradus
import Testing

@testable import GradientCheck

/// A function of one number with a derivative of one's own.
private func check(
  _ x: Double, _ f: @escaping (Double) -> Double, slope: @escaping (Double) -> Double
) -> GradientReport {
  checkGradient(at: [("x", Tensor([x]))], forward: { $0[0].map(f) }) { x, dy in
    [dy * x[0].map(slope)]
  }
}

@Suite struct ScaleTests {
  /// σ(x/s) at s.
  @Test(arguments: [1e-7, 1e-6, 1e-4, 1e-2, 1, 1e4, 1e6], [0, 1.0, 1e-5, -1e-5])
  func theLadderFindsTheScale(scale: Double, error: Double) {
    func σ(_ x: Double) -> Double { 1 / (1 + exp(-x / scale)) }
    let report = check(scale, σ) { (1 + error) * σ($0) * (1 - σ($0)) / scale }
    #expect(report.verdict == (error == 0 ? .pass : .fail), "\(report)")
  }

  /// √(x² + δ²), beside a kink or not; 0.81 is near the chord's slope, 0.01 that of a coarse step.
  @Test(arguments: [0, 1e-5, -1e-5, 3e-7, 1e-9])
  func aSharpBendIsNoKink(distance: Double) {
    let (x, bend) = (1.6e-4, 3.2e-4)
    let kink = distance == 0 ? 0 : 0.25
    func f(_ t: Double) -> Double {
      (t * t + bend * bend).squareRoot() + kink * abs(t - x - distance)
    }
    let side = distance > 0 ? -kink : kink
    let slope = x / (x * x + bend * bend).squareRoot() + side
    #expect(check(x, f, slope: { _ in slope }).passes)
    for wrong in [0.81, 0.01, slope - 2 * side, slope * (1 + 1e-5)] where wrong != slope {
      let report = check(x, f, slope: { _ in wrong })
      #expect(report.verdict == .fail, "\(wrong): \(report)")
    }
  }

  /// Nearer than a step can pass, the function's own value tells the side.
  @Test(arguments: [1e-11, -1e-11, 1e-13, -1e-13])
  func theSideOfANearKinkIsKnown(distance: Double) {
    let f = { (t: Double) in exp(t) + 2 * abs(t - 0.3 - distance) }
    let slope = exp(0.3) + (distance > 0 ? -2 : 2)
    #expect(check(0.3, f, slope: { _ in slope }).passes)
    for wrong in [exp(0.3) - 2, exp(0.3), exp(0.3) + 2] where wrong != slope {
      let report = check(0.3, f, slope: { _ in wrong })
      #expect(report.verdict == .fail, "\(report)")
    }
  }

  @Test func numbersNearTheEndsOfTheirRange() {
    for x in [1e300, -1e300, 1e-300] {
      for factor in [1, 1 + 1e-6] {
        let report = check(x, { 3 * $0 }, slope: { _ in 3 * factor })
        #expect(report.verdict == (factor == 1 ? .pass : .fail), "at \(x): \(report)")
      }
    }
    for x in [500.0, -300] {
      let report = check(x, { exp($0) }, slope: { exp($0) })
      #expect(report.passes, "at \(x): \(report)")
      #expect(!check(x, { exp($0) }, slope: { 2 * exp($0) }).passes)
    }
  }

  /// The pole is nearer than the next number.
  @Test func besideAPoleThereIsNoVerdict() {
    let report = check(Double.pi / 2, { tan($0) }, slope: { 1 + tan($0) * tan($0) })
    guard case .inconclusive = report.verdict else {
      Issue.record("\(report)")
      return
    }
  }

  /// Noise of a size with the difference is no reason to pass or fail.
  @Test(arguments: [0.36, 0.81]) func anErrorOfTheSizeOfItsQuestionDecidesNothing(claimed: Double) {
    func noisy(_ x: Double) -> Double {
      var generator = RandomGenerator(seed: x.bitPattern)
      return 0.36 * sin(x) + 1e-3 * generator.uniform()
    }
    let report = check(0.3, noisy, slope: { _ in claimed })
    #expect(report.verdict == .inconclusive(.noise) || report.verdict == .vacuous, "\(report)")
  }
}
