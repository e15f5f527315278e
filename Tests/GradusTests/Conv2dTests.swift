// The convolution layer: its bias, its shapes and how it begins.

import GradientCheck
import Gradus
import Testing

@Suite struct Conv2dTests {
  @Test("The convolution and a bias an output, with its gradients")
  func formula() {
    let weight = Tensor<Double>([1, 2, -1, 3]).reshaped([2, 1, 1, 2])
    let x = Tensor<Double>([1, 0, 2, 5, 3, -1]).reshaped([1, 1, 3, 2])
    let layer = Conv2d(weight: weight, bias: [10, 20])
    let y = layer(Variable(x), .training)
    #expect(y.value.reshaped([2, 4]) == [[15, 20, 18, 13], [25, 35, 27, 12]])
    #expect(
      Conv2d(weight: weight, bias: nil)(x, .training).value.reshaped([2, 4])
        == [[5, 10, 8, 3], [5, 15, 7, -8]])
    let dy = Tensor<Double>([1, 2, 3, 4, 5, 6, 7, 8]).reshaped(y.shape)
    let gradients = y.gradients(of: layer.parameters, upstream: dy)
    #expect(gradients[0].reshaped([2, 2]) == [[27, 17], [59, 53]])
    #expect(gradients[1] == [10, 26])
  }

  @Test("Three witnesses agree on a layer's gradients")
  func gradients() {
    var generator = RandomGenerator(seed: 5)
    let layer = Conv2d<Double>(
      2, 3, kernel: [3, 2], stride: [2, 3], padding: [1, 2], dilation: [1, 2], using: &generator)
    let x = Tensor<Double>.normal([2, 5, 7, 5], using: &generator)
    let report = checkGradient(of: layer, at: x, .training) { tanh($0) }
    #expect(report.passes, "\(report)")
  }

  @Test("A random layer has PyTorch's shapes and begins within ±1/√(inputs·height·width)")
  func initialisation() {
    var generator = RandomGenerator(seed: 4)
    let layer = Conv2d<Double>(4, 60, kernel: [5, 3], using: &generator)
    #expect(layer.weight.shape == [60, 4, 5, 3])
    #expect(layer.bias?.shape == [60])
    #expect(layer.namedParameters.map(\.name) == ["weight", "bias"])
    let bound = 1 / 60.0.squareRoot()
    for parameter in layer.parameters {
      let size = abs(parameter.value).max().scalar
      #expect(size <= bound)
      #expect(size > 0.9 * bound)
    }
    let other = Conv2d<Double>(
      4, 60, kernel: [5, 3], bias: false, initializer: .kaimingNormal(), using: &generator)
    #expect(other.parameters.count == 1)
    #expect(abs(other.weight.value.variance().scalar * 60 / 2 - 1) < 0.1)
  }

  @Test("The output's shape, and none where images do not fit")
  func shapes() {
    var generator = RandomGenerator(seed: 1)
    let layer = Conv2d<Float>(3, 6, kernel: 5, using: &generator)
    #expect(layer.inputShape == nil)
    #expect(layer.outputShape(for: [3, 32, 28]) == [6, 28, 24])
    for wrong in [[3, 4, 32], [2, 32, 32], [3, 32], [3, 32, 32, 1]] {
      #expect(layer.outputShape(for: wrong) == nil)
    }
    let moved = Conv2d<Float>(
      3, 6, kernel: [3, 5], stride: 2, padding: [1, 2], bias: false, using: &generator)
    #expect(moved.outputShape(for: [3, 32, 28]) == [6, 16, 14])
    #expect(moved(.zeros([3, 32, 28, 2]), .evaluation).shape == [6, 16, 14, 2])
  }

  @Test("It prints what differs from the usual")
  func printing() {
    let weight = Tensor<Float>.zeros([6, 3, 5, 3])
    #expect(Conv2d(weight: weight, bias: .zeros([6])).description == "Conv2d(3 → 6, kernel 5×3)")
    #expect(
      Conv2d(weight: weight, bias: nil, stride: 2, padding: [0, 1], dilation: 3).description
        == "Conv2d(3 → 6, kernel 5×3, stride 2×2, padding 0×1, dilation 3×3, no bias)")
  }
}
