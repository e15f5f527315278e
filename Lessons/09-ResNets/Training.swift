// Every network is trained alike but for the rate: momentum, weight decay, half a cosine, images
// mirrored and shifted. What its parameters were at every half epoch is kept, to draw its way.

import Datasets
import Gradus
import LessonKit

/// A network in training; its snapshots are its way, from before the first step by half epochs.
typealias Trained = ModelTraining<Sequential<Float>>

extension Trained {
  /// A network before its training; the seed decides its first weights and the order of the images.
  init(_ architecture: Architecture, rate: Double, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    let model: Sequential<Float> = network(architecture, using: &generator)
    self.init(model, generator: generator) { parameters in
      // ANCHOR: rule
      SGD(
        parameters, learningRate: rate, momentum: 0.9, nesterov: true,
        weightDecay: 5e-4)
      // ANCHOR_END: rule
    }
    snap()
  }

  /// Trains for as many epochs as are left of `epochs`; the scores are errors on validation images.
  mutating func train(
    on photos: Photos, rate: Double, epochs: Int, afterEpoch: (Trained) throws -> Void
  ) rethrows {
    let batch = 64
    let steps = (photos.training.count + batch - 1) / batch
    let schedule = CosineDecay(from: rate, over: epochs * steps)
    try run(epochs: epochs, score: { photos.error(of: $0, on: photos.validation) }) { training in
      let batches = photos.training.batches(
        of: batch, shuffledBy: &training.generator, standardizedBy: photos.standardizer,
        augmentedBy: Augmentation(flips: true, shift: 1))
      for (k, batch) in batches.enumerated() {
        training.optimizer.learningRate = schedule(training.log.epochs * steps + k)
        training.step(
          crossEntropy(
            logits: training.model(batch.images, .training), targets: batch.labels))
        if k == steps / 2 { training.snap() }
      }
      training.snap()
    } afterEpoch: {
      try afterEpoch($0)
    }
  }
}
