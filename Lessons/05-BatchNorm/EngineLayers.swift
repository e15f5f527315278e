// The closed form beside the engine's layers, BatchNorm1d and BatchNorm2d, and the running statistics
// beside their definition, which is PyTorch's.

import Gradus
import LessonKit

/// The statistics of a feature after one batch: its mean, and its variance over n and n − 1.
private struct Feature: Codable {
  let mean, runningMean, biased, unbiased, runningVar: Double
}

extension BatchNormalisation {
  /// Holds the closed form to `BatchNorm1d` and `BatchNorm2d`, and the running statistics to their
  /// definition.
  func compareWithEngine(_ p: CheckPoint, into record: inout RunRecord) throws {
    var (difference, offImages) = (0.0, 0.0)
    let features = try record.result("running") {
      // ANCHOR: engine
      let layer = BatchNorm1d<Double>(3)
      layer.weight.value = p.gamma.reshaped([3])
      let x = Variable(p.x)
      let found = layer(x, .training)
        .gradients(of: [x, layer.weight, layer.bias], upstream: p.dy)
      let (dx, dgamma, dbeta) = compact(p.x, p.gamma, p.dy)
      // ANCHOR_END: engine
      let derived = [dx, dgamma.reshaped([3]), dbeta.reshaped([3])]
      difference = zip(found, derived).map { abs($0 - $1).max().scalar }.max() ?? 0

      // ANCHOR: images
      var generator = RandomGenerator(seed: 2)
      let shape = [3, 2, 5, 7]  // channels, height, width, examples
      let images = Variable(Tensor<Double>.normal(shape, using: &generator))
      let dy = Tensor<Double>.normal(shape, using: &generator)
      let fromLayer = BatchNorm2d<Double>(3)(images, .training)
        .gradients(of: [images], upstream: dy)[0]
      let (X, dY) = (images.value.reshaped([3, 70]), dy.reshaped([3, 70]))
      let byRows = compact(X, .ones([3, 1]), dY).dx.reshaped(shape)
      // ANCHOR_END: images
      offImages = abs(fromLayer - byRows).max().scalar
      guard max(difference, offImages) < 1e-12 else {
        throw LessonError("the engine's gradients differ by \(max(difference, offImages)).")
      }

      let (biased, unbiased) = (p.x.variance(along: 1), p.x.variance(along: 1, unbiased: true))
      let means = p.x.mean(along: 1)
      return (0..<3).map { k in
        Feature(
          mean: means[k], runningMean: layer.runningMean.value[k], biased: biased[k],
          unbiased: unbiased[k], runningVar: layer.runningVar.value[k])
      }
    }
    // Rounding alone.
    let off = try record.result("engine", within: nil) { [difference, offImages] }
    record.volatile("engine.1d", off[0])
    record.volatile("engine.2d", off[1])

    record.show(
      "running", "After one batch of seven, momentum 0.1",
      columns: [.text("feature")]
        + ["batch mean", "running mean", "variance over n", "over n − 1", "running variance"].map {
          .number($0, "%.4f")
        },
      rows: features.enumerated().map { k, feature in
        [
          "\(k)", feature.mean, feature.runningMean, feature.biased, feature.unbiased,
          feature.runningVar,
        ]
      })
  }
}
