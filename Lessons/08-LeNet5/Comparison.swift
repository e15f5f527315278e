// Recipes compared: trained from several seeds, tried on the validation images after every epoch and
// on the test images in the end.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

/// What a training went through.
struct Course: Codable {
  let name: String
  /// The mean loss of each epoch, and the percentage of validation images named rightly after it.
  let losses, percents: [Double]
  /// The percentage of test images named rightly in the end.
  let test: Double
}

extension [Course] {
  /// The percentages of validation images in the end, and of test images, seed by seed.
  var validation: [Double] { map { $0.percents.last ?? 0 } }
  var test: [Double] { map(\.test) }

  /// Whether each of these ends below each of others, on validation and on test images.
  func areBelow(_ others: [Course]) -> Bool {
    (validation.max() ?? 100) < (others.validation.min() ?? 0)
      && (test.max() ?? 100) < (others.test.min() ?? 0)
  }

  /// What was measured after each epoch, as a line with a band.
  func spread(
    of measured: KeyPath<Course, [Double]>, _ style: (color: Color, dash: Stroke.Dash)
  ) -> Spread {
    let epochs = self[0][keyPath: measured].indices
    return Spread(
      x: epochs.map { Double($0 + 1) },
      epochs.map { epoch in map { $0[keyPath: measured][epoch] } }, label: self[0].name,
      color: style.color, dash: style.dash)
  }
}

extension LeNet5 {
  /// From how many seeds each recipe is trained.
  var seeds: Int { options.sized(full: 3, quick: 1) }

  /// The rule of a recipe that says nothing of it.
  static let momentum =
    "momentum of 0.9 with Nesterov's look-ahead at 0.02, falling along half a cosine"

  /// How closely another run finds accuracies.
  var tolerance: Agreement { .full(relative: 0.03) }

  /// Trains by each recipe, each from as many seeds; shows how and what comes of it, and returns
  /// that, the median time of each recipe in seconds, and the networks.
  func compare(
    _ recipes: [Recipe], as key: String, rule: String, data: String = "45,000 photographs",
    initializer: String = "uniform in ±1/√(number of inputs)", batch: String = "64",
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> (courses: [[Course]], seconds: [Double], trained: OnDemand<[[Trained]]>) {
    let trained = OnDemand { try self.trained(recipes, as: key, photos, bookmark) }
    let courses = try record.result(key, within: 0.02) {
      let photos = try photos.value
      return try zip(recipes, trained.value).map { recipe, seeds in
        seeds.map { run in
          Course(
            name: recipe.name, losses: run.log.losses, percents: run.log.scores,
            test: photos.percent(of: photos.test, namedBy: run.model))
        }
      }
    }
    let seconds = try record.result("\(key).seconds", within: nil) {
      try trained.value.map { $0.map { $0.log.seconds.reduce(0, +) }.median }
    }
    record.show(
      key, "After \(recipes[0].epochs) epochs, in percent of the images",
      columns: [
        .text("training"), .number("loss", "%.2f"), .text("validation"), .text("test"),
        .volatile("seconds", "%.1f"),
      ],
      rows: recipes.indices.map { k in
        [
          recipes[k].name, courses[k].map { $0.losses.last ?? .nan }.median,
          recipes[k].holdsOut ? courses[k].validation.spread("%.1f") : "seen",
          courses[k].test.spread("%.1f"), seconds[k],
        ]
      })
    record.recipe(
      key,
      LessonKit.Recipe(
        loss: "cross-entropy", data: data, initializer: initializer, rule: rule, batch: batch,
        steps: "\(recipes[0].epochs) epochs", seeds: "\(seeds)"))
    record.numbers(["\(key).seeds": Double(seeds), "\(key).epochs": Double(recipes[0].epochs)])
    return (courses, seconds, trained)
  }

  /// The networks trained by each recipe, from as many seeds.
  func trained(
    _ recipes: [Recipe], as key: String, _ photos: OnDemand<Photos>, _ bookmark: Bookmark
  ) throws -> [[Trained]] {
    let photos = try photos.value
    let progress = ProgressLine(key, of: recipes.map(\.epochs).reduce(0, +) * seeds)
    defer { progress.end() }
    return try recipes.enumerated().map { k, recipe in
      try (0..<seeds).map { seed in
        var run = recipe.start(seed: options.seed + UInt64(seed))
        try bookmark.finish(&run, as: "\(key).\(k).\(seed)") { run, pause in
          progress.skip(run.log.epochs)
          try recipe.train(&run, on: photos) { run in
            progress.advance("\(recipe.name), loss \(run.log.losses.last ?? 0, "%.2f")")
            try pause(run)
          }
        }
        return run
      }
    }
  }

  /// What recipes come to on the validation images at multiples of their rates: by recipe, multiple
  /// and seed.
  func ends(
    of recipes: [Recipe], at factors: [Double], as key: String, _ photos: OnDemand<Photos>,
    _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> [[[Double]]] {
    try record.result(key, within: 0.02) {
      try recipes.enumerated().map { k, recipe in
        try trained(factors.map(recipe.at), as: "\(key).\(k)", photos, bookmark).map { seeds in
          seeds.map { $0.log.scores.last ?? 0 }
        }
      }
    }
  }
}
