// Batch normalisation by hand: features (1, 3) and (2, 8) have means 2 and 5, variances 1 and 9.

import Gradus
import Testing

@Suite struct BatchNorm1dTests {
  let x: Tensor<Double> = [[1, 3], [2, 8]]

  @Test("Training normalises with the batch's mean and biased variance, then scales and shifts")
  func training() {
    let layer = BatchNorm1d<Double>(2, epsilon: 0)
    #expect(layer(x, .training).value == [[-1, 1], [-1, 1]])
    layer.weight.value = [2, 3]
    layer.bias.value = [10, 20]
    #expect(layer(x, .training).value == [[8, 12], [17, 23]])
  }

  @Test("The running averages take a tenth of each batch, the variance unbiased")
  func runningStatistics() {
    let layer = BatchNorm1d<Double>(2)
    _ = layer(x, .training)
    #expect(layer.runningMean.value.isClose(to: [0.2, 0.5]))
    #expect(layer.runningVar.value.isClose(to: [1.1, 2.7]))
    _ = layer(x, .training)
    #expect(layer.runningMean.value.isClose(to: [0.38, 0.95]))
    #expect(layer.runningVar.value.isClose(to: [1.19, 4.23]))
  }

  @Test("Evaluation uses the running averages and leaves them alone")
  func evaluation() {
    let layer = BatchNorm1d<Double>(2, epsilon: 0)
    layer.runningMean.value = [1, 2]
    layer.runningVar.value = [4, 9]
    #expect(layer(x, .evaluation).value == [[0, 1], [0, 2]])
    #expect(layer(Tensor<Double>([[3], [5]]), .evaluation).value == [[1], [1]])
    #expect(layer.runningMean.value == [1, 2])
    #expect(layer.runningVar.value == [4, 9])
  }

  @Test("ε keeps a constant feature finite")
  func constantFeature() {
    let layer = BatchNorm1d<Float>(1)
    let x = Variable<Float>([[5, 5, 5]])
    let y = layer(x, .training)
    #expect(y.value == [[0, 0, 0]])
    #expect(y.summed().gradients(of: [x])[0].scalars.allSatisfy { $0.isFinite })
  }

  @Test("The gradient for x is orthogonal to 1 and, but for ε, to x")
  func gradient() {
    var generator = RandomGenerator(seed: 3)
    let layer = BatchNorm1d<Double>(3, epsilon: 0)
    let x = Variable(Tensor<Double>.normal([3, 7], using: &generator))
    let dy = Tensor<Double>.normal([3, 7], using: &generator)
    let y = layer(x, .training)
    let gradients = y.gradients(of: [x, layer.weight, layer.bias], upstream: dy)
    #expect(gradients[0].summed(along: 1).isClose(to: .zeros([3])))
    #expect((gradients[0] * x.value).summed(along: 1).isClose(to: .zeros([3])))
    #expect(gradients[1].isClose(to: (dy * y.value).summed(along: 1)))
    #expect(gradients[2].isClose(to: dy.summed(along: 1)))
  }
}
