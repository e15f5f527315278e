// Batch normalisation of images: BatchNorm1d of the matrix that a batch of images is.

import GradientCheck
import Gradus
import Testing

@Suite struct BatchNorm2dTests {
  /// Two channels of 1×2 and two examples: means 4 and 1, variances 5 and 9.
  let x: Tensor<Double> = [[[[1, 3], [5, 7]]], [[[-2, 4], [-2, 4]]]]

  @Test("Every channel by its own mean and variance over all places of all examples")
  func training() {
    let layer = BatchNorm2d<Double>(2, epsilon: 0)
    layer.weight.value = sqrt([5, 4])
    layer.bias.value = [10, 20]
    let y = layer(x, .training).value
    #expect(y.isClose(to: [[[[7, 9], [11, 13]]], [[[18, 22], [18, 22]]]]))
    #expect(layer.runningMean.value.isClose(to: [0.4, 0.1]))
    #expect((30 * layer.runningVar.value).isClose(to: [47, 63]))
  }

  @Test("Evaluation uses the running averages and leaves them alone")
  func evaluation() {
    let layer = BatchNorm2d<Double>(2, epsilon: 0)
    layer.runningMean.value = [1, 2]
    layer.runningVar.value = [4, 16]
    #expect(layer(x, .evaluation).value == [[[[0, 1], [2, 3]]], [[[-1, 0.5], [-1, 0.5]]]])
    #expect(layer.runningMean.value == [1, 2])
    #expect(layer.runningVar.value == [4, 16])
  }

  @Test("It is BatchNorm1d of a row a channel", arguments: [Mode.training, .evaluation])
  func rows(mode: Mode) {
    var generator = RandomGenerator(seed: 4)
    let images = Variable(Tensor<Double>.normal([3, 2, 5, 4], using: &generator))
    let matrix = Variable(images.value.reshaped([3, 40]))
    let dy = Tensor<Double>.normal(images.shape, using: &generator)
    let (wide, flat) = (BatchNorm2d<Double>(3), BatchNorm1d<Double>(3))
    for (a, b) in zip(wide.parameters, flat.parameters) {
      a.value = .normal([3], using: &generator)
      b.value = a.value
    }
    let (y, z) = (wide(images, mode), flat(matrix, mode))
    #expect(y.value.scalars == z.value.scalars)
    let gradients = y.gradients(of: wide.parameters + [images], upstream: dy)
    let expected = z.gradients(of: flat.parameters + [matrix], upstream: dy.reshaped([3, 40]))
    #expect(gradients.map(\.scalars) == expected.map(\.scalars))
    #expect(wide.runningVar.value == flat.runningVar.value)
  }

  @Test("Its gradients pass the check", arguments: [Mode.training, .evaluation])
  func gradient(mode: Mode) {
    var generator = RandomGenerator(seed: 9)
    let layer = BatchNorm2d<Double>(3, epsilon: 0.05)
    layer.weight.value = .uniform([3], in: 1.5..<3, using: &generator)
    layer.bias.value = .normal([3], using: &generator)
    layer.runningMean.value = .normal([3], using: &generator)
    layer.runningVar.value = .uniform([3], in: 0.5..<2, using: &generator)
    let x = Tensor<Double>.normal([3, 2, 5, 7], using: &generator)
    let v = Tensor<Double>.normal([3, 2, 5, 7], using: &generator)
    let report = checkGradient(of: layer, at: x, mode) { $0 * Variable(v) }
    #expect(report.passes, "\(report)")
  }

  @Test("Names and table are PyTorch's")
  func names() {
    let layer = BatchNorm2d<Float>(3)
    #expect(layer.namedParameters.map(\.name) == ["weight", "bias"])
    #expect(layer.namedState.map(\.name) == ["running_mean", "running_var"])
    #expect(layer.description == "BatchNorm2d(3)")
    #expect(layer.outputShape(for: [3, 8, 8]) == [3, 8, 8])
  }
}
