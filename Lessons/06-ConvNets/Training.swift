// A training of a network by a rule on images, in mini-batches of 50, with its accuracy on the test
// images after every epoch, which nothing is chosen by.

import Datasets
import Gradus
import LessonKit

/// A network in training.
typealias Trained = ModelTraining<Sequential<Float>>

extension Trained {
  /// A network before its training; the generator decides its parameters and the order of images.
  init(_ network: Network, _ rule: Rule, rate: Double = 0.01, using generator: RandomGenerator) {
    var generator = generator
    let model = network.model(using: &generator)
    self.init(model, generator: generator) { rule.optimizer(of: $0, rate: rate) }
  }

  /// Trains for as many epochs as are left.
  mutating func train(
    on images: LabelledImages, test: LabelledImages, epochs: Int, view: View = .plain,
    afterEpoch: (Trained) throws -> Void
  ) rethrows {
    try run(epochs: epochs, score: { $0.accuracy(on: test, view) }) { training in
      // ANCHOR: epoch
      for batch in images.batches(of: 50, shuffledBy: &training.generator) {
        let z = training.model(view(batch.images), .training)
        training.step(crossEntropy(logits: z, targets: batch.labels))
      }
      // ANCHOR_END: epoch
    } afterEpoch: { training in
      try afterEpoch(training)
    }
  }
}

/// Trainings that are to be compared: on the same images, for as long, from the same starts.
struct Trials {
  let images, test: LabelledImages
  let epochs: Int
  /// What decides first parameters and the order of images.
  let starts: [RandomGenerator]
  let bookmark: Bookmark

  /// Trains a network from a start; what an interrupted run has left under this name goes on.
  func train(
    _ network: Network, _ rule: Rule, rate: Double = 0.01, _ view: View = .plain, from start: Int,
    as name: String, _ progress: ProgressLine
  ) throws -> Trained {
    var training = Trained(network, rule, rate: rate, using: starts[start])
    try bookmark.finish(&training, as: name) { training, pause in
      progress.skip(training.log.epochs)
      try training.train(on: images, test: test, epochs: epochs, view: view) { training in
        progress.advance("\(network.rawValue), \(rule.rawValue)")
        try pause(training)
      }
    }
    return training
  }
}

extension Sequential<Float> {
  /// The share of images whose largest score is that of their class.
  func accuracy(on images: LabelledImages, _ view: View) -> Double {
    LessonKit.accuracy(
      of: images.batches(of: 500, as: Float.self).lazy.map { batch in
        (scores: self(view(batch.images), .evaluation).value, labels: batch.labels)
      })
  }

  /// What the last hidden layer makes of images, `[units, examples]`.
  func hidden(_ images: Tensor<Float>) -> Tensor<Float> {
    layers.dropLast().reduce(Variable(images)) { x, layer in layer(x, .evaluation) }.value
  }
}
