// Broken pullbacks and the causes they must be given: one case a mistake, with all causes that
// explain it equally well.

import Gradus
import Testing

@testable import GradientCheck

/// A mistake in the gradient of one input.
private struct Mistake: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let kinds: [Diagnosis.Kind]
  let report: @Sendable () -> GradientReport

  init(
    _ name: String, _ kinds: Diagnosis.Kind..., report: @escaping @Sendable () -> GradientReport
  ) {
    testDescription = name
    self.kinds = kinds
    self.report = report
  }
}

private let labels = Tensor<Int>([2, 0, 1, 1, 2])

private let mistakes: [Mistake] = [
  Mistake("sign", .sign) { linear("w") { right, _, _ in -right } },
  Mistake("twice", .factor) { linear("b") { right, _, _ in 2 * right } },
  Mistake("averaged over the examples", .factor) { linear("w") { right, _, _ in right / 5 } },
  Mistake("times the examples", .factor) { linear("x") { right, _, _ in 5 * right } },
  Mistake("some factor", .factor) { linear("x") { right, _, _ in 1.37 * right } },
  Mistake("zero", .zero) { linear("x") { right, _, _ in 0 * right } },
  Mistake("zero but for its rounding", .zero) {
    unary(random([3, 5]), { softmax($0) }) { x, dy in
      let y = softmax(x)
      return y * (dy - y.summed(along: 0, keepingAxes: true) * dy)
    }
  },
  Mistake("keep probability", .factor) {
    unary(random([3, 5]), { tanh($0) }, constants: ["the keep probability": 0.8]) { x, dy in
      0.8 * dy * (1 - tanh(x) * tanh(x))
    }
  },
  Mistake("the value for the derivative", .value) {
    checkGradient(
      at: [("w", Tensor(1.5))], options: CheckOptions(constants: ["f": 4.25]),
      forward: { 2 * $0[0] * $0[0] - 0.25 }
    ) { _, dy in [dy * 4.25] }
  },
  Mistake("transposed", .transposed) {
    linear("w") { right, _, _ in right.transposed().reshaped([3, 2]) }
  },
  Mistake("height and width of a kernel transposed", .transposed) {
    let c = random([2, 3, 3, 5], seed: 4)
    return unary(random([2, 3, 3, 5]), { $0 * c }) { _, dy in
      (dy * c).permuted([0, 1, 3, 2]).reshaped([2, 3, 3, 5])
    }
  },
  Mistake("rotated kernel", .reversed) {
    let c = random([2, 3, 3, 5], seed: 4)
    return unary(random([2, 3, 3, 5]), { $0 * c }) { _, dy in
      let right = dy * c
      var rotated = right
      for o in 0..<2 {
        for i in 0..<3 {
          for h in 0..<3 { for w in 0..<5 { rotated[o, i, h, w] = right[o, i, 2 - h, 4 - w] } }
        }
      }
      return rotated
    }
  },
  Mistake("channels swapped", .exchanged) {
    linear("w") { right, _, _ in
      .concatenated([right.sliced(1..<2), right.sliced(0..<1), right.sliced(2..<3)])
    }
  },
  Mistake("shifted", .shifted) {
    linear("x") { right, _, _ in
      .concatenated(
        [right.sliced(4..<5, along: 1), right.sliced(0..<4, along: 1)], along: 1)
    }
  },
  Mistake("the other operand's", .otherInput) {
    checkGradient(
      at: [("x", random([2, 3])), ("y", random([2, 3], seed: 2))], forward: { $0[0] * $0[1] }
    ) { v, dz in [dz * v[0], dz * v[0]] }
  },
  Mistake("only the last example", .overwritten) {
    linear("w") { _, v, dy in
      matmul(dy.sliced(4..<5, along: 1), v[1].sliced(4..<5, along: 1).transposed())
    }
  },
  Mistake("all but the first example", .shareMissing) {
    linear("b") { _, _, dy in dy.sliced(1..<5, along: 1).summed(along: 1, keepingAxes: true) }
  },
  Mistake("the last example's whole gradient", .shareMissing, .unwritten) {
    linear("x") { right, _, _ in
      .concatenated([right.sliced(0..<4, along: 1), .zeros([2, 1])], along: 1)
    }
  },
  Mistake("the last row of windows", .shareMissing) {
    var generator = RandomGenerator(seed: 1)
    let window = Window2d.pooling(3, stride: 2, padding: 1)
    let x = Tensor<Double>.testPoint([2, 5, 3, 7], using: &generator)
    return unary(x, { maxPool2d($0, window) }) { x, dy in
      let rows = dy.shape[1] - 1
      let kept = Tensor.concatenated(
        [dy.sliced(0..<rows, along: 1), 0 * dy.sliced(rows..<rows + 1, along: 1)], along: 1)
      return maxPool2dGradient(kept, argmax: argmaxPool2d(x, window), shape: x.shape)
    }
  },
  // Where no shares add up, none can be missing.
  Mistake("the last example of a function element by element", .unwritten) {
    unary(random([3, 5]), { tanh($0) }) { x, dy in
      let right = dy * (1 - tanh(x) * tanh(x))
      return .concatenated([right.sliced(0..<4, along: 1), .zeros([3, 1])], along: 1)
    }
  },
  Mistake("σ′ missing", .localDerivative) {
    unary(random([3, 5]), { sigmoid($0) }) { _, dy in dy }
  },
  Mistake("σ′ squared", .localDerivative) {
    unary(random([3, 5]), { sigmoid($0) }) { x, dy in
      let slope = sigmoid(x) * (1 - sigmoid(x))
      return dy * slope * slope
    }
  },
  Mistake("a leaky slope squared", .localDerivative) {
    unary(random([3, 5]), { leakyReLU($0, slope: 0.2) }) { x, dy in
      dy * x.map { $0 > 0 ? 1 : 0.04 }
    }
  },
  Mistake("σ′ inside a sum", .localDerivative) {
    let c = random([3, 5], seed: 9)
    return unary(random([3, 5]), { (sigmoid($0) * c).summed(along: 1) }) { _, dy in
      dy.reshaped([3, 1]) * c
    }
  },
  Mistake("BatchNorm without either", .meanAndVarianceTerms) { batchNorm(mean: 0, variance: 0) },
  Mistake("weight decay", .weightDecay) {
    unary(random([3, 5]), { Tensor(sin($0).summed().scalar) }) { x, dL in
      dL * (x.map { Double.cos($0) } + 0.01 * x)
    }
  },
  Mistake("cross-entropy without −y", .target) {
    unary(
      random([3, 5]),
      { -logSoftmax($0).gathered(byLabel: labels).mean() }
    ) { z, dL in dL * softmax(z) / 5 }
  },
  Mistake("one entry wrong") {
    linear("w") { right, _, _ in
      var wrong = right
      wrong[2, 0] *= 1.3
      return wrong
    }
  },
  Mistake("noise") {
    linear("w") { right, _, _ in right * random([3, 2], seed: 7) }
  },
]

/// sin x, element by element.
private func sin(_ x: Tensor<Double>) -> Tensor<Double> { x.map { Double.sin($0) } }

@Suite struct DiagnosisTests {
  @Test(arguments: mistakes) private func aMistakeIsNamed(_ mistake: Mistake) {
    let report = mistake.report()
    #expect(report.verdict == .fail, "\(report)")
    #expect(Set(report.diagnoses.map(\.kind)) == Set(mistake.kinds), "\(report)")
    if mistake.kinds.isEmpty { #expect("\(report)".contains("cause: unknown")) }
  }

  @Test func factorsAreSpelledOut() {
    let averaged = linear("w") { right, _, _ in right / 5 }
    #expect("\(averaged)".contains("5 times too small: averaged over axis 1 of the output"))
    let fitted = linear("w") { right, _, _ in 1.37 * right }
    #expect("\(fitted)".contains("a constant factor: a = 1.37·n"))
  }

  /// With two examples, twice too large may be either.
  @Test func tiesAreListed() {
    let x = random([3, 2])
    let report = unary(x, { Tensor(($0 * $0).summed(along: 0).mean().scalar) }) { x, dL in
      dL * 2 * x
    }
    #expect(report.diagnoses.count == 2, "\(report)")
    #expect("\(report)".contains("perhaps: 2 times too large: summed over axis 1 of x"))
    #expect("\(report)".contains("perhaps: twice too large"))
  }

  @Test func theWrongInputAloneIsBlamed() {
    let report = linear("x") { right, _, _ in -right }
    #expect(report["w"].passes && report["b"].passes)
    #expect(report["x"].diagnoses.map(\.kind) == [.sign])
  }
}
