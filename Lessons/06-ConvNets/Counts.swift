// How many numbers the two convolutions of the network learn, and how many they would if their
// weights were not shared, or if every output saw every pixel.

import Gradus
import LessonKit

/// How many weights and biases layers learn, by how their convolutions are connected.
struct Counts {
  /// Every output sees every pixel; or near ones, with weights of its own.
  var (dense, local) = (0, 0)
  /// The kernels are shared, but every output has its own bias; or biases are shared too.
  var (kernels, shared) = (0, 0)

  /// Adds a layer on inputs of the given shape, a convolution without padding or any other.
  mutating func add(_ layer: any Layer<Float>, on inputShape: [Int]) {
    let own = layer.parameterCount
    var (dense, local, kernels) = (own, own, own)
    if let layer = layer as? Conv2d<Float> {
      let pixels = inputShape.reduce(1, *)
      let outputs = layer.outputShape(for: inputShape)?.reduce(1, *) ?? 0
      let taps = layer.weight.value.count / layer.weight.shape[0]
      dense = outputs * pixels + outputs
      local = outputs * taps + outputs
      kernels = layer.weight.value.count + outputs
    }
    self.dense += dense
    self.local += local
    self.kernels += kernels
    shared += own
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
      .number("kernels shared", "%'d"), .number("biases too", "%'d"))
    var shape = [1, 28, 28]
    var total = Counts()
    for layer in models[1].layers {
      var own = Counts()
      own.add(layer, on: shape)
      total.add(layer, on: shape)
      // The description up to what it says of the window.
      let name = "\(layer)".split(separator: ",")[0]
      if own.shared > 0 {
        table.add(
          name.last == ")" ? "\(name)" : "\(name))", own.dense, own.local, own.kernels, own.shared)
      }
      shape = layer.outputShape(for: shape) ?? []
    }
    table.add("all", total.dense, total.local, total.kernels, total.shared)
    record.table("counts", table)
    record.number("count.dense", total.dense, agreement: .everywhere())
    record.number("count.local", total.local, agreement: .everywhere())
    // dl2 adds a bias to every number where it flattens the maps.
    record.number("count.dl2", total.kernels + 8 * 7 * 7, agreement: .everywhere())
    print("\(table)\n")
  }
}
