// How large a gradient still is when it has come back through so many blocks: networks as they are
// before any training, with and without shortcuts, with and without batch normalisation.

import Gradus
import LessonKit
import Plot

/// The sizes of a loss's gradients with respect to what goes into each block, from the first to the
/// last block, as Euclidean lengths.
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
      Architecture(depth: deepest, hasSkips: $0, normalises: $1, channels: channels)
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
    let means = sizes.map(geometricMeans)
    record.numbers(
      [
        "gradients.bare": means[0][0], "gradients.bareskips": means[1][0],
        "gradients.plain": means[2][0], "gradients.skips": means[3][0],
      ], agreement: .loose)
    record.numbers([
      "gradients.blocks": Double((deepest - 2) / 2), "gradients.depth": Double(deepest),
    ])
    record.claim(
      "gradients.plain", "with BatchNorm gradients grow, without skips a hundred times as much",
      means[3][0] > 1 && means[2][0] > 100 * means[3][0])
    record.recipe(
      "gradients",
      Recipe(
        loss: "cross-entropy", data: "64 images of 16×16 pixels",
        initializer: "He's normal weights, variance 2/fan-in", rule: "none: before any step",
        batch: "all 64", seeds: "\(seeds) from \(options.seed), their geometric mean"))
    let lines: [(name: String, color: Color, dash: Stroke.Dash)] = [
      ("plain", .vermilion, .dashed), ("skips", .blue, .dashed),
      ("plain, BatchNorm", .vermilion, .solid), ("skips, BatchNorm", .blue, .solid),
    ]
    let figure = Figure(size: Size(width: 500, height: 340)) {
      Axes(x: "blocks on the way back", y: .log("gradient, relative to the last block's")) {
        for (line, mean) in zip(lines, means) {
          let curve = Line(
            y: Array(mean.reversed()), startingAt: 0, label: line.name, color: line.color,
            dash: line.dash)
          line.color == .blue
            ? curve.marked(.square, at: stride(from: 2, to: mean.count, by: 4)) : curve
        }
      }
    }
    try record.draw("gradients.svg", figure)
  }

  /// The sizes relative to the last block's, block by block: the geometric means of the seeds.
  private func geometricMeans(of seeds: [[Double]]) -> [Double] {
    seeds[0].indices.map { block in
      let logs: [Double] = seeds.map { .log($0[block] / ($0.last ?? 1)) }
      return Double.exp(logs.reduce(0, +) / Double(logs.count))
    }
  }
}
