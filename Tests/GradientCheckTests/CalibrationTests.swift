// How often the checker is wrong or at a loss where the gradient is right: over thousands of random
// functions, and over random networks.

import Foundation
import Gradus
import RandomFunctions
import Testing

@testable import GradientCheck

@Suite struct CalibrationTests {
  /// 4000 functions of one to four random compositions each.
  @Test func rightGradientsAreNotBlamed() {
    var generator = RandomGenerator(seed: 2)
    var counts: [String: Int] = [:]
    let count = 4000
    for _ in 0..<count {
      let n = 1 + generator.integer(below: 4)
      let functions = (0..<n).map { _ in RandomFunction(using: &generator) }
      let x = Tensor<Double>.uniform([n], in: -3..<3, using: &generator)
      let report = checkGradient(
        at: [("x", x)],
        forward: { v in Tensor(zip(functions, v[0].scalars).map { $0($1).value }) }
      ) { v, dy in
        [dy * Tensor(zip(functions, v[0].scalars).map { $0($1).derivative })]
      }
      counts[report.verdict.description, default: 0] += 1
    }
    print("calibration: \(counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })")
    #expect(counts["fail"] == nil)
    #expect(Double(counts["pass"] ?? 0) > 0.97 * Double(count))
  }

  /// Functions of all scales, with kinks at all distances: right, and off by various factors.
  /// `GRADUS_CALIBRATION` sets how many of each kind.
  @Test(arguments: ScaledFunction.Feature.allCases)
  func scalesAndKinks(feature: ScaledFunction.Feature) {
    var generator = RandomGenerator(seed: 4)
    let wanted = ProcessInfo.processInfo.environment["GRADUS_CALIBRATION"].flatMap(Int.init)
    let count = wanted ?? 400
    var counts: [String: [String: Int]] = [:]
    for _ in 0..<count {
      let f = ScaledFunction(feature, using: &generator)
      let (slopes, _) = f.slopes
      let error = pow(10, Double.random(in: -5...0, using: &generator))
      let (low, high) = (slopes.lowerBound, slopes.upperBound)
      let size = max(abs(low), abs(high))
      let between = low + generator.uniform() * (high - low)
      for (name, claimed) in [
        ("right", between), ("wrong", high + error * size), ("less", low - error * size),
      ] {
        let report = checkGradient(
          at: [("x", Tensor([f.x]))], forward: { $0[0].map { f($0).value } }
        ) { _, dy in [claimed * dy] }
        counts[name, default: [:]][report.verdict.description, default: 0] += 1
        let isOdd = name == "right" ? report.verdict == .fail : report.verdict == .pass
        if isOdd { print("\(name) \(claimed) for \(slopes): \(f)\n\(report)") }
      }
    }
    print("scales, \(feature.rawValue): \(counts)")
    #expect(counts["right"]?["fail"] == nil)
    // Of all kinds together, which the campaign counts, 98 %.
    #expect(Double(counts["right"]?["pass"] ?? 0) >= 0.96 * Double(count))
    #expect(counts["wrong"]?["pass"] == nil && counts["less"]?["pass"] == nil)
  }

  @Test func rightNetworksPass() {
    var generator = RandomGenerator(seed: 3)
    var counts: [String: Int] = [:]
    for _ in 0..<60 {
      let sizes = [2, 3, 5, 7].map { _ in 2 + generator.integer(below: 4) }
      let model = Sequential<Double> {
        Linear(sizes[0], sizes[1], bias: false, using: &generator)
        BatchNorm1d(sizes[1])
        if generator.uniform() < 0.5 { Tanh() } else { ReLU() }
        Dropout(0.3, using: &generator)
        Linear(sizes[1], sizes[2], using: &generator)
        Sigmoid()
        Linear(sizes[2], sizes[3], using: &generator)
      }
      let x = Tensor<Double>.normal([sizes[0], 7], using: &generator)
      let labels = Tensor<Int>((0..<7).map { _ in generator.integer(below: sizes[3]) })
      for mode in [Mode.training, .evaluation] {
        let report = checkGradient(of: model, at: x, mode) {
          crossEntropy(logits: $0, targets: labels)
        }
        counts[report.verdict.description, default: 0] += 1
        #expect(report.verdict != .fail, "\(report)")
      }
    }
    print("networks: \(counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })")
    #expect(counts["pass", default: 0] >= 118)
  }
}
