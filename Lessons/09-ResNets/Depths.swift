// Every depth, with and without skips, at several rates; at the best of them from more seeds.

import Datasets
import Gradus
import LessonKit
import Plot

/// What a training came to.
struct Course: Codable {
  let architecture: Architecture
  let rate: Double
  let seed: UInt64
  let losses: [Double]
  /// How many of a hundred images are named wrongly.
  let validation, test: Double
}

/// The best network of each architecture, from the first seed.
struct Solution {
  let course: Course
  let run: OnDemand<Trained>

  var kind: Architecture { course.architecture }
}

extension ResNets {
  /// Trains all networks, prints and records what comes of them, and returns the best of each kind.
  func trainAll(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> [Solution] {
    let rates = options.sized(full: [0.01, 0.04, 0.16, 0.64, 2.56], quick: [0.1])
    let seeds = options.sized(full: 3, quick: 1)
    let epochs = options.epochs(full: 10, quick: 2)
    let kinds = depths.flatMap { depth in
      [false, true].map { Architecture(depth: depth, hasSkips: $0, channels: channels) }
    }
    var kept: [Architecture: Trained] = [:]
    let courses = try record.result("trainings", within: 0.05) {
      let progress = ProgressLine(
        "training", of: kinds.map(\.depth).reduce(0, +) * (rates.count + seeds - 1) * epochs)
      defer { progress.end() }
      func course(_ kind: Architecture, _ rate: Double, _ seed: Int) throws -> (Course, Trained) {
        let photos = try photos.value
        let seed = options.seed + UInt64(seed)
        var run = Trained(
          kind, rate: rate, epochs: epochs, standardizedBy: photos.standardizer, seed: seed)
        try bookmark.finish(&run, as: "\(kind.key).\(rate).\(seed)") { run, pause in
          progress.skip(kind.depth * run.log.losses.count)
          try run.train(on: photos.training) { run in
            progress.advance(
              "\(kind.name), loss \(run.log.losses.last ?? 0, "%.2f")", by: kind.depth)
            try pause(run)
          }
        }
        let course = Course(
          architecture: kind, rate: rate, seed: seed, losses: run.log.losses,
          validation: run.error(on: photos.validation), test: run.error(on: photos.test))
        return (course, run)
      }
      return try kinds.map { kind in
        let first = try rates.map { try course(kind, $0, 0) }
        let best = first.min { $0.0.validation < $1.0.validation } ?? first[0]
        kept[kind] = best.1
        return try first.map(\.0) + (1..<max(seeds, 1)).map { try course(kind, best.0.rate, $0).0 }
      }
    }
    try show(courses, rates: rates, into: &record)
    recordRecipe(rates: rates, seeds: seeds, epochs: epochs, into: &record)
    return zip(kinds, courses).map { kind, courses in
      Solution(
        course: best(of: courses, rates: rates.count),
        run: OnDemand {
          guard let run = kept[kind] else { throw LessonError("\(kind.name) was not trained.") }
          return run
        })
    }
  }
}
