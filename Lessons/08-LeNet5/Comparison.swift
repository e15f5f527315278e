// Recipes compared: trained from several seeds, tried on the validation images after every epoch and
// on the test images in the end.

import Datasets
import Gradus
import LessonKit

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
}

extension LeNet5 {
  /// Trains by each recipe, each from as many seeds; shows what comes of it, and returns that, the
  /// median time of each recipe in seconds, and the networks.
  func compare(
    _ recipes: [Recipe], as key: String, seeds: Int, _ photos: OnDemand<Photos>,
    _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> (courses: [[Course]], seconds: [Double], trained: OnDemand<[[Trained]]>) {
    let trained = OnDemand { try self.trained(recipes, as: key, seeds: seeds, photos, bookmark) }
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
    // Up to the end of each epoch.
    let seconds = try record.result("\(key).seconds", within: nil) {
      try trained.value.map { seeds in
        seeds.map { run in
          run.log.seconds.reduce(into: [Double]()) { $0.append(($0.last ?? 0) + $1) }
        }
      }
    }.map { $0.map { $0.last ?? 0 }.median }
    func summary(_ values: [Double]) -> String {
      values.count > 1 ? values.spread("%.1f") : "\(values[0], "%.1f")"
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
          recipes[k].holdsOut ? summary(courses[k].validation) : "seen", summary(courses[k].test),
          seconds[k],
        ]
      })
    return (courses, seconds, trained)
  }

  /// The networks trained by each recipe, from as many seeds.
  func trained(
    _ recipes: [Recipe], as key: String, seeds: Int, _ photos: OnDemand<Photos>,
    _ bookmark: Bookmark
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

  /// How closely another run finds accuracies.
  var tolerance: Agreement { .full(relative: 0.03) }
}
