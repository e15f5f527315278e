// Y = W·X + b, by hand.

import Gradus
import Testing

@Suite struct LinearTests {
  let weight: Tensor<Double> = [[1, 2], [0, -1], [3, 0]]

  @Test("The formula, with a bias and without")
  func formula() {
    let x: Tensor<Double> = [[1, 0], [1, 2]]
    let layer = Linear(weight: weight, bias: [10, 20, 30])
    #expect(layer(x, .training).value == [[13, 14], [19, 18], [33, 30]])
    #expect(Linear(weight: weight, bias: nil)(x, .training).value == [[3, 4], [-1, -2], [3, 0]])
  }

  @Test("dW = dY·Xᵀ, db = Σ dY, dX = Wᵀ·dY")
  func gradients() {
    let layer = Linear(weight: weight, bias: [10, 20, 30])
    let x = Variable<Double>([[1, 0], [1, 2]])
    let gradients = layer(x, .training)
      .gradients(of: layer.parameters + [x], upstream: [[1, 2], [3, 4], [5, 6]])
    #expect(gradients == [[[1, 5], [3, 11], [5, 17]], [3, 7, 11], [[16, 20], [-1, 0]]])
  }

  @Test("A random layer has PyTorch's shapes and begins within ±1/√inputs")
  func initialisation() {
    var generator = RandomGenerator(seed: 4)
    let layer = Linear<Double>(100, 40, using: &generator)
    #expect(layer.weight.shape == [40, 100])
    #expect(layer.bias?.shape == [40])
    for parameter in layer.parameters {
      let size = abs(parameter.value).max().scalar
      #expect(size <= 0.1)
      #expect(size > 0.09)
    }
    #expect(layer.inputShape == [100])
    #expect(layer.outputShape(for: [100]) == [40])
    #expect(Linear<Double>(3, 2, bias: false, using: &generator).parameters.count == 1)
  }

  @Test("Equal seeds give equal layers")
  func seeds() {
    var (a, b) = (RandomGenerator(seed: 4), RandomGenerator(seed: 4))
    let (first, second) = (Linear<Float>(3, 2, using: &a), Linear<Float>(3, 2, using: &b))
    #expect(first.parameters.map(\.value) == second.parameters.map(\.value))
    let third = Linear<Float>(3, 2, using: &a)
    #expect(third.weight.value != first.weight.value)
  }
}
