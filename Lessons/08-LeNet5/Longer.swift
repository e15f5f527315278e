// How far the network gets in twenty epochs, and what weight decay, mirror images and shifts are worth.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

extension LeNet5 {
  /// Trainings on images as they are, with each of three changes alone, and with all of them.
  private func changes(_ epochs: Int) -> [Recipe] {
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
    return [
      recipe("as they are"),
      recipe("weight decay", decay: 5e-4),
      recipe("mirrored", Augmentation(flips: true)),
      recipe("shifted", Augmentation(shift: 2)),
      recipe("all three", Augmentation(flips: true, shift: 2), decay: 5e-4),
    ]
  }

  /// Trains for long; returns the network that all three changes have made from the first seed.
  func trainLonger(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> OnDemand<Sequential<Float>> {
    let recipes = changes(options.epochs(full: 20, quick: 5))
    let (courses, _, trained) = try compare(
      recipes, as: "longer",
      rule: "\(Self.momentum); weight decay 0.0005 where named",
      data: "45,000 photographs, changed as named", photos, bookmark, into: &record)
    let onTraining = try record.result("longer.training", within: 0.02) {
      let photos = try photos.value
      let seen = photos.training.examples(0..<min(photos.validation.count, photos.training.count))
      return try [0, 4].map { k in
        try trained.value[k].map { photos.percent(of: seen, namedBy: $0.model) }
      }
    }
    let atOthers = try ends(
      of: [recipes[0]], at: [0.125, 0.25, 0.5, 2], as: "longer.rates", photos, bookmark,
      into: &record)[0]
    for (k, course) in courses.enumerated() {
      record.number("longer.\(k)", course.test.median, agreement: tolerance)
    }
    record.numbers(
      [
        "longer.0.training": onTraining[0].median, "longer.4.training": onTraining[1].median,
        "longer.rates": atOthers.map(\.median).max() ?? 0,
      ], agreement: tolerance)
    claim(courses, onTraining, atOthers, into: &record)
    try record.draw("curves.svg", figure(courses))
    return OnDemand { try trained.value[4][0].model }
  }

  /// What the trainings come to over epochs, and their losses.
  private func figure(_ courses: [[Course]]) -> Figure {
    let epochs = Axis.linear("epoch", ticks: .at([1, 5, 10, 15, 20]))
    let styles: [(Color, Stroke.Dash)] = [
      (.vermilion, .solid), (.purple, .dotted), (.sky, .dashed), (.green, .dashed), (.blue, .solid),
    ]
    return Figure(columns: 1, sharing: .x, size: Size(width: 520, height: 560)) {
      Axes(x: epochs, y: "validation images right, percent") {
        for (courses, style) in zip(courses, styles) { courses.spread(of: \.percents, style) }
      }
      Axes(x: epochs, y: "training loss") {
        for (courses, style) in zip(courses, styles) { courses.spread(of: \.losses, style) }
      }
    }
  }

  /// What the page says of the trainings, of how they name the training images without changes and
  /// with all, and of what images as they are come to at other rates.
  private func claim(
    _ courses: [[Course]], _ onTraining: [[Double]], _ atOthers: [[Double]],
    into record: inout RunRecord
  ) {
    let (plain, all) = (courses[0], courses[4])
    record.claim(
      "longer.alone",
      "on validation and test images each seed with all three changes is above each with one, and "
        + "each with mirror images or shifts above each with none",
      courses[..<4].allSatisfy { $0.areBelow(all) }
        && courses[2...].allSatisfy { plain.areBelow($0) })
    let highest = (plain.validation + atOthers.joined()).max() ?? 100
    record.claim(
      "longer.rates",
      "each seed with mirror images or shifts is above each with none, at any of its five rates",
      courses[2...].allSatisfy { ($0.validation.min() ?? 0) > highest })
    let medians = atOthers.map(\.median)
    let best = max(medians[1], medians[2])
    record.claim(
      "longer.decay",
      "without a change the best rate is below 0.02 and not the smallest, and weight decay alone ends "
        + "below that",
      max(medians[0], medians[3], plain.validation.median, courses[1].validation.median) < best)
    record.claim(
      "longer.still",
      "in the second half of the epochs the validation gains no more than a point and the loss halves, "
        + "from each seed with no change",
      plain.allSatisfy { course in
        let (percents, losses, half) = (course.percents, course.losses, course.losses.count / 2)
        return (percents.prefix(half).max() ?? 0) > (percents.max() ?? 100) - 1.01
          && 2 * (losses.last ?? 1) < losses.prefix(half).last ?? 0
      })
    record.claim(
      "longer.heart", "each seed with all three names training images worse than each with none",
      (onTraining[1].max() ?? 100) < (onTraining[0].min() ?? 0))
  }
}
