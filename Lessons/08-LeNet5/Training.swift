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
}

/// A network after its training.
struct Trained {
  let recipe: Recipe
  let model: Sequential<Float>
  let standardizer: PixelStandardizer
  /// The mean loss of each epoch, on the images as they were trained on.
  private(set) var losses: [Double] = []
  /// How many of a hundred validation images are named rightly after each epoch.
  private(set) var percents: [Double] = []
  /// The time of training up to the end of each epoch, in seconds, without what is asked between.
  private(set) var seconds: [Double] = []
  /// The number of each epoch.
  var epochs: [Double] { (1...recipe.epochs).map(Double.init) }

  /// Trains a network; the seed decides its first weights and the order of the images.
  init(_ recipe: Recipe, on photos: Photos, seed: UInt64, progress: (String) -> Void) {
    var generator = RandomGenerator(seed: seed)
    self.recipe = recipe
    model = recipe.network(&generator)
    standardizer = photos.standardizer
    let images = recipe.holdsOut ? photos.training : photos.all
    let steps = (images.count + recipe.batch - 1) / recipe.batch
    var optimizer = recipe.rule(model.parameters)
    let rate = CosineDecay(from: optimizer.learningRate, over: recipe.epochs * steps)
    let clock = ContinuousClock()
    for epoch in 0..<recipe.epochs {
      if recipe.forgets { optimizer = recipe.rule(model.parameters) }
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
      losses.append(total / Double(steps))
      seconds.append((seconds.last ?? 0) + time / .seconds(1))
      percents.append(percent(of: photos.validation))
      progress("\(recipe.name), loss \(losses[epoch], "%.2f")")
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
