// Residual networks for small images (He, Zhang, Ren and Sun 2016, section 4.2): a convolution, three
// stages of n blocks with two convolutions each, and a linear layer, 6n + 2 layers with weights. At
// the first block of a stage the image is halved and its channels are doubled. The plain network is
// the same, weight by weight, without the shortcuts.

import Gradus

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
