// Residual networks for small images (He, Zhang, Ren and Sun 2016, section 4.2): a convolution, three
// stages of n blocks with two convolutions each, and a linear layer, 6n + 2 layers with weights. At
// the first block of a stage the image is halved and its channels are doubled. The plain network is
// the same, weight by weight, without the shortcuts.

import Gradus
import LessonKit
import Plot

/// What a network is built of.
struct Architecture: Codable, Hashable {
  /// 6n + 2.
  var depth: Int
  /// Whether shortcuts lead past the blocks.
  var hasSkips: Bool
  var normalises = true
  /// The channels of the first stage.
  var channels: Int

  var blocksPerStage: Int { (depth - 2) / 6 }
  var kind: String { hasSkips ? "with skips" : "plain" }
  var name: String { "\(depth) layers, \(kind)" }
  /// What its results are called.
  var key: String { "\(hasSkips ? "skips" : "plain").\(depth)" }
  /// Blue with skips, vermilion without, in every figure of this lesson.
  var color: Color { hasSkips ? .blue : .vermilion }
  /// Squares with skips, discs without, where lines have signs.
  var marker: Marker { hasSkips ? .square : .dot }
}

/// A network with fresh parameters, for images of 16×16 in three colours.
func network<Scalar: TensorScalar>(
  _ architecture: Architecture, _ type: Scalar.Type = Scalar.self,
  using generator: inout RandomGenerator
) -> Sequential<Scalar> {
  let c = architecture.channels
  func convolution(_ inputs: Int, _ outputs: Int, stride: Size2d = 1) -> Sequential<Scalar> {
    Sequential {
      Conv2d(
        inputs, outputs, kernel: 3, stride: stride, padding: 1, bias: false,
        initializer: .kaimingNormal(), using: &generator)
      if architecture.normalises { BatchNorm2d(outputs) }
    }
  }
  // ANCHOR: block
  func block(_ inputs: Int, _ outputs: Int, stride: Size2d) -> any Layer<Scalar> {
    let first = convolution(inputs, outputs, stride: stride)
    let second = convolution(outputs, outputs)
    let changes = stride != 1
    guard architecture.hasSkips else {
      return Sequential<Scalar> {
        first; ReLU(); second
      }
    }
    return Residual<Scalar>(
      shortcut: changes ? PadChannels(to: outputs, stride: stride) : nil
    ) {
      first; ReLU(); second
    }
  }
  // ANCHOR_END: block
  var blocks: [any Layer<Scalar>] = []
  for stage in 0..<3 {
    for k in 0..<architecture.blocksPerStage {
      let halves = stage > 0 && k == 0
      blocks.append(
        block(halves ? c << (stage - 1) : c << stage, c << stage, stride: halves ? 2 : 1))
    }
  }
  let stem = convolution(3, c)
  let head = Linear<Scalar>(4 * c, 10, using: &generator)
  // ANCHOR: network
  return Sequential(inputShape: [3, 16, 16]) {
    stem
    ReLU()
    for block in blocks {
      block
      ReLU()
    }
    GlobalAvgPool2d()
    head
  }
  // ANCHOR_END: network
}

extension ResNets {
  /// The depths that are compared, and the deepest.
  var depths: [Int] { options.sized(full: [8, 20, 56], quick: [8, 20]) }
  var deepest: Int { depths[depths.count - 1] }
  /// The channels of the first stage.
  var channels: Int { options.sized(full: 6, quick: 4) }

  /// Records what becomes of an image, where the parameters are, and how many images there are.
  func describe(_ photos: OnDemand<Photos>, into record: inout RunRecord) throws {
    func model(_ depth: Int, _ channels: Int) -> Sequential<Float> {
      var generator = RandomGenerator(seed: options.seed)
      return network(
        Architecture(depth: depth, hasSkips: true, channels: channels), using: &generator)
    }
    record.number("model.parameters", model(8, 6).parameterCount, agreement: .everywhere())
    // The parameters of the first convolution, of each stage and of the linear layer, for each depth.
    let parts = depths.map { depth -> [Int] in
      let counts = model(depth, channels).layers.map(\.parameterCount).filter { $0 > 0 }
      let n = (counts.count - 2) / 3
      let stages = [0..<1] + (0..<3).map { 1 + $0 * n..<1 + ($0 + 1) * n }
      return (stages + [counts.count - 1..<counts.count]).map { counts[$0].reduce(0, +) }
    }
    let c = channels
    let outputs = [
      ("first convolution", "\(c) × 16 × 16"), ("stage 1", "\(c) × 16 × 16"),
      ("stage 2", "\(2 * c) × 8 × 8"), ("stage 3", "\(4 * c) × 4 × 4"), ("linear layer", "10"),
    ]
    record.show(
      "parts", "Parameters",
      columns: [.text("part"), .text("output")] + depths.map { .number("\($0) layers", "%'d") },
      rows: outputs.enumerated().map { part, names in
        [names.0, names.1] + parts.map { $0[part] }
      })
    let counts = try record.result("photos") {
      let photos = try photos.value
      return [photos.training.count, photos.validation.count, photos.test.count]
    }
    record.number("images.training", counts[0])
    record.number("images.validation", counts[1])
  }
}
