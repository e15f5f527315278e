// Lesson 06: ConvNets. From a fully connected layer to a sparse and shared one, drawn as a matrix;
// then two networks and five rules of descent on images, and a look at what they have learnt.

import ArgumentParser
import Datasets
import Gradus
import LessonKit

@main
struct ConvNets: Lesson {
  static let number = 6
  static let title = "ConvNets"
  static let abstract = """
    Draws the convolution as a matrix, trains a perceptron and a convolutional network with five \
    rules of descent on images, and shows what they have learnt.
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    let data = try ImageDataset.find(.mnist, in: options.data)
    var record = try startRecord(reading: data)
    var generator = RandomGenerator(seed: options.seed)
    try drawMatrices(into: &record)
    try receptiveFields(into: &record)
    counts(into: &record)
    let (mlp, cnn) = try benchmark(data, into: &record, using: &generator)
    try lookInside(mlp, cnn, data, into: &record)
    try drawMap(cnn, data.test, into: &record, using: &generator)
    try record.write()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}
