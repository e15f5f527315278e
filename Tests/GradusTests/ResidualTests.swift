// Residual blocks: by hand, beside the same computed without the layer, and under the gradient
// check.

import GradientCheck
import Gradus
import Testing

@Suite struct ResidualTests {
  /// Two convolutions with batch normalisation, as the blocks of a ResNet have them.
  private func layers(
    _ inputs: Int, _ outputs: Int, stride: Size2d, using generator: inout RandomGenerator
  ) -> [any Layer<Double>] {
    [
      Conv2d<Double>(
        inputs, outputs, kernel: 3, stride: stride, padding: 1, bias: false, using: &generator),
      BatchNorm2d<Double>(outputs), Tanh<Double>(),
      Conv2d<Double>(outputs, outputs, kernel: 3, padding: 1, bias: false, using: &generator),
      BatchNorm2d<Double>(outputs),
    ]
  }

  private func block(
    _ layers: [any Layer<Double>], past shortcut: (any Layer<Double>)?
  ) -> Residual<Double> {
    Residual(shortcut: shortcut) { for layer in layers { layer } }
  }

  /// The three shortcuts, each with the stride and the channels it is for.
  enum Past: CaseIterable {
    case identity, padding, convolution

    var stride: Size2d { self == .identity ? 1 : 2 }
    var outputs: Int { self == .identity ? 2 : 3 }

    func layer(using generator: inout RandomGenerator) -> (any Layer<Double>)? {
      switch self {
      case .identity: nil
      case .padding: PadChannels<Double>(to: outputs, stride: stride)
      case .convolution:
        Conv2d<Double>(2, outputs, kernel: 1, stride: stride, bias: false, using: &generator)
      }
    }
  }

  @Test("The input is added to what the layers make of it")
  func byHand() {
    let layer = Linear<Double>(weight: [[1, 2], [0, -1]], bias: [0.5, 0])
    let block = Residual<Double> { layer }
    let x = Variable<Double>([[3], [1]])
    let y = block(x, .training)
    #expect(y.value == [[8.5], [0]])  // W·x + b = (5.5, −1)
    // (Wᵀ + I)·dy
    #expect(y.gradients(of: [x], upstream: [[1], [10]])[0] == [[2], [2]])
    #expect(Residual<Double> {}(x, .training).value == [[6], [2]])
  }

  @Test("It computes what its layers and its shortcut do, added", arguments: Past.allCases)
  func composition(past: Past) {
    var generator = RandomGenerator(seed: 1)
    let layers = layers(2, past.outputs, stride: past.stride, using: &generator)
    let shortcut = past.layer(using: &generator)
    let block = block(layers, past: shortcut)
    let x = Variable(Tensor<Double>.normal([2, 5, 6, 4], using: &generator))
    let dy = Tensor<Double>.normal(
      (block.outputShape(for: [2, 5, 6]) ?? []) + [4], using: &generator)
    let targets = block.parameters + [x]
    let y = block(x, .training)
    var plain = x
    for layer in layers { plain = layer(plain, .training) }
    let both = plain + (shortcut?(x, .training) ?? x)
    #expect(y.value == both.value)
    #expect(
      y.gradients(of: targets, upstream: dy) == both.gradients(of: targets, upstream: dy))
  }

  @Test("Its gradients are right, in training and in evaluation", arguments: Past.allCases)
  func gradient(past: Past) {
    var generator = RandomGenerator(seed: 2)
    let block = block(
      layers(2, past.outputs, stride: past.stride, using: &generator),
      past: past.layer(using: &generator))
    for shape in [[2, 3, 4, 3], [2, 4, 3, 2]] {
      let x = Tensor<Double>.normal(shape, using: &generator)
      for mode in [Mode.training, .evaluation] {
        let report = checkGradient(of: block, at: x, mode) { $0 }
        #expect(report.passes, "\(report)")
      }
    }
  }

  @Test("The mode reaches the layers and the shortcut")
  func mode() {
    var generator = RandomGenerator(seed: 1)
    let x = Tensor<Double>.ones([4, 5])
    for block in [
      Residual<Double> { Dropout(0.9, using: &generator) },
      Residual<Double>(shortcut: Dropout(0.9, using: &generator)) {},
    ] {
      #expect(block(x, .evaluation).value == 2 * x)
      #expect(block(x, .training).value != 2 * x)
    }
  }

  @Test("Parameters have stable names, and are found again in a checkpoint")
  func names() throws {
    func model(seed: UInt64) -> Sequential<Float> {
      var generator = RandomGenerator(seed: seed)
      return Sequential {
        Residual(shortcut: Linear(2, 3, bias: false, using: &generator)) {
          Linear(2, 3, using: &generator)
          BatchNorm1d(3)
        }
      }
    }
    let (one, other) = (model(seed: 1), model(seed: 2))
    #expect(
      one.namedParameters.map(\.name) == [
        "layers.0.layers.0.weight", "layers.0.layers.0.bias", "layers.0.layers.1.weight",
        "layers.0.layers.1.bias", "layers.0.shortcut.weight",
      ])
    #expect(one.namedState.map(\.name).first == "layers.0.layers.1.running_mean")
    var checkpoint = Checkpoint<Float>()
    checkpoint.keep(one, as: "model")
    try checkpoint.restore(other, from: "model")
    #expect(other.parameters.map(\.value) == one.parameters.map(\.value))
  }

  @Test("A block is a row of its chain's table, and has a table of its own")
  func table() {
    var generator = RandomGenerator(seed: 1)
    let block = Residual<Float>(shortcut: PadChannels(to: 4, stride: 2)) {
      Conv2d(2, 4, kernel: 3, stride: 2, padding: 1, bias: false, using: &generator)
      BatchNorm2d(4)
    }
    let model = Sequential<Float>(inputShape: [2, 5, 5]) {
      block
      Residual { ReLU() }
      Flatten()
    }
    #expect(
      "\(model)"
        == """
        Sequential
             layer                                               output shape  parameters
          ───────────────────────────────────────────────────────────────────────────────
          0  Residual(2 layers + PadChannels(to 4, stride 2×2))  [4, 3, 3, N]          80
          1  Residual(1 layer + identity)                        [4, 3, 3, N]           —
          2  Flatten                                             [36, N]                —
          ───────────────────────────────────────────────────────────────────────────────
             total                                                                     80
        """)
    // Without the shape of its input the block's own table has dashes.
    #expect("\(block)".contains("\n  0         Conv2d(2 → 4, kernel 3×3, stride 2×2"))
    #expect("\(block)".contains("\n  shortcut  PadChannels(to 4, stride 2×2)"))
    #expect(block.outputShape(for: [3, 5, 5]) == nil)
    #expect(Residual<Float> { Linear(2, 3, using: &generator) }.outputShape(for: [2]) == nil)
  }
}
