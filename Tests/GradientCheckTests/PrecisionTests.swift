// Gradients in `Float` held to those in `Double`.

import Gradus
import Testing

@testable import GradientCheck

/// A program whose pullback may lose digits in `Float` alone.
private struct Network: DifferentiableProgram {
  var lost: Float = 0

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let hidden = tanh(matmul(inputs[0], inputs[1]))
    let factor = S.self == Float.self ? S(Double(1 + lost)) : 1
    let same = Variable(hidden.value, Edge(hidden) { dy in factor * dy })
    return softmax(same * same - same.mean(along: 1, keepingAxes: true))
  }
}

@Suite struct PrecisionTests {
  private func inputs(seed: UInt64) -> [(name: String, value: Tensor<Double>)] {
    var generator = RandomGenerator(seed: seed)
    return [
      ("w", .normal([3, 7], using: &generator)), ("x", .normal([7, 5], using: &generator)),
    ]
  }

  @Test func singlePrecisionIsAsGoodAsItCanBe() {
    for seed: UInt64 in 1...100 {
      let report = checkPrecision(of: Network(), at: inputs(seed: seed))
      #expect(report.passes, "\(report)")
      #expect(report.witnesses == [.reverse, .double])
    }
  }

  @Test func aLossOfDigitsFails() {
    let report = checkPrecision(of: Network(lost: 1e-3), at: inputs(seed: 1))
    #expect(report.verdict == .fail, "\(report)")
    // Which the check in double precision cannot see.
    #expect(checkGradient(of: Network(lost: 1e-3), at: inputs(seed: 1)).passes)
  }
}
