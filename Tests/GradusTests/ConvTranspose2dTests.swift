// The transposed convolution layer: its bias, its shapes and how it begins.

import GradientCheck
import Gradus
import Testing

@Suite struct ConvTranspose2dTests {
  @Test("The transposed convolution and a bias an output, with its gradients")
  func formula() {
    let weight = Tensor<Double>([1, 2, -1, 3]).reshaped([1, 2, 1, 2])
    let x = Tensor<Double>([1, 0, 2, 5]).reshaped([1, 1, 2, 2])
    let layer = ConvTranspose2d(weight: weight, bias: [10, 20])
    let y = layer(Variable(x), .training)
    #expect(y.value.reshaped([2, 6]) == [[11, 10, 14, 15, 14, 20], [19, 20, 21, 15, 26, 35]])
    #expect(
      ConvTranspose2d(weight: weight, bias: nil)(x, .training).value.reshaped([2, 6])
        == [[1, 0, 4, 5, 4, 10], [-1, 0, 1, -5, 6, 15]])
    let dy = Tensor<Double>([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 1]).reshaped(y.shape)
    let gradients = y.gradients(of: layer.parameters, upstream: dy)
    #expect(gradients[0].reshaped([2, 2]) == [[27, 43], [0, 5]])
    #expect(gradients[1] == [21, 1])
  }

  @Test("Three witnesses agree on a layer's gradients")
  func gradients() {
    var generator = RandomGenerator(seed: 5)
    let layer = ConvTranspose2d<Double>(
      2, 3, kernel: [3, 2], stride: [2, 3], padding: [1, 0], outputPadding: [1, 2],
      using: &generator)
    let x = Tensor<Double>.normal([2, 3, 2, 5], using: &generator)
    let report = checkGradient(of: layer, at: x, .training) { tanh($0) }
    #expect(report.passes, "\(report)")
  }

  @Test("A random layer has PyTorch's shapes and begins within ±1/√(outputs·height·width)")
  func initialisation() {
    var generator = RandomGenerator(seed: 4)
    let layer = ConvTranspose2d<Double>(40, 10, kernel: [5, 3], using: &generator)
    #expect(layer.weight.shape == [40, 10, 5, 3])
    #expect(layer.bias?.shape == [10])
    #expect(layer.namedParameters.map(\.name) == ["weight", "bias"])
    let bound = 1 / 150.0.squareRoot()
    for parameter in layer.parameters {
      let size = abs(parameter.value).max().scalar
      #expect(size <= bound)
      #expect(size > 0.7 * bound)
    }
    let other = ConvTranspose2d<Double>(
      40, 10, kernel: [5, 3], bias: false, initializer: .kaimingNormal(), using: &generator)
    #expect(other.parameters.count == 1)
    #expect(abs(other.weight.value.variance().scalar * 150 / 2 - 1) < 0.1)
  }

  @Test("The output's shape, and none where images do not fit")
  func shapes() {
    var generator = RandomGenerator(seed: 1)
    let layer = ConvTranspose2d<Float>(8, 3, kernel: 4, stride: 2, padding: 1, using: &generator)
    #expect(layer.outputShape(for: [8, 16, 7]) == [3, 32, 14])
    for wrong in [[3, 16, 7], [8, 0, 7], [8, 16], [8, 16, 7, 1]] {
      #expect(layer.outputShape(for: wrong) == nil)
    }
    let larger = ConvTranspose2d<Float>(
      8, 3, kernel: 3, stride: 2, padding: 2, outputPadding: [1, 0], bias: false,
      using: &generator)
    #expect(larger.outputShape(for: [8, 2, 3]) == [3, 2, 3])
    #expect(larger.outputShape(for: [8, 2, 1]) == nil)
    #expect(larger(.zeros([8, 2, 3, 5]), .evaluation).shape == [3, 2, 3, 5])
  }

  @Test("It prints what differs from the usual")
  func printing() {
    let weight = Tensor<Float>.zeros([6, 3, 4, 4])
    #expect(
      ConvTranspose2d(weight: weight, bias: .zeros([3]), stride: 2, padding: 1).description
        == "ConvTranspose2d(6 → 3, kernel 4×4, stride 2×2, padding 1×1)")
    #expect(
      ConvTranspose2d(weight: weight, bias: nil, stride: 2, outputPadding: [0, 1]).description
        == "ConvTranspose2d(6 → 3, kernel 4×4, stride 2×2, output padding 0×1, no bias)")
  }
}
