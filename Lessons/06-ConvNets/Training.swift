// Training a network by a rule on images, with its accuracy on the test images after every epoch,
// which nothing is chosen by.

import Datasets
import Gradus
import LessonKit

/// A network in training.
struct Trained {
  let rule: Rule
  let model: Sequential<Float>
  let view: View
  private var optimizer: any Optimizer<Float>
  private var generator: RandomGenerator
  var log = Log()

  /// What has been measured.
  struct Log: Codable {
    /// The share of test images named rightly, after each epoch.
    var accuracies: [Double] = []
    /// The time of all epochs, without the tests.
    var seconds = 0.0
  }

  /// The share of test images named rightly, after each epoch.
  var accuracies: [Double] { log.accuracies }
  /// The last of them, in percent.
  var percent: Double { 100 * (accuracies.last ?? 0) }
  /// The time an epoch took on average, without the test.
  var seconds: Double { log.seconds / Double(accuracies.count) }

  /// A network before its training; the generator decides its parameters and the order of images.
  init(_ network: Network, _ rule: Rule, view: View, using generator: RandomGenerator) {
    (self.rule, self.view, self.generator) = (rule, view, generator)
    model = network.model(using: &self.generator)
    optimizer = rule.optimizer(of: model.parameters)
  }

  /// Trains for as many epochs as are left.
  mutating func train(
    on images: LabelledImages, test: LabelledImages, epochs: Int,
    afterEpoch: (Trained) throws -> Void
  ) rethrows {
    let clock = ContinuousClock()
    while accuracies.count < epochs {
      let time = clock.measure {
        // ANCHOR: epoch
        for batch in images.batches(of: 50, shuffledBy: &generator) {
          let z = model(view(batch.images), .training)
          let loss = crossEntropy(logits: z, targets: batch.labels)
          optimizer.step(loss.gradients(of: optimizer.parameters))
        }
        // ANCHOR_END: epoch
      }
      log.seconds += time / .seconds(1)
      log.accuracies.append(accuracy(on: test, view))
      try afterEpoch(self)
    }
  }

  /// The scores of images, `[classes, examples]`.
  func scores(_ images: Tensor<Float>, _ view: View = .plain) -> Tensor<Float> {
    model(view(images), .evaluation).value
  }

  /// What the last hidden layer makes of images, `[units, examples]`.
  func hidden(_ images: Tensor<Float>) -> Tensor<Float> {
    model.layers.dropLast().reduce(Variable(images)) { x, layer in layer(x, .evaluation) }.value
  }

  /// The share of images whose largest score is that of their class.
  func accuracy(on images: LabelledImages, _ view: View = .plain) -> Double {
    let right = images.batches(of: 500, as: Float.self).map { batch in
      let guesses = scores(batch.images, view).argmax(along: 0)
      return zip(guesses.scalars, batch.labels.scalars).count { $0 == $1 }
    }
    return Double(right.reduce(0, +)) / Double(images.count)
  }
}

extension Trained: Resumable {
  func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {
    checkpoint.keep(model, as: "\(name).model")
    checkpoint.keep(optimizer, as: "\(name).optimizer")
    checkpoint.keep(generator, as: "\(name).generator")
  }

  mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {
    try checkpoint.restore(model, from: "\(name).model")
    try checkpoint.restore(&optimizer, from: "\(name).optimizer")
    generator = try checkpoint.generator("\(name).generator")
  }
}
