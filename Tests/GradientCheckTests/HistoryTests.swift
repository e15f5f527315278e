// Wrong gradients that libraries and courses have really shipped, as far as they need no
// convolution.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct HistoryTests {
  private func random(_ shape: [Int], seed: UInt64) -> Tensor<Double> {
    var generator = RandomGenerator(seed: seed)
    return .testPoint(shape, using: &generator)
  }

  /// A mean of squares over m examples of which the gradient has 4/m where 2/m belongs.
  @Test func fourForTwo() {
    let report = checkGradient(
      at: [("z", random([1, 7], seed: 1))], forward: { Tensor(($0[0] * $0[0]).mean().scalar) }
    ) { z, dL in [dL * (4 * z[0] / 7)] }
    #expect(report.verdict == .fail)
    #expect("\(report)".contains("cause: twice too large"), "\(report)")
  }

  /// Average pooling in pairs that averages in place, and so changes what it was given.
  @Test func averagePoolingThatChangesItsInput() {
    let report = checkGradient(at: [("x", random([6, 5], seed: 2))]) { inputs in
      let x = inputs[0]
      let y = x.reshaped([3, 2, 5]).mean(along: 1)
      x.value = Tensor(x.value / 2)
      return y
    }
    #expect(report.faults == [.changesInput("x")], "\(report)")
  }

  /// Batch normalisation whose backward pass averages over the features instead of the batch.
  @Test func batchNormOverTheWrongAxis() {
    let x = random([3, 7], seed: 3)
    func normalised(_ x: Tensor<Double>, along axis: Axes) -> Tensor<Double> {
      (x - x.mean(along: axis, keepingAxes: true))
        / sqrt(x.variance(along: axis, keepingAxes: true) + 1e-5)
    }
    let report = checkGradient(at: [("x", x)], forward: { normalised($0[0], along: 1) }) { x, dy in
      let y = normalised(x[0], along: 0)
      let means = dy.mean(along: 0, keepingAxes: true)
      let products = y * (dy * y).mean(along: 0, keepingAxes: true)
      return [(dy - means - products) / sqrt(x[0].variance(along: 0, keepingAxes: true) + 1e-5)]
    }
    #expect(report.verdict == .fail)
    #expect(report["x"].failed > 15, "\(report)")
  }

  /// A parameter used in two places, of which the second use overwrites the gradient of the first.
  @Test func aSharedParameterOverwritten() {
    let inputs = [("w", random([3, 3], seed: 4)), ("x", random([3, 5], seed: 5))]
    let report = checkGradient(
      at: inputs, forward: { matmul($0[0], matmul($0[0], $0[1])) }
    ) { v, dy in
      let (w, x) = (v[0], v[1])
      let inner = matmul(w.transposed(), dy)
      return [matmul(dy, matmul(w, x).transposed()), matmul(w.transposed(), inner)]
    }
    #expect(report["w"].verdict == .fail, "\(report)")
    #expect(report["x"].passes)
  }
}
