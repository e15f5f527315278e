// Every depth, with and without skips, at several rates; at the best of them from more seeds.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

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
  let kind: Architecture
  let run: OnDemand<Trained>
}

/// What the trainings of one architecture came to.
private struct Courses {
  /// One at each rate, from the first seed.
  let tried: [Course]
  /// Those at the best rate, from every seed.
  let chosen: [Course]

  init(_ courses: [Course], rates: Int) {
    tried = Array(courses.prefix(rates))
    let best = tried.min { $0.validation < $1.validation } ?? courses[0]
    chosen = courses.filter { $0.rate == best.rate }
  }

  var kind: Architecture { chosen[0].architecture }
  var rate: Double { chosen[0].rate }
  /// The errors on test images, a seed each.
  var tests: [Double] { chosen.map(\.test) }
  /// The median of the losses of the last epoch.
  var loss: Double { chosen.compactMap(\.losses.last).median }
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
      return try kinds.map { kind in
        func course(_ rate: Double, seed: Int) throws -> (came: Course, run: Trained) {
          try self.course(
            kind, rate, seed: options.seed + UInt64(seed), epochs, try photos.value, bookmark,
            progress)
        }
        let first = try rates.map { try course($0, seed: 0) }
        let best = first.min { $0.came.validation < $1.came.validation } ?? first[0]
        kept[kind] = best.run
        let others = try (1..<max(seeds, 1)).map { try course(best.came.rate, seed: $0) }
        return (first + others).map(\.came)
      }
    }.map { Courses($0, rates: rates.count) }
    record.number("depths.seeds", seeds)
    record.recipe(
      "depths",
      Recipe(
        loss: "cross-entropy",
        data: "CIFAR-10 at 16×16, mirrored at random and shifted by a pixel at most",
        initializer: "He's normal weights, variance 2/fan-in; γ = 1, β = 0",
        rule: "Nesterov's momentum 0.9, weight decay 0.0005, η from "
          + "\(rates.map { "\($0)" }.joined(separator: ", ")), down half a cosine",
        batch: "64", steps: "\(epochs) epochs", seeds: "\(seeds) at the best rate"))
    tabulate(courses, rates, into: &record)
    conclude(courses, rates, into: &record)
    try drawLosses(courses, into: &record)
    return kinds.map { kind in
      Solution(
        kind: kind,
        run: OnDemand {
          guard let run = kept[kind] else { throw LessonError("\(kind.name) was not trained.") }
          return run
        })
    }
  }

  /// Trains a network, or goes on with what an interrupted run has left of it.
  private func course(
    _ kind: Architecture, _ rate: Double, seed: UInt64, _ epochs: Int, _ photos: Photos,
    _ bookmark: Bookmark, _ progress: ProgressLine
  ) throws -> (came: Course, run: Trained) {
    var run = Trained(kind, rate: rate, seed: seed)
    try bookmark.finish(&run, as: "\(kind.key).\(rate).\(seed)") { run, pause in
      progress.skip(kind.depth * run.log.epochs)
      try run.train(on: photos, rate: rate, epochs: epochs) { run in
        progress.advance("\(kind.name), loss \(run.log.losses.last ?? 0, "%.2f")", by: kind.depth)
        try pause(run)
      }
    }
    let course = Course(
      architecture: kind, rate: rate, seed: seed, losses: run.log.losses,
      validation: photos.error(of: run.model, on: photos.validation),
      test: photos.error(of: run.model, on: photos.test))
    return (course, run)
  }

  /// The errors by the rate, and those of the best rate.
  private func tabulate(_ all: [Courses], _ rates: [Double], into record: inout RunRecord) {
    record.show(
      "rates", "Errors on validation images, in percent, by the rate",
      columns: [.text("network")] + rates.map { .number("η = \($0)", "%.1f") },
      rows: all.map { [$0.kind.name] + $0.tried.map(\.validation) })
    record.show(
      "depths", "At the best rate",
      columns: ["network", "rate %g", "training loss %.2f", "test error, percent"],
      rows: all.map { [$0.kind.name, $0.rate, $0.loss, $0.tests.spread("%.1f")] })
    for courses in all where courses.kind.depth == deepest {
      record.numbers(
        [
          "depths.\(courses.kind.key)": courses.tests.median,
          "depths.\(courses.kind.key).loss": courses.loss,
        ], agreement: .full(relative: 0.05))
    }
  }

  /// What the chapter says of the trainings.
  private func conclude(_ all: [Courses], _ rates: [Double], into record: inout RunRecord) {
    let (plain, skips) = (all.filter { !$0.kind.hasSkips }, all.filter(\.kind.hasSkips))
    let last = depths.count - 1
    let gaps = zip(plain, skips).map { $0.tests.median - $1.tests.median }
    func isWorse(_ one: Courses, _ other: Courses) -> Bool {
      (one.tests.min() ?? 0) > (other.tests.max() ?? 0)
    }
    record.claim(
      "depths.rates", "every network's best rate has worse ones on both sides",
      all.allSatisfy { $0.rate > rates[0] && $0.rate < rates[rates.count - 1] })
    record.claim(
      "depths.smaller", "of either kind, the deeper network has the smaller best rate",
      [plain, skips].allSatisfy { kind in
        zip(kind, kind.dropFirst()).allSatisfy { $0.rate > $1.rate }
      })
    record.claim(
      "depths.shallow", "at 8 layers the ranges of the errors overlap",
      !isWorse(plain[0], skips[0]) && !isWorse(skips[0], plain[0]))
    record.claim(
      "depths.middle", "at 20 layers every seed is better with skips, by five points in the median",
      isWorse(plain[1], skips[1]) && gaps[1] > 5)
    record.claim(
      "depths.plain", "the deepest plain network errs most, and has more loss than at 20 layers",
      plain[last].loss > plain[1].loss && plain[last].tests.median > plain[1].tests.median
        && all.filter { $0.kind != plain[last].kind }.allSatisfy { other in
          plain[last].tried.allSatisfy { $0.validation > other.chosen[0].validation }
        })
    record.claim(
      "depths.gap", "skips gain the more, the deeper the network",
      zip(gaps, gaps.dropFirst()).allSatisfy { $0 < $1 })
    record.claim(
      "depths.residual", "our residual network of 56 layers is no better than the one of 20",
      skips[last].tests.median >= skips[1].tests.median)
  }

  /// The losses over the epochs: the median of the seeds, and their range.
  private func drawLosses(_ all: [Courses], into record: inout RunRecord) throws {
    let figure = Figure(
      columns: depths.count, sharing: .y, legendBelow: true, size: Size(width: 480, height: 270)
    ) {
      for depth in depths {
        Axes("\(depth) layers", x: "epoch", y: "training loss") {
          for courses in all where courses.kind.depth == depth {
            Spread(
              curves: courses.chosen.map(\.losses), startingAt: 1, label: courses.kind.kind,
              color: courses.kind.color, marker: courses.kind.marker)
          }
        }
      }
    }
    try record.draw("training.svg", figure)
  }
}
