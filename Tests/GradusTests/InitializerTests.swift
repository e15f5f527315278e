// Initial weights: bounds and variances against the papers' formulas.

import Gradus
import Testing

@Suite struct InitializerTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let initializer: Initializer
    let shape: [Int]
    let variance: Double
    var isUniform = true
  }

  // [outputs, inputs, taps…]: fan-in 50 and fan-out 200; with 9 taps, 18 and 90.
  static let cases = [
    Case(testDescription: "PyTorch's", initializer: .fanIn, shape: [200, 50], variance: 1.0 / 150),
    Case(
      testDescription: "Kaiming uniform", initializer: .kaimingUniform(), shape: [200, 50],
      variance: 2.0 / 50),
    Case(
      testDescription: "Kaiming normal", initializer: .kaimingNormal(gain: 3), shape: [200, 50],
      variance: 9.0 / 50, isUniform: false),
    Case(
      testDescription: "Xavier uniform", initializer: .xavierUniform(), shape: [200, 50],
      variance: 2.0 / 250),
    Case(
      testDescription: "Xavier normal", initializer: .xavierNormal(gain: 2), shape: [200, 50],
      variance: 8.0 / 250, isUniform: false),
    Case(
      testDescription: "Kaiming uniform of a kernel", initializer: .kaimingUniform(),
      shape: [60, 20, 3, 3], variance: 2.0 / 180),
    Case(
      testDescription: "Xavier normal of a kernel", initializer: .xavierNormal(),
      shape: [60, 20, 3, 3], variance: 2.0 / 720, isUniform: false),
  ]

  @Test(
    "The variance is the formula's, and a uniform weight's bound is √3 deviations", arguments: cases
  )
  func moments(of initial: Case) {
    var generator = RandomGenerator(seed: 21)
    let weight: Tensor<Double> = initial.initializer(initial.shape, using: &generator)
    #expect(weight.shape == initial.shape)
    let n = Double(weight.count)
    let deviation = initial.variance.squareRoot()
    #expect(abs(weight.mean().scalar) < 4 * deviation / n.squareRoot())
    // The standard error of a variance is σ²·√((κ − 1)/n), with kurtosis κ = 9/5 or 3.
    let kurtosis = initial.isUniform ? 1.8 : 3.0
    let error = 4 * initial.variance * ((kurtosis - 1) / n).squareRoot()
    #expect(abs(weight.variance().scalar - initial.variance) < error)
    let largest = abs(weight).max().scalar / (3.0.squareRoot() * deviation)
    if initial.isUniform {
      #expect(largest <= 1 && largest > 0.998)
    } else {
      #expect(largest > 1.5)
    }
  }

  @Test("Equal seeds give equal weights, in the precision asked for")
  func seeds() {
    var (a, b) = (RandomGenerator(seed: 1), RandomGenerator(seed: 1))
    let double: Tensor<Double> = Initializer.xavierNormal()([3, 4], using: &a)
    let single: Tensor<Float> = Initializer.xavierNormal()([3, 4], using: &b)
    #expect(single == Tensor<Float>(double))
  }
}
