// Every network is trained alike but for the rate: momentum, weight decay, half a cosine, images
// mirrored and shifted. What its parameters were at every half epoch is kept, to draw its way.

import Datasets
import Gradus
import LessonKit

/// A network in training.
struct Trained {
  let architecture: Architecture
  let rate: Double
  let epochs: Int
  let model: Sequential<Float>
  let standardizer: PixelStandardizer
  private var optimizer: SGD<Float>
  private var generator: RandomGenerator
  var log = Log()
  /// The parameters before the training and at every half epoch.
  private(set) var way: [[Tensor<Float>]] = []

  struct Log: Codable {
    /// The mean loss of each epoch.
    var losses: [Double] = []
  }

  /// A network before its training; the seed decides its first weights and the order of the images.
  init(
    _ architecture: Architecture, rate: Double, epochs: Int,
    standardizedBy standardizer: PixelStandardizer, seed: UInt64
  ) {
    (self.architecture, self.rate, self.epochs) = (architecture, rate, epochs)
    self.standardizer = standardizer
    generator = RandomGenerator(seed: seed)
    model = network(architecture, using: &generator)
    // ANCHOR: rule
    optimizer = SGD(
      model.parameters, learningRate: rate, momentum: 0.9, nesterov: true,
      weightDecay: 5e-4)
    // ANCHOR_END: rule
    way = [model.parameters.map(\.value)]
  }

  /// Trains for as many epochs as are left.
  mutating func train(on images: LabelledImages, afterEpoch: (Trained) throws -> Void) rethrows {
    let batch = 64
    let steps = (images.count + batch - 1) / batch
    let schedule = CosineDecay(from: rate, over: epochs * steps)
    for epoch in log.losses.count..<epochs {
      var total = 0.0
      let batches = images.batches(
        of: batch, shuffledBy: &generator, standardizedBy: standardizer,
        augmentedBy: Augmentation(flips: true, shift: 1))
      for (k, batch) in batches.enumerated() {
        optimizer.learningRate = schedule(epoch * steps + k)
        let loss = crossEntropy(logits: model(batch.images, .training), targets: batch.labels)
        optimizer.step(loss.gradients(of: optimizer.parameters))
        total += Double(loss.value.scalar)
        if k == steps / 2 { way.append(model.parameters.map(\.value)) }
      }
      log.losses.append(total / Double(steps))
      way.append(model.parameters.map(\.value))
      try afterEpoch(self)
    }
  }

  /// How many of a hundred images are named wrongly.
  func error(on images: LabelledImages) -> Double {
    let wrong = images.batches(of: 250, standardizedBy: standardizer).map { batch in
      let guesses = model(batch.images, .evaluation).value.argmax(along: 0)
      return zip(guesses.scalars, batch.labels.scalars).count { $0 != $1 }
    }
    return 100 * Double(wrong.reduce(0, +)) / Double(images.count)
  }
}

extension Trained: Resumable {
  func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {
    checkpoint.keep(model, as: "\(name).model")
    checkpoint.keep(optimizer, as: "\(name).optimizer")
    checkpoint.keep(generator, as: "\(name).generator")
    for (moment, point) in way.enumerated() {
      for (k, tensor) in point.enumerated() {
        checkpoint.tensors["\(name).way.\(moment).\(k)"] = tensor
      }
    }
  }

  mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {
    try checkpoint.restore(model, from: "\(name).model")
    try checkpoint.restore(&optimizer, from: "\(name).optimizer")
    generator = try checkpoint.generator("\(name).generator")
    way = []
    for moment in 0...2 * log.losses.count {
      var point: [Tensor<Float>] = []
      for k in model.parameters.indices {
        let key = "\(name).way.\(moment).\(k)"
        guard let tensor = checkpoint.tensors[key] else {
          throw .missingTensor(key, present: checkpoint.tensors.names)
        }
        point.append(tensor)
      }
      way.append(point)
    }
  }
}
