// The models of the lessons by name. Lesson07.swift, Lesson08.swift and Lesson09.swift are links to
// the lessons' own files. Lesson 06's also names its colours, for which Cairo would be needed: its two
// networks are written out here.

import Gradus
import GradusONNX

/// A model that the command knows by name.
struct KnownModel: Sendable {
  let name: String
  /// The shape of one example.
  let inputShape: [Int]
  /// A model that may hold tensors of these shapes; nil where there can be none.
  let model:
    @Sendable (_ shapes: [String: [Int]], _ random: inout RandomGenerator)
      -> Sequential<Float>?

  /// The models of lessons 06 to 09.
  static let all = [
    KnownModel("mlp", [1, 28, 28]) { perceptron(using: &$0) },
    KnownModel("cnn", [1, 28, 28]) { convolutional(using: &$0) },
    KnownModel("generator", [100]) { generator(using: &$0) },
    KnownModel("discriminator", [1, 28, 28]) { discriminator(using: &$0) },
    KnownModel("lenet5", [3, 32, 32]) { lenet5(using: &$0) },
    KnownModel("lenet5-dl2", [3, 32, 32]) { lenet5OfDl2(using: &$0) },
    KnownModel(name: "resnet", inputShape: [3, 16, 16]) { shapes, random in
      residual(shapes, hasSkips: true, using: &random)
    },
    KnownModel(name: "plain", inputShape: [3, 16, 16]) { shapes, random in
      residual(shapes, hasSkips: false, using: &random)
    },
  ]

  /// The names, as a text.
  static let names = all.map(\.name).joined(separator: ", ")

  private init(
    _ name: String, _ inputShape: [Int],
    _ model: @escaping @Sendable (inout RandomGenerator) -> Sequential<Float>
  ) {
    self.init(name: name, inputShape: inputShape) { _, random in model(&random) }
  }

  private init(
    name: String, inputShape: [Int],
    model:
      @escaping @Sendable (_ shapes: [String: [Int]], _ random: inout RandomGenerator)
      -> Sequential<Float>?
  ) {
    (self.name, self.inputShape, self.model) = (name, inputShape, model)
  }

  /// With fresh parameters; of the residual networks one with 20 layers.
  func fresh(using random: inout RandomGenerator) -> Sequential<Float>? { model([:], &random) }
}

/// Lesson 06's `MLP`.
private func perceptron(using generator: inout RandomGenerator) -> Sequential<Float> {
  Sequential(inputShape: [1, 28, 28]) {
    Flatten()
    Linear(784, 50, using: &generator)
    ReLU()
    Linear(50, 40, using: &generator)
    ReLU()
    Linear(40, 10, using: &generator)
  }
}

/// Lesson 06's `CNN`.
private func convolutional(using generator: inout RandomGenerator) -> Sequential<Float> {
  Sequential(inputShape: [1, 28, 28]) {
    Conv2d(1, 8, kernel: 2, stride: 2, using: &generator)
    ReLU()
    Conv2d(8, 8, kernel: 2, stride: 2, using: &generator)
    ReLU()
    Flatten()
    Linear(392, 28, using: &generator)
    ReLU()
    Linear(28, 10, using: &generator)
  }
}

/// Lesson 09's network with the depth, the channels and the normalisation that shapes tell of: after
/// the stem 3n blocks with a rectifier each, then the pooling and the linear layer, which is number
/// 6n + 3.
private func residual(
  _ shapes: [String: [Int]], hasSkips: Bool, using generator: inout RandomGenerator
) -> Sequential<Float>? {
  var kind = Architecture(depth: 20, hasSkips: hasSkips, channels: 6)
  if !shapes.isEmpty {
    let numbers = shapes.keys.compactMap { name in
      name.split(separator: ".").dropFirst().first.flatMap { Int($0) }
    }
    guard let stem = shapes["layers.0.layers.0.weight"], let channels = stem.first, channels > 0,
      let head = numbers.max(), head >= 9, (head - 3) % 6 == 0, head < 6000
    else { return nil }
    kind.depth = head - 1
    kind.channels = channels
    kind.normalises = shapes["layers.0.layers.1.weight"] != nil
  }
  return network(kind, using: &generator)
}

extension PlaceBias: ONNXLayer {
  /// `Add`, with the examples' axis first.
  func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let bias = graph.constant(bias.value.permuted([3, 0, 1, 2]), as: path + ".bias")
    return graph.node("Add", [x.name, bias], as: path)
  }
}
