// How many numbers the two convolutions of the network learn, and how many they would if their
// weights were not shared, or if every output saw every pixel.

import Gradus
import LessonKit

/// What a layer of one kernel a place learns, weights and biases, by how it is connected.
struct Counts {
  let dense, local, dl2, shared: Int

  /// The counts of a convolution without padding on images `[channels, height, width]`.
  init(_ layer: Conv2d<Float>, on inputShape: [Int]) {
    let pixels = inputShape.reduce(1, *)
    let outputs = layer.outputShape(for: inputShape)?.reduce(1, *) ?? 0
    let kernels = layer.weight.value.count
    let taps = kernels / layer.weight.shape[0]
    dense = outputs * pixels + outputs
    local = outputs * taps + outputs
    dl2 = kernels + outputs  // one bias a place
    shared = kernels + layer.weight.shape[0]
  }
}

extension ConvNets {
  /// Counts parameters, prints both networks.
  func counts(into record: inout RunRecord) {
    var generator = RandomGenerator(seed: options.seed)
    let models = Network.allCases.map { $0.model(using: &generator) }
    for (network, model) in zip(Network.allCases, models) {
      record.output("model.\(network)", "\(model)")
      record.number("count.\(network)", model.parameterCount, agreement: .everywhere())
      print("\(network.rawValue)\n\(model)\n")
    }
    var table = Table(
      .text("layer"), .number("every pixel", "%'d"), .number("near pixels", "%'d"),
      .number("shared kernels", "%'d"), .number("also shared biases", "%'d"))
    var shape = [1, 28, 28]
    var total = (dense: 0, local: 0, dl2: 0, shared: 0)
    for layer in models[1].layers {
      let inputs = shape
      shape = layer.outputShape(for: inputs) ?? []
      let own = layer.parameterCount
      if let layer = layer as? Conv2d<Float> {
        let counts = Counts(layer, on: inputs)
        table.add("\(layer)", counts.dense, counts.local, counts.dl2, counts.shared)
        total.dense += counts.dense
        total.local += counts.local
        total.dl2 += counts.dl2
        total.shared += counts.shared
      } else if own > 0 {
        table.add("\(layer)", own, own, own, own)
        total = (total.dense + own, total.local + own, total.dl2 + own, total.shared + own)
      }
    }
    table.add("all", total.dense, total.local, total.dl2, total.shared)
    record.table("counts", table)
    record.number("count.dense", total.dense, agreement: .everywhere())
    record.number("count.local", total.local, agreement: .everywhere())
    // dl2 adds a bias to every number where it flattens the maps.
    record.number("count.dl2", total.dl2 + 8 * 7 * 7, agreement: .everywhere())
    print("\(table)\n")
  }
}
