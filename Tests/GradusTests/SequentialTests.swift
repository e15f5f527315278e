// Chains of layers: how they are written, and what they compute.

import Gradus
import Testing

@Suite struct SequentialTests {
  @Test("Each layer's output is the next one's input")
  func composition() {
    let model = Sequential<Double> {
      Linear(weight: [[1, -1]], bias: [0.5])
      ReLU()
      Linear(weight: [[2], [-3]], bias: nil)
    }
    #expect(model([[3, 0], [1, 4]], .evaluation).value == [[5, 0], [-7.5, 0]])
  }

  @Test("A chain of no layers is the identity")
  func empty() {
    let model = Sequential<Double> {}
    #expect(model([[1, 2]], .training).value == [[1, 2]])
  }

  @Test("Loops and conditions list layers", arguments: [true, false])
  func builder(isDeep: Bool) {
    let model = Sequential<Double> {
      for width in 1...3 { Linear<Double>(weight: .zeros([width + 1, width]), bias: nil) }
      if isDeep { Tanh<Double>() }
      if isDeep { Sigmoid<Double>() } else { ReLU<Double>() }
    }
    #expect(model.layers.count == (isDeep ? 5 : 4))
    #expect(model.layers.last?.description == (isDeep ? "Sigmoid" : "ReLU"))
    #expect(model.outputShape(for: [1]) == [4])
  }

  @Test("The mode reaches every layer")
  func mode() {
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Double> {
      Sequential<Double> { Dropout(0.9, using: &generator) }
    }
    let x = Tensor<Double>.ones([4, 5])
    #expect(model(x, .evaluation).value == x)
    #expect(model(x, .training).value != x)
  }

  /// How often longer a layer takes behind `any Layer`, as a chain holds it, than called by its
  /// name: the ratio of the shortest of several times.
  func slowdown<Scalar, L: Layer<Scalar>>(of layer: L, on x: Variable<Scalar>) -> Double {
    let (clock, chain) = (ContinuousClock(), Sequential<Scalar> { layer })
    let times = (0..<40).map { _ in
      let byName = clock.measure { _ = layer(x, .training) }
      return (byName, clock.measure { _ = chain(x, .training) })
    }
    return (times.map(\.1).min() ?? .zero) / (times.map(\.0).min() ?? .zero)
  }

  func expectSpeed<Scalar: TensorScalar>(_ type: Scalar.Type) {
    var generator = RandomGenerator(seed: 1)
    let x = Variable(Tensor<Scalar>.normal([64, 64], using: &generator))
    // Code that does not know its type of number is thirty times slower.
    #expect(slowdown(of: Linear(64, 64, using: &generator), on: x) < 5)
    #expect(slowdown(of: BatchNorm1d(64), on: x) < 5)
    #expect(slowdown(of: Dropout(using: &generator), on: x) < 5)
    #expect(slowdown(of: ReLU(), on: x) < 5)
    #expect(slowdown(of: LeakyReLU(), on: x) < 5)
    #expect(slowdown(of: Sigmoid(), on: x) < 5)
    #expect(slowdown(of: Tanh(), on: x) < 5)
    #expect(slowdown(of: Softmax(), on: x) < 5)
    let images = Variable(x.value.reshaped([4, 8, 8, 16]))
    #expect(slowdown(of: Conv2d(4, 8, kernel: 3, using: &generator), on: images) < 5)
    #expect(slowdown(of: ConvTranspose2d(4, 8, kernel: 3, using: &generator), on: images) < 5)
    #expect(slowdown(of: BatchNorm2d(4), on: images) < 5)
    #expect(slowdown(of: MaxPool2d(3, stride: 2, padding: 1), on: images) < 5)
    #expect(slowdown(of: AvgPool2d(3, stride: 2, padding: 1), on: images) < 5)
    #expect(slowdown(of: GlobalAvgPool2d(), on: images) < 5)
    #expect(slowdown(of: Upsample(by: 2), on: images) < 5)
    #expect(slowdown(of: PadChannels(to: 8, stride: 2), on: images) < 5)
    #expect(slowdown(of: Residual { ReLU() }, on: images) < 5)
  }

  @Test("A layer computes as fast in a chain as on its own")
  func speed() {
    expectSpeed(Float.self)
    expectSpeed(Double.self)
  }

  @Test("The gradient passes through the whole chain")
  func gradient() {
    let first = Linear<Double>(weight: [[2]], bias: [1])
    let model = Sequential<Double> {
      first
      Linear(weight: [[3]], bias: [0])
    }
    #expect(
      model([[5]], .training).gradients(of: model.parameters) == [[[15]], [3], [[11]], [1]])
  }
}
