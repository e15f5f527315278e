// The images in three parts. Parameters are learnt from the first; recipes are chosen by the second;
// the third is looked at when everything is decided. Some are shown.

import Datasets
import Foundation
import Gradus
import LessonKit
import Plot

/// Images to learn from, to choose by and to judge by.
struct Photos {
  let training, validation, test: LabelledImages
  /// What is not for the test: the first part and, unless images are left out, the second.
  let all: LabelledImages
  let standardizer: PixelStandardizer

  /// Holds out a tenth of the training images, and takes so many of the others at most.
  init(_ data: ImageDataset, atMost most: Int = .max, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    // ANCHOR: split
    let (others, heldOut) = data.training.split(
      holdingOut: data.training.count / 10, using: &generator)
    validation = heldOut
    training = others.examples(0..<min(most, others.count))
    test = data.test
    standardizer = PixelStandardizer(fitting: training)
    // ANCHOR_END: split
    all = training.count < others.count ? training : data.training
  }
}

/// What is said of the images.
struct Facts: Codable {
  /// The name of the data set.
  let name: String
  let classNames: [String]
  /// How many there are in each part.
  let training, validation, test: Int
}

extension LeNet5 {
  /// Records how many images there are, and how far chance moves a share of 60 % that is counted on
  /// so many: √(p(1 − p)/n).
  func recordCounts(_ facts: Facts, into record: inout RunRecord) {
    record.number("images.training", facts.training)
    for (name, n) in [("validation", facts.validation), ("test", facts.test)] {
      let noise = (0.6 * 0.4 / Double(n)).squareRoot()
      record.number("noise.\(name)", 100 * noise, agreement: .quick())
    }
  }

  /// Draws ten training images of each class.
  func drawSamples(
    _ photos: OnDemand<Photos>, _ facts: Facts, into record: inout RunRecord
  ) throws {
    // They are read and not computed, and another Cairo draws shapes a little differently.
    let samples = try record.result("samples", within: nil) {
      let images = try photos.value.training
      let labels = images.labels.scalars
      return images.classNames.indices.map { label in
        let chosen = labels.indices.filter { labels[$0] == label }.prefix(10)
        return chosen.map { Picture(rgb: images.rgb($0)) }
      }
    }
    let figure = Figure(columns: 2, size: Size(width: 520, height: 600)) {
      for (name, pictures) in zip(facts.classNames, samples) {
        Axes(name, x: .hidden, y: .hidden) {
          Tiles(rgb: pictures.map(\.rgb), width: 32, columns: 5)
        }
      }
    }
    try record.draw("samples.png", figure)
  }
}

/// The pixels of an image `[3, height, width]` as figures take them: red, green and blue of the
/// first, then of the second.
func rgb(_ x: Tensor<Double>) -> [Double] { x.reshaped([3, -1]).transposed().scalars }

/// A photograph to be drawn.
struct Picture: Codable {
  /// Red, green and blue of the first pixel, then of the second, from 0 to 255.
  private let bytes: Data

  init(rgb values: [Double]) { bytes = Data(values.map { UInt8((255 * $0).rounded()) }) }

  /// The pixels as figures take them, from 0 to 1.
  var rgb: [Double] { bytes.map { Double($0) / 255 } }
}

extension LabelledImages {
  /// An image as figures take it.
  func rgb(_ index: Int) -> [Double] { Lesson08.rgb(images(at: [index], as: Double.self)) }
}
