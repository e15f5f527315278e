// The DCGAN: trained, interrupted perhaps, judged.

import Datasets
import Gradus
import LessonKit

/// What came of the training of the DCGAN, and how good its judge is.
struct Course: Codable {
  let classNames: [String]
  /// How many images there were to learn from.
  let images: Int
  /// The share of test images that the judge names rightly.
  let accuracy: Double
  /// The quality of real images, as the judge sees it.
  let floor: Quality
  /// Losses of D and G, scores of real images and of fakes, epoch by epoch.
  let means: [[Double]]
  /// The quality of fakes before the first epoch and after each.
  let qualities: [Quality]
  /// How many epochs there were.
  var epochs: Int { means.count }
}

extension GAN {
  /// How many epochs the DCGAN is trained.
  var epochs: Int { options.epochs(full: 8, quick: 2) }

  /// Trains, judges, draws.
  func draw(
    _ data: OnDemand<ImageDataset>, _ training: inout Training, _ bookmark: Bookmark,
    into record: inout RunRecord, using random: inout RandomGenerator
  ) throws {
    let course = try record.result("training", within: 0.02) {
      try train(try data.value, &training, bookmark, using: &random)
    }
    let frames = try record.result("frames", within: 0.02) {
      training.frames.map { frame in
        let fakes = frame.transposed()
        return (0..<fakes.shape[0]).map { Shades(fakes.slice(at: $0).scalars, in: -1...1) }
      }
    }
    let seconds = try record.result("seconds", within: nil) { training.log.seconds }
    report(training, course, seconds, into: &record)
    try drawEvolution(frames, into: &record)
    try drawBetween(training, into: &record, using: &random)
    try drawProgress(course, into: &record)
  }

  /// Trains a judge and then the pair, as far as it is not trained already.
  private func train(
    _ data: ImageDataset, _ training: inout Training, _ bookmark: Bookmark,
    using random: inout RandomGenerator
  ) throws -> Course {
    let passes = options.sized(full: 5, quick: 2)
    let fakes = options.sized(full: 2_000, quick: 200)
    let learning = ProgressLine("classifier", of: passes)
    let judge = Judge(data, epochs: passes, fakes: fakes, using: &random) { learning.advance() }
    learning.end()
    let accuracy = judge.accuracy(on: data.test)
    let some = random.permutation(of: data.training.count).prefix(2_000)
    let floor = judge.quality(of: data.training.images(at: some, standardizedBy: bright))
    let most = options.sized(full: 60_000, quick: 256)
    let images = data.training.examples(0..<min(most, data.training.count))

    try bookmark.finish(&training, as: "training") { training, pause in
      let left = training.stepsLeft(images, epochs: epochs)
      let progress = ProgressLine("training", of: max(1, left))
      defer { progress.end() }
      try training.run(on: images, epochs: epochs, judge: judge) { training in
        progress.advance("epoch \(training.log.epoch + 1) of \(epochs)")
        try pause(training)
      }
    }
    return Course(
      classNames: data.training.classNames, images: images.count, accuracy: accuracy,
      floor: floor, means: training.log.means, qualities: training.log.qualities)
  }

  /// Records and prints what the training has come to.
  private func report(
    _ training: Training, _ course: Course, _ seconds: Double, into record: inout RunRecord
  ) {
    let (epochs, floor) = (course.epochs, course.floor)
    let (first, last) = (course.qualities[0], course.qualities[course.epochs])
    record.number(
      "parameters.generator", training.pair.G.parameterCount, agreement: .everywhere())
    record.number(
      "parameters.discriminator", training.pair.D.parameterCount, agreement: .everywhere())
    record.number("images", course.images)
    record.number("epochs", epochs)
    record.number("steps", epochs * Training.steps(course.images))
    record.volatile("seconds", seconds)
    record.volatile("milliseconds", 1_000 * seconds / Double(epochs * course.images))
    // An epoch of the notebook took 642 seconds.
    record.number("reference.milliseconds", 642.26 / 60, agreement: .everywhere())
    record.number("accuracy", course.accuracy)
    var table = Table(
      .number("epoch", "%d"), .number("L_D", "%.2f"), .number("L_G", "%.2f"),
      .number("D(real)", "%.2f"), .number("D(fake)", "%.2f"), .number("distance", "%.2f"),
      .number("confidence", "%.1p"))
    for (epoch, (means, quality)) in zip(course.means, course.qualities.dropFirst()).enumerated() {
      table.add(
        epoch + 1, means[0], means[1], means[2], means[3], quality.distance, quality.confidence)
    }
    record.table("epochs", table)
    for (key, quality) in [("first", first), ("last", last), ("real", floor)] {
      record.number("distance.\(key)", quality.distance, agreement: .full(relative: 0.3))
      record.number("confidence.\(key)", quality.confidence, agreement: .full(relative: 0.1))
    }
    record.number("fakes", last.counts.reduce(0, +))
    record.number("classes.least", last.counts.min() ?? 0, agreement: .full(relative: 0.5))
    record.number("classes.most", last.counts.max() ?? 0, agreement: .full(relative: 0.5))
    print(
      """
      A classifier that names \(course.accuracy, "%.1p") of the test images judges the fakes.
      Before the training they are at a distance of \(first.distance, "%.1f") from the test images; \
      real images are at \(floor.distance, "%.2f").
      \(table)

      """)
  }
}
