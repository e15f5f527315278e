// Training by a recipe: which network, by which rule of descent, in mini-batches of how many, for how
// long. After every epoch the network is asked about images it does not learn from.

import Datasets
import Gradus
import LessonKit

/// A network in training.
typealias Trained = ModelTraining<Sequential<Float>>

/// How a network is made and trained.
struct Recipe {
  var name: String
  var epochs: Int
  /// The optimizer of a list of parameters, at the first rate.
  var rule: ([Variable<Float>]) -> any Optimizer<Float> = {
    SGD($0, learningRate: 0.02, momentum: 0.9, nesterov: true)
  }
  var network: (inout RandomGenerator) -> Sequential<Float> = lenet5
  var batch = 64
  /// Whether the rate falls to zero along half a cosine; else it stays.
  var falls = true
  /// Whether the optimizer forgets everything after each epoch.
  var forgets = false
  /// Whether the validation images are kept out of the training.
  var holdsOut = true
  /// What may happen to an image each time it is shown.
  var augmentation: Augmentation?
  /// What the rule's rate is multiplied by, where rates are compared.
  var factor = 1.0

  /// The same at a multiple of its rate.
  func at(_ factor: Double) -> Recipe {
    var changed = self
    changed.factor = factor
    return changed
  }

  /// A new optimizer.
  func optimizer(of parameters: [Variable<Float>]) -> any Optimizer<Float> {
    var optimizer = rule(parameters)
    optimizer.learningRate *= factor
    return optimizer
  }

  /// A network before its training; the seed decides its first weights and the order of the images.
  func start(seed: UInt64) -> Trained {
    var generator = RandomGenerator(seed: seed)
    let model = network(&generator)
    return Trained(model, generator: generator, rule: optimizer)
  }

  /// Trains a network for as many epochs as are left; the score is the percentage of validation
  /// images named rightly.
  func train(
    _ training: inout Trained, on photos: Photos, afterEpoch: (Trained) throws -> Void
  ) rethrows {
    let images = holdsOut ? photos.training : photos.all
    let steps = (images.count + batch - 1) / batch
    let rate = CosineDecay(from: optimizer(of: []).learningRate, over: epochs * steps)
    try training.run(
      epochs: epochs, score: { photos.percent(of: photos.validation, namedBy: $0) }
    ) { training in
      if forgets { training.optimizer = optimizer(of: training.model.parameters) }
      let done = training.log.epochs * steps
      // ANCHOR: training
      let batches = images.batches(
        of: batch, shuffledBy: &training.generator,
        standardizedBy: photos.standardizer, augmentedBy: augmentation)
      for (k, batch) in batches.enumerated() {
        if falls { training.optimizer.learningRate = rate(done + k) }
        let z = training.model(batch.images, .training)
        training.step(crossEntropy(logits: z, targets: batch.labels))
      }
      // ANCHOR_END: training
    } afterEpoch: { training in
      try afterEpoch(training)
    }
  }
}

extension Photos {
  /// The probabilities of the classes, `[classes, images.count]`.
  func probabilities(of images: LabelledImages, by model: Sequential<Float>) -> Tensor<Float> {
    let parts = images.batches(of: 500, standardizedBy: standardizer).map { batch in
      softmax(model(batch.images, .evaluation).value)
    }
    return .concatenated(parts, along: 1)
  }

  /// How many of a hundred images are given their name, as that of the most probable class.
  func percent(of images: LabelledImages, namedBy model: Sequential<Float>) -> Double {
    100 * accuracy(of: probabilities(of: images, by: model), images.labels)
  }
}
