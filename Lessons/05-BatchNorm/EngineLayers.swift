// The closed form beside the engine's layers, BatchNorm1d and BatchNorm2d, and the running statistics
// beside their definition, which is PyTorch's.

import Gradus
import LessonKit

extension BatchNormalisation {
  /// Holds the closed form to `BatchNorm1d` and `BatchNorm2d`, and the running statistics to their
  /// definition.
  func compareWithEngine(_ p: CheckPoint, into record: inout RunRecord) throws {
    // ANCHOR: engine
    let layer = BatchNorm1d<Double>(3)
    layer.weight.value = p.gamma.reshaped([3])
    let x = Variable(p.x)
    let found = layer(x, .training)
      .gradients(of: [x, layer.weight, layer.bias], upstream: p.dy)
    let (dx, dgamma, dbeta) = compact(p.x, p.gamma, p.dy)
    // ANCHOR_END: engine
    let derived = [dx, dgamma.reshaped([3]), dbeta.reshaped([3])]

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

    // Rounding alone.
    let off = try record.result("engine", within: nil) {
      [
        zip(found, derived).map { abs($0 - $1).max().scalar }.max() ?? .infinity,
        abs(fromLayer - byRows).max().scalar,
      ]
    }
    guard off.allSatisfy({ $0 < 1e-12 }) else {
      throw LessonError("the engine's gradients differ by \(off).")
    }
    record.numbers(["engine.1d": off[0], "engine.2d": off[1]], agreement: .volatile)

    let statistics = [
      ("batch mean", p.x.mean(along: 1)), ("running mean", layer.runningMean.value),
      ("variance over n", p.x.variance(along: 1)),
      ("over n − 1", p.x.variance(along: 1, unbiased: true)),
      ("running variance", layer.runningVar.value),
    ]
    record.show(
      "running", "After one batch of seven, momentum 0.1",
      columns: [.text("feature")] + statistics.map { .number($0.0, "%.4f") },
      rows: (0..<3).map { k in ["\(k)"] + statistics.map { $0.1[k] } })
  }
}
