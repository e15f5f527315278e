// How good fakes are, in numbers: the classifier of lesson 06, trained for a moment, says how
// certain it is of their classes, and what it makes of real images and of fakes is compared.

import Datasets
import Gradus
import LessonKit

/// The quality of fakes.
struct Quality: Codable {
  /// How far their features are from those of real images, δ².
  let distance: Double
  /// The mean probability of the most probable class.
  let confidence: Double
  /// How many are of each class.
  let counts: [Int]
}

/// A classifier of images in −1…1 that judges fakes.
struct Judge {
  private let model: Sequential<Float>
  /// What fakes are compared with: the features of real images.
  private var real = Moments(of: .zeros([1, 2]))
  /// What the fakes to judge are made from, `[100, fakes]`.
  let noise: Tensor<Float>

  /// Trains the classifier, and shows it the test images; it will judge so many fakes.
  init(
    _ data: ImageDataset, epochs: Int, fakes: Int, using random: inout RandomGenerator,
    progress: () -> Void
  ) {
    let classes = data.training.classNames.count
    noise = .normal([100, fakes], using: &random)
    model = Sequential {
      Conv2d(1, 8, kernel: 2, stride: 2, using: &random)
      ReLU()
      Conv2d(8, 8, kernel: 2, stride: 2, using: &random)
      ReLU()
      Flatten()
      Linear(392, 28, using: &random)
      ReLU()
      Linear(28, classes, using: &random)
    }
    var optimizer = SGD(model.parameters, learningRate: 0.01, momentum: 0.9)
    for _ in 0..<epochs {
      for batch in data.training.batches(of: 50, shuffledBy: &random, standardizedBy: bright) {
        let loss = crossEntropy(logits: model(batch.images, .training), targets: batch.labels)
        optimizer.step(loss.gradients(of: optimizer.parameters))
      }
      progress()
    }
    real = Moments(of: features(data.test.images(standardizedBy: bright)))
  }

  /// What the last hidden layer makes of images, `[28, images]`.
  private func features(_ images: Tensor<Float>) -> Tensor<Float> {
    model.layers.dropLast().reduce(Variable(images)) { x, layer in layer(x, .evaluation) }.value
  }

  /// The quality of images `[1, 28, 28, images]`.
  func quality(of images: Tensor<Float>) -> Quality {
    let p = softmax(model(images, .evaluation).value)
    let guesses = p.argmax(along: 0).scalars
    return Quality(
      distance: Moments(of: features(images)).distance(to: real),
      confidence: Double(p.max(along: 0).mean().scalar),
      counts: (0..<p.shape[0]).map { name in guesses.count { $0 == name } })
  }

  /// The share of images whose most probable class is theirs.
  func accuracy(on images: LabelledImages) -> Double {
    let scores = model(images.images(standardizedBy: bright), .evaluation).value
    return LessonKit.accuracy(of: scores, images.labels)
  }
}

/// Pixels from −1, black, to 1, as the generator's tanh makes them.
let bright = PixelStandardizer(means: [0.5], deviations: [0.5])
