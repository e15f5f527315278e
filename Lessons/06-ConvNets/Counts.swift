// How many numbers the layers of the CNN learn, and how many its convolutions would if their weights
// were not shared, or if every output saw every pixel.

import Gradus
import LessonKit

/// How many weights and biases a layer has if every output sees every pixel, if it sees near pixels
/// with weights of its own, and as it is; the same where it is no convolution without padding.
func counts(of layer: any Layer<Float>, on inputShape: [Int]) -> (dense: Int, local: Int, own: Int)
{
  let own = layer.parameterCount
  guard let layer = layer as? Conv2d<Float> else { return (own, own, own) }
  let pixels = inputShape.reduce(1, *)
  let outputs = layer.outputShape(for: inputShape)?.reduce(1, *) ?? 0
  let taps = layer.weight.value.count / layer.weight.shape[0]
  return (outputs * (pixels + 1), outputs * (taps + 1), own)
}

extension ConvNets {
  /// Prints the CNN and counts its parameters.
  func countParameters(into record: inout RunRecord) {
    var generator = RandomGenerator(seed: options.seed)
    let (mlp, cnn) = (Network.mlp.model(using: &generator), Network.cnn.model(using: &generator))
    record.output("model.cnn", "\(cnn)")
    print("\(cnn)\n")
    record.number("count.mlp", mlp.parameterCount, agreement: .everywhere())
    record.number("count.cnn", cnn.parameterCount, agreement: .everywhere())
    var shape = [1, 28, 28]
    var (dense, local) = (0, 0)
    var rows: [[any TableValue]] = []
    for layer in cnn.layers {
      let counts = counts(of: layer, on: shape)
      shape = layer.outputShape(for: shape) ?? []
      dense += counts.dense
      local += counts.local
      if counts.own > 0 { rows.append(["\(layer)", counts.dense, counts.local, counts.own]) }
    }
    record.number("count.dense", dense, agreement: .everywhere())
    record.number("count.local", local, agreement: .everywhere())
    record.show(
      "counts", "Parameters, by what a convolution's outputs see and share",
      columns: [
        .text("layer"), .number("every pixel", "%'d"), .number("near pixels", "%'d"),
        .number("near pixels, shared", "%'d"),
      ],
      rows: rows + [["all", dense, local, cnn.parameterCount]])
  }
}
