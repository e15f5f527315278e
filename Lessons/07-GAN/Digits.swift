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
    try drawNearest(frames[course.epochs], data, images: course.images, into: &record)
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
    let epochs = course.epochs
    record.numbers(
      [
        "parameters.generator": Double(training.pair.G.parameterCount),
        "parameters.discriminator": Double(training.pair.D.parameterCount),
      ], agreement: .everywhere())
    record.numbers([
      "images": Double(course.images), "epochs": Double(epochs),
      "steps": Double(epochs * Training.steps(course.images)), "accuracy": course.accuracy,
    ])
    record.volatile("seconds", seconds)
    record.show(
      "epochs",
      "The training, judged by a classifier that names "
        + "\(course.accuracy, "%.1p") of the test images",
      columns: [
        "epoch %d", "L_D %.2f", "L_G %.2f", "D(real) %.2f", "D(fake) %.2f", "distance %.2f",
        "confidence %.1p",
      ],
      rows: zip(course.means, course.qualities.dropFirst()).enumerated().map { epoch, found in
        [epoch + 1] + found.0 + [found.1.distance, found.1.confidence]
      })
    record.recipe(
      "digits",
      Recipe(
        loss: "cross-entropy of D, $-\\log D$ of G", data: "\(course.images, "%'d") images",
        initializer: "as in the listings",
        rule: "Adam, β₁ = 0.5, at 0.0005 for G and 0.001 for D, falling along half a cosine",
        batch: "64", steps: "\(epochs) epochs", seeds: "one"))
    conclude(course, into: &record)
  }

  /// What the chapter says of the losses and of the fakes.
  private func conclude(_ course: Course, into record: inout RunRecord) {
    let (qualities, floor) = (course.qualities, course.floor)
    let (last, ends) = (qualities[course.epochs], course.means[course.epochs - 1])
    record.numbers(
      [
        "distance.first": qualities[0].distance, "distance.last": last.distance,
        "distance.real": floor.distance,
      ], agreement: .full(relative: 0.3))
    record.numbers(
      [
        "confidence.last": last.confidence, "confidence.real": floor.confidence,
        "loss.D": ends[0], "loss.G": ends[1], "score.real": ends[2], "score.fake": ends[3],
      ], agreement: .full(relative: 0.1))
    let counts = last.counts
    record.number("fakes", counts.reduce(0, +))
    record.numbers(
      ["classes.least": Double(counts.min() ?? 0), "classes.most": Double(counts.max() ?? 0)],
      agreement: .full(relative: 0.5))
    let late = course.means.dropFirst(2).map { $0[1] }
    record.claim(
      "digits.losses", "from the third epoch on L_G stands still, while the distance falls",
      (late.max() ?? 9) - (late.min() ?? 0) < 0.05
        && last.distance < qualities[min(3, course.epochs)].distance * 2 / 3)
    record.claim(
      "digits.distance", "the distance falls from epoch to epoch",
      zip(qualities, qualities.dropFirst()).allSatisfy { $1.distance < $0.distance })
    record.claim("digits.classes", "there are fakes of each class", counts.allSatisfy { $0 > 0 })
  }
}
