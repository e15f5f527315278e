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
    let difference = zip(found, derived).map { abs($0 - $1).max().scalar }.max() ?? 0

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
    let offImages = abs(fromLayer - byRows).max().scalar
    guard max(difference, offImages) < 1e-12 else {
      throw LessonError("the engine's gradients differ by \(max(difference, offImages)).")
    }
    record.volatile("engine.1d", difference)
    record.volatile("engine.2d", offImages)

    var running = Table(
      .text("feature"), .number("batch mean", "%.4f"), .number("running mean", "%.4f"),
      .number("variance over n", "%.4f"), .number("over n − 1", "%.4f"),
      .number("running variance", "%.4f"))
    let (biased, unbiased) = (p.x.variance(along: 1), p.x.variance(along: 1, unbiased: true))
    let means = p.x.mean(along: 1)
    for k in 0..<3 {
      running.add(
        "\(k)", means[k], layer.runningMean.value[k], biased[k], unbiased[k],
        layer.runningVar.value[k])
    }
    record.table("running", running)
    print("After one batch of seven, momentum 0.1\n\(running)\n")
  }
}
