// Lesson 06: ConvNets. From a fully connected layer to a sparse and shared one, drawn as a matrix;
// then two networks and five rules of descent on images, and a look at what they have learnt.

import ArgumentParser
import Datasets
import Gradus
import LessonKit

@main
struct ConvNets: ResumableLesson {
  static let number = 6
  static let title = "ConvNets"
  static let abstract = """
    Draws the convolution as a matrix, trains a perceptron and a convolutional network with five \
    rules of descent on images, and shows what they have learnt.
    """
  static let quickly = "trains for 2 epochs of 2,000 images where the full run has 10 of 60,000"

  @OptionGroup var options: LessonOptions

  @Flag(help: "Go on with a run that was interrupted.")
  var resume = false

  func run() throws {
    let data = OnDemand {
      try ImageDataset.find(.mnist, in: options.data, bundledOnly: options.bundled)
    }
    var record = try startRecord(reading: data)
    let bookmark = try bookmark(for: record)
    var generator = RandomGenerator(seed: options.seed)
    try drawMatrices(into: &record)
    try drawPatches(into: &record)
    try receptiveFields(into: &record)
    countParameters(into: &record)
    let images = try record.result("images") { Images(try data.value) }
    let networks = try benchmark(data, images, bookmark, into: &record, using: &generator)
    try drawWeights(networks, into: &record)
    try drawMaps(networks, data, images, into: &record)
    try drawSaliency(networks, data, images, into: &record)
    try drawMistakes(networks, data, images, into: &record)
    try drawMap(networks, data, images, into: &record, using: &generator)
    try record.write()
    bookmark.remove()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}

/// What is said of the images, and ten of them to show.
struct Images: Codable {
  let classNames: [String]
  /// How many there are to learn from, and to judge by.
  let training, test: Int
  /// The first test image, and the first of each class.
  let first: Shades
  let samples: [Shades]

  init(_ data: ImageDataset) {
    classNames = data.test.classNames
    (training, test) = (data.training.count, data.test.count)
    first = data.test.shades(0)
    samples = Self.first(of: data.test).map { data.test.shades($0) }
  }

  /// The indices of the first image of each class.
  static func first(of images: LabelledImages) -> [Int] {
    let labels = images.labels.scalars
    return images.classNames.indices.compactMap { label in labels.firstIndex(of: label) }
  }
}

extension LabelledImages {
  /// The pixels of an image, from 0 to 1.
  func shades(_ index: Int) -> Shades { Shades(images(at: [index]).scalars, in: 0...1) }
}
