// Lesson 08: LeNet-5. A network of 1998 on colour photographs: drawn from the model itself, trained
// as dl2 (coderkarthiko 2020) did it and as one would today, compared by what each costs in seconds,
// and looked at: what it sees, what it confuses, where it is surest and wrong.

import ArgumentParser
import Datasets
import DrawnImages
import Gradus
import LessonKit

@main
struct LeNet5: ResumableLesson {
  static let number = 8
  static let title = "LeNet-5"
  static let abstract = """
    Draws LeNet-5, trains it on colour photographs with several rules of descent, and shows how \
    soon it gets how far, what it has learnt and what it confuses.
    """
  static let quickly = "trains on 640 images where the full run has 45,000, and not so long"

  @OptionGroup var options: LessonOptions

  @Flag(help: "Go on with a run that was interrupted.")
  var resume = false

  func run() throws {
    let data = OnDemand {
      try ImageDataset.findOrDraw(.cifar10, in: options.data, bundledOnly: options.bundled)
    }
    var record = try startRecord(reading: data)
    let bookmark = try bookmark(for: record)
    let most = options.sized(full: 45_000, quick: 640)
    let photos = OnDemand { Photos(try data.value, atMost: most, seed: options.seed) }
    let facts = try record.result("photos") {
      let (photos, data) = (try photos.value, try data.value)
      return Facts(
        name: data.name, classNames: data.training.classNames, training: photos.training.count,
        validation: photos.validation.count, test: photos.test.count)
    }
    recordCounts(facts, into: &record)
    try drawSamples(photos, facts, into: &record)
    count(into: &record)
    try compareWithDl2(photos, bookmark, into: &record)
    try compareRules(photos, bookmark, into: &record)
    let best = try trainLonger(photos, bookmark, into: &record)
    try drawArchitecture(best, photos, facts, into: &record)
    try drawKernels(best, into: &record)
    let p = OnDemand {
      try photos.value.probabilities(of: try photos.value.test, by: try best.value)
    }
    try drawConfusion(p, photos, facts.classNames, into: &record)
    try drawMistakes(p, photos, into: &record)
    try drawReliability(p, photos, into: &record)
    try record.write()
    bookmark.remove()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}
