// Training by a recipe: which network, by which rule of descent, in batches of how many, for how
// long. After every epoch the network is asked about images it does not learn from.

import Datasets
import Gradus
import LessonKit

/// How a network is made and trained.
struct Recipe {
  var name: String
  var epochs: Int
  /// The optimizer of a list of parameters, at the first rate.
  var rule: ([Variable<Float>]) -> any Optimizer<Float> = {
    SGD($0, learningRate: 0.03, momentum: 0.9, nesterov: true)
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

  /// A new optimizer.
  func optimizer(of parameters: [Variable<Float>]) -> any Optimizer<Float> {
    var optimizer = rule(parameters)
    optimizer.learningRate *= factor
    return optimizer
  }
}

/// A network in training.
struct Trained {
  let recipe: Recipe
  let model: Sequential<Float>
  let standardizer: PixelStandardizer
  private var optimizer: any Optimizer<Float>
  private var generator: RandomGenerator
  var log = Log()

  /// What has been measured, epoch by epoch.
  struct Log: Codable {
    var losses: [Double] = []
    var percents: [Double] = []
    var seconds: [Double] = []
  }

  /// The mean loss of each epoch, on the images as they were trained on.
  var losses: [Double] { log.losses }
  /// How many of a hundred validation images are named rightly after each epoch.
  var percents: [Double] { log.percents }
  /// The time of training up to the end of each epoch, in seconds, without what is asked between.
  var seconds: [Double] { log.seconds }

  /// A network before its training; the seed decides its first weights and the order of the images.
  init(_ recipe: Recipe, standardizedBy standardizer: PixelStandardizer, seed: UInt64) {
    (self.recipe, self.standardizer) = (recipe, standardizer)
    generator = RandomGenerator(seed: seed)
    model = recipe.network(&generator)
    optimizer = recipe.optimizer(of: model.parameters)
  }

  /// Trains for as many epochs as are left.
  mutating func train(on photos: Photos, afterEpoch: (Trained) throws -> Void) rethrows {
    let images = recipe.holdsOut ? photos.training : photos.all
    let steps = (images.count + recipe.batch - 1) / recipe.batch
    let rate = CosineDecay(from: optimizer.learningRate, over: recipe.epochs * steps)
    let clock = ContinuousClock()
    for epoch in losses.count..<recipe.epochs {
      if recipe.forgets { optimizer = recipe.optimizer(of: model.parameters) }
      var total = 0.0
      let time = clock.measure {
        // ANCHOR: training
        let batches = images.batches(
          of: recipe.batch, shuffledBy: &generator,
          standardizedBy: standardizer, augmentedBy: recipe.augmentation)
        for (k, batch) in batches.enumerated() {
          if recipe.falls { optimizer.learningRate = rate(epoch * steps + k) }
          let z = model(batch.images, .training)
          let loss = crossEntropy(logits: z, targets: batch.labels)
          optimizer.step(loss.gradients(of: optimizer.parameters))
          total += Double(loss.value.scalar)
        }
        // ANCHOR_END: training
      }
      log.losses.append(total / Double(steps))
      log.seconds.append((seconds.last ?? 0) + time / .seconds(1))
      log.percents.append(percent(of: photos.validation))
      try afterEpoch(self)
    }
  }

  /// The probabilities of the classes, `[classes, images.count]`.
  func probabilities(of images: LabelledImages) -> Tensor<Float> {
    let parts = images.batches(of: 500, standardizedBy: standardizer).map { batch in
      softmax(model(batch.images, .evaluation).value)
    }
    return .concatenated(parts, along: 1)
  }

  /// How many of a hundred images are given their name, as that of the most probable class.
  func percent(of images: LabelledImages) -> Double {
    let guesses = probabilities(of: images).argmax(along: 0)
    return 100 * Tensor<Double>(guesses .== images.labels).mean().scalar
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
