// Training a network by a rule on images, with its accuracy on the test images after every epoch,
// which nothing is chosen by.

import Datasets
import Gradus

/// A network after its training.
struct Trained {
  let rule: Rule
  let model: Sequential<Float>
  /// The share of test images named rightly, after each epoch.
  private(set) var accuracies: [Double] = []
  /// The last of them, in percent.
  var percent: Double { 100 * (accuracies.last ?? 0) }
  /// The time an epoch took on average, without the test.
  private(set) var seconds = 0.0

  /// Trains a network; the generator decides its first weights and the order of the images.
  init(
    _ network: Network, _ rule: Rule, on images: LabelledImages, test: LabelledImages, view: View,
    epochs: Int, using start: RandomGenerator, progress: () -> Void
  ) {
    var generator = start
    self.rule = rule
    model = network.model(using: &generator)
    var optimizer = rule.optimizer(of: model.parameters)
    let clock = ContinuousClock()
    for _ in 0..<epochs {
      let time = clock.measure {
        // ANCHOR: epoch
        for batch in images.batches(of: 50, shuffledBy: &generator) {
          let z = model(view(batch.images), .training)
          let loss = crossEntropy(logits: z, targets: batch.labels)
          optimizer.step(loss.gradients(of: optimizer.parameters))
        }
        // ANCHOR_END: epoch
      }
      seconds += time / .seconds(epochs)
      accuracies.append(accuracy(on: test, view))
      progress()
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
