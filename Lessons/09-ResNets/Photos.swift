// CIFAR-10 at half its size, so that hundreds of trainings and thousands of looks fit into minutes:
// every 2×2 pixels become one. Parameters are learnt from the first part; rates are chosen by the
// second; the third is looked at when everything is decided.

import Datasets
import Gradus
import LessonKit

/// Images to learn from, to choose by and to judge by.
struct Photos {
  let training, validation, test: LabelledImages
  let standardizer: PixelStandardizer

  /// Takes so many images to learn from at most, and a fifth as many to choose by.
  init(_ data: ImageDataset, atMost most: Int, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    let count = min(most, 5 * data.training.count / 6)
    let order = generator.permutation(of: data.training.count)
    training = data.training.examples(order[..<count]).halved
    validation = data.training.examples(order[count..<count + count / 5]).halved
    test = data.test.examples(0..<min(most, data.test.count)).halved
    standardizer = PixelStandardizer(fitting: training)
  }

  /// The first training images in batches, as looked at around a solution.
  func sample<Scalar: TensorScalar>(
    _ count: Int, batch: Int = 64, as type: Scalar.Type = Scalar.self
  ) -> [(images: Tensor<Scalar>, labels: Tensor<Int>)] {
    training.examples(0..<min(count, training.count))
      .batches(of: batch, as: Scalar.self, standardizedBy: standardizer)
      .map { ($0.images, $0.labels) }
  }

  /// How many of a hundred images a network names wrongly.
  func error(of model: Sequential<Float>, on images: LabelledImages) -> Double {
    let batches = images.batches(of: 250, standardizedBy: standardizer)
    return 100
      * (1 - accuracy(of: batches.lazy.map { (model($0.images, .evaluation).value, $0.labels) }))
  }
}

extension LabelledImages {
  /// The images with half as many rows and columns, each pixel the mean of four.
  var halved: LabelledImages {
    var pixels: [UInt8] = []
    for batch in batches(of: 500) {
      let small = avgPool2d(batch.images, Window2d(2, stride: 2)).permuted([3, 0, 1, 2])
      pixels += small.scalars.map { UInt8((255 * $0).rounded()) }
    }
    return LabelledImages(
      shape: [shape[0], shape[1] / 2, shape[2] / 2], pixels: pixels, labels: labels.scalars,
      classNames: classNames)
  }
}
