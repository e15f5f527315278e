// The images in three parts. Parameters are learnt from the first; recipes are chosen by the second;
// the third is looked at when everything is decided.

import Datasets
import Gradus
import LessonKit

/// Images to learn from, to choose by and to judge by.
struct Photos {
  let training, validation, test: LabelledImages
  /// What is not for the test: the first part and, unless the run is quick, the second.
  let all: LabelledImages
  let standardizer: PixelStandardizer

  /// Holds out a tenth of the training images; a quick run takes 5,000 of the others.
  init(_ data: ImageDataset, isQuick: Bool, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    // ANCHOR: split
    let (others, heldOut) = data.training.split(
      holdingOut: data.training.count / 10, using: &generator)
    validation = heldOut
    training = isQuick ? others.examples(0..<5000) : others
    test = data.test
    standardizer = PixelStandardizer(fitting: training)
    // ANCHOR_END: split
    all = isQuick ? training : data.training
  }

  /// Records how many images there are, and how far chance moves a share of 60 % that is counted on
  /// so many: √(p(1 − p)/n).
  func recordCounts(into record: inout RunRecord) {
    record.number("images.training", training.count)
    for (name, n) in [("validation", validation.count), ("test", test.count)] {
      let noise = (0.6 * 0.4 / Double(n)).squareRoot()
      record.number("noise.\(name)", 100 * noise, agreement: .quick())
    }
  }
}

/// The pixels of an image `[3, height, width]` as figures take them: red, green and blue of the
/// first, then of the second.
func rgb(_ x: Tensor<Double>) -> [Double] { x.reshaped([3, -1]).transposed().scalars }

extension LabelledImages {
  /// An image as figures take it.
  func rgb(_ index: Int) -> [Double] { Lesson08.rgb(images(at: [index], as: Double.self)) }
}
