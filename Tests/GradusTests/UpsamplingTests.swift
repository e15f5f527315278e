// Enlarging by hand, as the transpose of its gradient, and under the gradient check.

import GradientCheck
import Gradus
import Testing

private struct Upsampling: DifferentiableProgram {
  let factor: Size2d

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    upsample(inputs[0], by: factor)
  }
}

@Suite struct UpsamplingTests {
  private static let factors: [Size2d] = [2, [3, 2], [1, 5], 1]

  @Test("Every element becomes a block, every block's gradients a sum")
  func byHand() {
    let x = Variable<Double>([[[[1], [2], [3]]]])
    let y = upsample(x, by: [2, 3])
    let row: Tensor<Double> = [1, 1, 1, 2, 2, 2, 3, 3, 3]
    #expect(y.value == Tensor.concatenated([row, row]).reshaped([1, 2, 9, 1]))
    let dy = Tensor<Double>(0..<18).reshaped([1, 2, 9, 1])
    #expect(y.gradients(of: [x], upstream: dy)[0] == [[[[33], [51], [69]]]])
    #expect(upsample(x.value, by: 1) == x.value)
  }

  @Test("The element above each place", arguments: factors)
  func places(factor: Size2d) {
    var generator = RandomGenerator(seed: 1)
    let x = Tensor<Double>.normal([2, 3, 5, 4], using: &generator)
    let y = upsample(x, by: factor)
    #expect(y.shape == [2, 3 * factor.height, 5 * factor.width, 4])
    for i in 0..<y.shape[1] {
      for j in 0..<y.shape[2] {
        #expect(y[1, i, j, 3] == x[1, i / factor.height, j / factor.width, 3])
      }
    }
  }

  @Test("The gradient is the transpose", arguments: factors)
  func adjoint(factor: Size2d) {
    var generator = RandomGenerator(seed: 2)
    let x = Tensor<Double>.normal([2, 3, 5, 7], using: &generator)
    let y = upsample(x, by: factor)
    let dy = Tensor<Double>.normal(y.shape, using: &generator)
    let dx = upsampleGradient(dy, by: factor)
    #expect((y * dy).summed().scalar.isClose(to: (x * dx).summed().scalar))
    let variable = Variable(x)
    #expect(upsample(variable, by: factor).gradients(of: [variable], upstream: dy) == [dx])
  }

  @Test("Three witnesses agree, and Float with Double", arguments: factors)
  func gradient(factor: Size2d) {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Double>.testPoint([2, 3, 5, 4], using: &generator)
    let program = Upsampling(factor: factor)
    for report in [
      checkGradient(of: program, at: [("x", x)]), checkPrecision(of: program, at: [("x", x)]),
    ] {
      #expect(report.passes, "\(report)")
    }
  }
}
