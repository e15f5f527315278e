// What the W in AdamW changes. Weights whose gradients are nothing but noise, of five sizes, under
// weight decay: as part of Adam's gradient, and apart from it (Loshchilov and Hutter 2019).

import Gradus
import LessonKit

/// What decay leaves of weights of 1, by the size of the noise.
private struct Remains: Codable {
  let inGradient, apart: [Double]
}

extension Optimizers {
  /// Lets noise and decay work on weights that begin at 1; tabulates what is left of them.
  func decay(into record: inout RunRecord) throws {
    let (rate, decay, steps) = (0.01, 0.1, 1000)
    let sizes = [1, 3, 10, 30, 100.0]
    var generator = RandomGenerator(seed: options.seed)
    func left(_ make: ([Variable<Double>]) -> any Optimizer<Double>) -> [Double] {
      // ANCHOR: decay
      let weights = sizes.map { _ in Variable<Double>(.ones([1000])) }
      var optimizer = make(weights)
      for _ in 0..<steps {
        optimizer.step(sizes.map { $0 * Tensor.normal([1000], using: &generator) })
      }
      return weights.map { $0.value.mean().scalar }
      // ANCHOR_END: decay
    }
    let remains = try record.result("decay") {
      Remains(
        inGradient: left { Adam($0, learningRate: rate, weightDecay: decay) },
        apart: left { AdamW($0, learningRate: rate, weightDecay: decay) })
    }
    func theory(_ size: Double) -> Double { .exp(-rate * decay * Double(steps) / size) }
    record.show(
      "decay", "What weight decay leaves of a weight of 1",
      columns: [
        .number("size of the noise", "%d"), .number("Adam, decay in the gradient", "%.3f"),
        .number("in theory", "%.3f"), .number("AdamW", "%.3f"),
      ],
      rows: sizes.enumerated().map { k, size in
        [size, remains.inGradient[k], theory(size), remains.apart[k]]
      })
    record.recipe(
      "decay",
      Recipe(
        loss: "none: the gradients are normal noise", initializer: "5 × 1,000 weights, all 1",
        rule: "Adam and AdamW, η = \(rate, "%g"), λ = \(decay, "%g")", steps: "\(steps, "%'d")",
        seeds: "one"))
    record.claim(
      "decay",
      "Adam leaves what the formula says, and AdamW what decay alone leaves, to two hundredths",
      sizes.indices.allSatisfy { k in
        abs(remains.inGradient[k] - theory(sizes[k])) < 0.02
          && abs(remains.apart[k] - theory(1)) < 0.02
      })
    record.number("decay.theory", theory(1), agreement: .quick())
  }
}
