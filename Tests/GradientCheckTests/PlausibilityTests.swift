// A cause that fits the numbers has to fit the function too, and what has no known cause gets none.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct PlausibilityTests {
  @Test func aFactorIsNoLengthWhereNothingIsSummed() {
    let report = unary(random([3, 4]), { $0 * $0 }) { x, dy in 3 * x * dy }
    #expect(report.diagnoses.map(\.description) == ["a constant factor: a = 1.5·n"], "\(report)")
    let four = unary(random([3, 4]), { $0 * $0 }) { x, dy in 8 * x * dy }
    #expect(four.diagnoses.count == 1, "\(four)")
    #expect("\(four)".contains("a square's 2 counted twice over"))
  }

  @Test func aBiasedVarianceNeedsAMean() {
    let mean = unary(random([5, 3]), { $0.mean(along: 0) }) { x, dy in
      dy.reshaped([1, 3]).broadcast(to: [5, 3]) / 4
    }
    #expect("\(mean)".contains("n/(n − 1) too large for n = 5"), "\(mean)")
    let sum = unary(random([5, 3]), { $0.summed(along: 0) }) { x, dy in
      1.25 * dy.reshaped([1, 3]).broadcast(to: [5, 3])
    }
    #expect(sum.diagnoses.map(\.description) == ["a constant factor: a = 1.25·n"], "\(sum)")
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan]) func whatIsNoNumberIsNoFactor(_ x: Double) {
    let report = linear("w") { right, _, _ in
      var wrong = right
      wrong[2, 1] = x
      return wrong
    }
    #expect(report["w"].diagnoses.map(\.kind) == [.notFinite], "\(report)")
    #expect("\(report)".contains("infinite or not a number at 1 of 6 entries"))
  }

  @Test func digitsShowWhatDiffers() {
    for (factor, shown) in [
      (1.000001, "1.000001·n"), (0.9999999, "0.9999999·n"), (1.00002, "1.00002·n"),
    ] {
      let report = linear("x") { right, _, _ in factor * right }
      #expect("\(report)".contains("a constant factor: a = \(shown)"), "\(report)")
    }
  }

  /// BatchNorm's terms need something that is normalised.
  @Test func aConstantIsNoMean() {
    let report = linear("w") { right, _, _ in right + 0.1 }
    #expect(report["w"].diagnoses.map(\.kind) == [.offset], "\(report)")
    let noise = linear("w") { right, _, _ in right + random([3, 1], seed: 4) }
    #expect(noise["w"].diagnoses.map(\.kind) == [.offset], "\(noise)")
  }

  @Test func aRandomMaskIsNotAtTheBorders() {
    let mask = random([4, 5], seed: 12).map { $0 > 0 }
    let report = unary(random([4, 5]), { tanh($0) }) { x, dy in
      let right = dy * (1 - tanh(x) * tanh(x))
      return right.replacing(with: 1.5 * right + 0.1 * random([4, 5], seed: 3), where: mask)
    }
    #expect(report["x"].failed == mask.storage.count { $0 })
    #expect(report["x"].place == nil, "\(report)")
    #expect(report.diagnoses.isEmpty, "\(report)")
  }

  /// Mistakes of no kind, and two of different kinds at once.
  @Test(arguments: 0..<12) func whatHasNoNameGetsNone(seed: Int) {
    let noise = random([3, 2], seed: 100 + UInt64(seed))
    let layer = linear("w") { right, _, _ in right * (1 + 0.3 * noise) }
    #expect(layer["w"].diagnoses.isEmpty, "\(layer)")
    let x = random([3, 5], seed: 200 + UInt64(seed))
    let factors = 1 + 0.2 * random([3, 5], seed: 300 + UInt64(seed))
    let softmaxed = unary(x, { softmax($0) }) { x, dy in
      let y = softmax(x)
      return factors * y * (dy - (y * dy).summed(along: 0, keepingAxes: true))
    }
    #expect(softmaxed.diagnoses.isEmpty, "\(softmaxed)")
    let twice = unary(x, { sigmoid($0).summed(along: 1) }) { x, dy in
      1.7 * (dy.reshaped([3, 1]) * sigmoid(x)) + 0.2 * x * dy.reshaped([3, 1])
    }
    #expect(twice.diagnoses.isEmpty, "\(twice)")
  }
}
