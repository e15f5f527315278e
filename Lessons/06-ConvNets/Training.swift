// Training a network by a rule on images, with its accuracy on the test images after every epoch,
// which nothing is chosen by.

import Datasets
import Gradus

/// What is done to images before a network sees them.
enum View {
  /// Nothing: shades from 0 to 1.
  case plain
  /// Shades from 0 to 255, as the files have them.
  case raw
  /// Pixels in another order, the same for every image.
  case shuffled([Int])

  /// The images `[channels, height, width, examples]` as the network gets them.
  func callAsFunction(_ images: Tensor<Float>) -> Tensor<Float> {
    switch self {
    case .plain: return images
    case .raw: return 255 * images
    case .shuffled(let order):
      // ANCHOR: shuffled
      let list = images.reshaped([order.count, -1])
      return list.gathered(order, along: 0).reshaped(images.shape)
    // ANCHOR_END: shuffled
    }
  }
}

/// A network after its training.
struct Trained {
  let model: Sequential<Float>
  /// The share of test images named rightly, after each epoch.
  private(set) var accuracies: [Double] = []
  /// The time an epoch took on average, without the test.
  private(set) var seconds = 0.0

  /// Trains a network; the generator decides its first weights and the order of the images.
  init(
    _ network: Network, _ rule: Rule, on data: ImageDataset, view: View = .plain, epochs: Int,
    using start: RandomGenerator, progress: () -> Void
  ) {
    var generator = start
    model = network.model(using: &generator)
    var optimizer = rule.optimizer(of: model.parameters)
    let clock = ContinuousClock()
    for _ in 0..<epochs {
      let time = clock.measure {
        // ANCHOR: epoch
        for batch in data.training.batches(of: 50, shuffledBy: &generator) {
          let z = model(view(batch.images), .training)
          let loss = crossEntropy(logits: z, targets: batch.labels)
          optimizer.step(loss.gradients(of: optimizer.parameters))
        }
        // ANCHOR_END: epoch
      }
      seconds += time / .seconds(epochs)
      accuracies.append(accuracy(on: data.test, view))
      progress()
    }
  }

  /// The scores of images, `[classes, examples]`.
  func scores(_ images: Tensor<Float>, _ view: View = .plain) -> Tensor<Float> {
    model(view(images), .evaluation).value
  }

  /// The share of images whose largest score is that of their class.
  func accuracy(on images: LabelledImages, _ view: View = .plain) -> Double {
    let chunks = stride(from: 0, to: images.count, by: 500).map { start in
      Array(start..<min(start + 500, images.count))
    }
    let right = chunks.map { chunk in
      let guesses = scores(images.images(at: chunk), view).argmax(along: 0).scalars
      return zip(chunk, guesses).count { images.labels.scalars[$0] == $1 }
    }
    return Double(right.reduce(0, +)) / Double(images.count)
  }
}
