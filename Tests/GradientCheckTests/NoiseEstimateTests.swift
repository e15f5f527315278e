import Foundation
import Gradus
import Testing

@testable import GradientCheck

@Suite struct NoiseEstimateTests {
  /// Adds reproducible noise of a known standard deviation to a smooth function.
  @Test(arguments: [1e-10, 1e-8, 1e-6])
  func recoversKnownNoise(deviation: Double) {
    var ratios: [Double] = []
    for trial in 0..<400 {
      var generator = RandomGenerator(seed: UInt64(trial))
      let width = deviation * 12.0.squareRoot()
      let noisy = { (x: Double) in
        Sample(values: [exp(x) + width * Double.random(in: -0.5...0.5, using: &generator)])
      }
      let noise = NoiseEstimate(of: Line(noisy, at: 0.3))
      ratios.append(noise.level / deviation)
    }
    ratios.sort()
    #expect((0.7...1.5).contains(ratios[200]), "median \(ratios[200])")
    #expect(ratios[20] > 0.3, "fifth percentile \(ratios[20])")
  }

  @Test func seesTheLastPlaceOfALargeOffset() {
    let noise = NoiseEstimate(of: Line({ Sample(values: [1e6 + sin($0)]) }, at: 0.3))
    let rounding = 1e6.ulp / 12.0.squareRoot()
    #expect((0.9 * rounding...4 * rounding).contains(noise.level), "\(noise.level)")
  }

  /// By hand: differences of order k of alternating ±1 are ±2ᵏ, so ε² is 4ᵏ·(k!)²/(2k)! = 2, 8/3,
  /// 16/5, …; the first three orders agree to within a factor of four.
  @Test func tableOfAlternatingValues() {
    let level = NoiseEstimate.level(firstDifferences: [2, -2, 2, -2, 2, -2]).value
    #expect(abs(level - 2.0.squareRoot()) < 1e-15)
  }

  @Test func unchangingOutputsAddNoNoise() {
    let alone = NoiseEstimate(of: Line({ Sample(values: [sin($0)]) }, at: 0.3))
    let beside = NoiseEstimate(
      of: Line({ Sample(values: [sin($0), 1e9]) }, contractedWith: [1, 1], at: 0.3))
    #expect(alone.level == beside.level)
    #expect(alone.level > 0)
  }

  /// A kink and a jump are no noise, wherever they lie among the points.
  @Test(arguments: [0, 1e-4, -3e-4]) func breaksAreNoNoise(place: Double) {
    let kink = NoiseEstimate(
      of: Line({ Sample(values: [exp($0) + abs($0 - 0.3 - place)]) }, at: 0.3))
    #expect((1e-17..<1e-11).contains(kink.level), "\(kink.level)")
    let jump = NoiseEstimate(
      of: Line({ Sample(values: [exp($0) + ($0 < 0.3 + place ? 0 : 1)]) }, at: 0.3))
    #expect((1e-17..<1e-11).contains(jump.level), "\(jump.level)")
  }

  /// Where wide spacings leave the domain, narrower ones are taken.
  @Test func nearTheEdgeOfTheDomain() {
    let noise = NoiseEstimate(of: Line({ Sample(values: [log($0)]) }, at: 1e-6))
    #expect(noise.level > 0 && noise.level < 1e-9, "\(noise.level)")
  }
}
