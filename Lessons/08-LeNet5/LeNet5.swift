// Lesson 08: LeNet-5. A network of 1998 on colour photographs: drawn from the model itself, trained
// as dl2 (coderkarthiko 2020) did it and as one would today, compared by what each costs in seconds,
// and looked at: what it sees, what it confuses, where it is surest and wrong.

import ArgumentParser
import Datasets
import Gradus
import LessonKit

@main
struct LeNet5: Lesson {
  static let number = 8
  static let title = "LeNet-5"
  static let abstract = """
    Draws LeNet-5, trains it on colour photographs with several rules of descent, and shows how \
    soon it gets how far, what it has learnt and what it confuses.
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    let data = try ImageDataset.find(.cifar10, in: options.data)
    var record = try startRecord(reading: data)
    let photos = Photos(data, isQuick: options.quick, seed: options.seed)
    photos.recordCounts(into: &record)
    try drawSamples(photos, from: data.name, into: &record)
    count(into: &record)
    compareWithDl2(photos, into: &record)
    try compareRules(photos, into: &record)
    let best = try trainLonger(photos, into: &record)
    try drawArchitecture(best, photos.test, into: &record)
    try drawKernels(best, into: &record)
    let p = best.probabilities(of: photos.test)
    try drawConfusion(p, photos.test, into: &record)
    try drawMistakes(p, photos.test, into: &record)
    try record.write()
  }
}

/// The record begins with which images these are.
extension ImageDataset: FoundData {}
