// How far the network gets in twenty epochs, and what weight decay, mirror images and shifts are worth.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Trains for long, on images as they are, on images that seldom look the same twice, and with
  /// each of the changes alone; draws the first and the last and returns the network with all changes.
  func trainLonger(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> OnDemand<Sequential<Float>> {
    let epochs = options.epochs(full: 20, quick: 5)
    func recipe(
      _ name: String, _ augmentation: Augmentation? = nil, decay: Double = 0
    ) -> Recipe {
      // ANCHOR: longer
      var recipe = Recipe(name: name, epochs: epochs) {
        SGD(
          $0, learningRate: 0.02, momentum: 0.9, nesterov: true,
          weightDecay: decay)
      }
      recipe.augmentation = augmentation
      // ANCHOR_END: longer
      return recipe
    }
    let recipes = [
      recipe("as they are"),
      recipe("weight decay", decay: 5e-4),
      recipe("mirrored", Augmentation(flips: true)),
      recipe("shifted", Augmentation(shift: 2)),
      recipe("all three", Augmentation(flips: true, shift: 2), decay: 5e-4),
    ]
    let (seeded, _, trained) = try compare(
      recipes, as: "longer", seeds: 1, photos, bookmark, into: &record)
    let courses = seeded.map { $0[0] }
    let onTraining = try record.result("longer.training", within: 0.02) {
      let photos = try photos.value
      let seen = photos.training.examples(0..<min(photos.validation.count, photos.training.count))
      return try trained.value.map { photos.percent(of: seen, namedBy: $0[0].model) }
    }
    for (k, course) in courses.enumerated() {
      record.number("longer.\(k)", course.test, agreement: tolerance)
    }
    for k in [0, 4] { record.number("longer.\(k).training", onTraining[k], agreement: tolerance) }
    for (k, name) in [(0, "plain"), (4, "all")] {
      record.number("longer.\(name).loss", courses[k].losses[epochs - 1], agreement: tolerance)
      record.number("longer.\(name).right", courses[k].percents[epochs - 1], agreement: tolerance)
    }
    record.number("longer.epochs", epochs)
    record.recipe(
      "longer",
      LessonKit.Recipe(
        loss: "cross-entropy", data: "45,000 photographs, changed as named",
        initializer: "uniform in ±1/√(number of inputs)",
        rule:
          "momentum of 0.9 with Nesterov's look-ahead at 0.02, falling along half a cosine; weight "
          + "decay 0.0005 where named", batch: "64", steps: "\(epochs) epochs", seeds: "one"))
    record.claim(
      "longer.alone",
      "each change alone brings more than two points on the test images, and all together more than "
        + "each",
      courses[1...3].allSatisfy { $0.test > courses[0].test + 2 && $0.test < courses[4].test })
    let plain = courses[0].percents
    record.claim(
      "longer.still",
      "on images as they are half of the epochs bring the validation within a point of its best while "
        + "the loss falls to less than half",
      (plain.prefix((epochs + 1) / 2).max() ?? 0) > (plain.max() ?? 100) - 1.01
        && 2 * courses[0].losses[epochs - 1] < courses[0].losses[(epochs - 1) / 2])
    record.claim(
      "longer.heart",
      "with all three changes the training images are named worse and the test images better",
      onTraining[4] < onTraining[0] && courses[4].test > courses[0].test)
    let ends = [(courses[0], Color.vermilion), (courses[4], .blue)]
    let figure = Figure(size: Size(width: 820, height: 330)) {
      Axes(x: "epoch", y: "training loss") {
        for (course, color) in ends {
          Line(y: course.losses, startingAt: 1, label: course.name, color: color)
        }
      }
      Axes(x: "epoch", y: "validation images right, percent") {
        for (course, color) in ends {
          Line(y: course.percents, startingAt: 1, label: course.name, color: color)
        }
      }
    }
    try record.draw("curves.svg", figure)
    return OnDemand { try trained.value[4][0].model }
  }
}
