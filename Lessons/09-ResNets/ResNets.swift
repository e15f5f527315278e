// Lesson 09: residual networks. Plain and residual networks of three depths on small colour
// photographs: how large gradients are on their way back, how well the networks are trained, and what
// their losses look like from where the training ended; then, what such a picture can be made to say.

import ArgumentParser
import Datasets
import DrawnImages
import Gradus
import LessonKit

@main
struct ResNets: ResumableLesson {
  static let number = 9
  static let title = "Residual networks"
  static let abstract = """
    Trains networks of three depths with and without shortcuts, draws the landscape of their losses \
    and tries what such a picture can be made to say.
    """
  static let quickly = "trains two depths on 1,000 images for 2 epochs and looks at 9×9 points"

  @OptionGroup var options: LessonOptions

  @Flag(help: "Go on with a run that was interrupted.")
  var resume = false

  func run() throws {
    let data = OnDemand {
      try ImageDataset.findOrDraw(.cifar10, in: options.data, bundledOnly: options.bundled)
    }
    var record = try startRecord(reading: data)
    let bookmark = try bookmark(for: record)
    let most = options.sized(full: 10_000, quick: 1_000)
    let photos = OnDemand { Photos(try data.value, atMost: most, seed: options.seed) }
    try describe(photos, into: &record)
    try measureGradients(photos, into: &record)
    let solutions = try trainAll(photos, bookmark, into: &record)
    let views = try lookAround(solutions, photos, bookmark, into: &record)
    try measureCurvature(views, photos, into: &record)
    try drawWays(views, bookmark, into: &record)
    try criticise(views, photos, into: &record)
    try record.write()
    bookmark.remove()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}

extension Agreement {
  /// What another machine's rounding leaves of a training's outcome.
  static var loose: Agreement { .full(relative: 0.15) }
}
