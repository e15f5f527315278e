// How large a gradient still is when it has come back through so many blocks: networks as they are
// before any training, with and without shortcuts, with and without batch normalisation.

import Gradus
import LessonKit
import Plot

/// The sizes of a loss's gradients by what goes into each block, from the first to the last block,
/// as Euclidean lengths.
func gradientSizes(
  of model: Sequential<Float>, _ images: Tensor<Float>, _ labels: Tensor<Int>
) -> [Double] {
  // ANCHOR: sizes
  var x = Variable(images)
  var inputs: [Variable<Float>] = []
  for layer in model.layers {
    if layer is Residual<Float> || layer is Sequential<Float> { inputs.append(x) }
    x = layer(x, .training)
  }
  let loss = crossEntropy(logits: x, targets: labels)
  inputs.removeFirst()  // the image
  let gradients = loss.gradients(of: inputs)
  // ANCHOR_END: sizes
  return gradients.map { Double(sqrt(($0 * $0).summed()).scalar) }
}

extension ResNets {
  /// Gradients over depth, for the four kinds of networks.
  func measureGradients(_ photos: OnDemand<Photos>, into record: inout RunRecord) throws {
    let seeds = options.sized(full: 5, quick: 2)
    let kinds = [(false, false), (true, false), (false, true), (true, true)].map {
      Architecture(
        depth: deepest, hasSkips: $0, normalises: $1, channels: channels)
    }
    let sizes = try record.result("gradients", within: 0.05) {
      let sample: [(images: Tensor<Float>, labels: Tensor<Int>)] = try photos.value.sample(64)
      return kinds.map { kind in
        (0..<seeds).map { seed in
          var generator = RandomGenerator(seed: options.seed + UInt64(seed))
          let model: Sequential<Float> = network(kind, using: &generator)
          return gradientSizes(of: model, sample[0].images, sample[0].labels)
        }
      }
    }
    let names = ["plain", "skips", "plain, BatchNorm", "skips, BatchNorm"]
    let colors: [Color] = [.orange, .sky, .vermilion, .blue]
    // Each relative to the last block's; the geometric mean of the seeds.
    let means = sizes.map { seeds in
      seeds[0].indices.map { block in
        let logs: [Double] = seeds.map { .log($0[block] / ($0.last ?? 1)) }
        return Double.exp(logs.reduce(0, +) / Double(logs.count))
      }
    }
    let figure = Figure(size: Size(width: 620, height: 340)) {
      Axes(x: "blocks on the way back", y: .log("gradient, relative to the last block's")) {
        for (k, mean) in means.enumerated() {
          Line(y: mean.reversed(), startingAt: 0, label: names[k], color: colors[k])
        }
      }
    }
    for (key, mean) in zip(["bare", "bareskips", "plain", "skips"], means) {
      record.number("gradients.\(key)", mean[0], agreement: .loose)
    }
    record.number("gradients.blocks", (deepest - 2) / 2)
    record.number("gradients.depth", deepest)
    record.claim(
      "gradients.plain",
      "gradients grow on their way back through a plain network with BatchNorm, "
        + "by more than with skips", means[2][0] > means[3][0] && means[2][0] > 1)
    record.recipe(
      "gradients",
      Recipe(
        loss: "cross-entropy", data: "64 images of 16×16 pixels",
        initializer: "He's normal weights, variance 2/fan-in", rule: "none: before any step",
        batch: "all 64", seeds: "\(seeds) from \(options.seed)"))
    let said = zip(names, means).map { "\($0): \($1[0], "%.2g")" }
    try record.draw(
      "gradients.svg", figure,
      alt: """
        The size of the loss's gradient by the input of each block of a network of \(deepest) layers \
        before training, relative to the last block's. At the first block: \
        \(said.joined(separator: "; ")).
        """)
  }
}
