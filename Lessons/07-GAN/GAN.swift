// Lesson 07: GAN. Two networks against each other, one that draws and one that judges: first with a
// single image, then with eight heaps of points, then with all digits.

import ArgumentParser
import Datasets
import Gradus
import LessonKit

@main
struct GAN: ResumableLesson {
  static let number = 7
  static let title = "GAN"
  static let abstract = """
    Trains a network to draw images against one that tells its fakes from real ones, and measures \
    how good they are.
    """
  static let quickly = "trains for 2 epochs of 256 images where the full run has 8 of 60,000"

  @OptionGroup var options: LessonOptions

  @Flag(help: "Go on with a run that was interrupted.")
  var resume = false

  func run() throws {
    let data = OnDemand {
      try ImageDataset.find(.mnist, in: options.data, bundledOnly: options.bundled)
    }
    var record = try startRecord(reading: data)
    var random = RandomGenerator(seed: options.seed)
    var training = Training(using: &random)
    let bookmark = try bookmark(for: record)
    try drawFlow(into: &record)
    try oneImage(data, into: &record, using: &random)
    try slopes(data, into: &record, using: &random)
    try collapse(into: &record, using: &random)
    try draw(data, &training, bookmark, into: &record, using: &random)
    try record.write()
    bookmark.remove()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}
