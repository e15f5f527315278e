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
    let rates = options.sized(full: [0.01, 0.04, 0.16, 0.64], quick: [0.1])
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

  private func best(of courses: [Course], rates: Int) -> Course {
    courses.prefix(rates).min { $0.validation < $1.validation } ?? courses[0]
  }

  private func recordRecipe(rates: [Double], seeds: Int, epochs: Int, into record: inout RunRecord)
  {
    record.number("depths.epochs", epochs)
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
  }

  /// The tables and the figure of all trainings.
  private func show(
    _ courses: [[Course]], rates: [Double], into record: inout RunRecord
  ) throws {
    var table = Table(
      .text("network"), .number("rate", "%g"), .number("training loss", "%.2f"),
      .text("test error, percent"))
    var sweep = Table([.text("network")] + rates.map { .number("η = \($0)", "%.1f") })
    var medians: [String: Double] = [:]
    for courses in courses {
      let kind = courses[0].architecture
      let best = best(of: courses, rates: rates.count)
      let chosen = courses.filter { $0.rate == best.rate }
      let tests = chosen.map(\.test)
      let median = tests.quantile(0.5)
      let range =
        tests.count > 1 ? " (\(tests.quantile(0), "%.1f") to \(tests.quantile(1), "%.1f"))" : ""
      let loss = chosen.compactMap(\.losses.last).quantile(0.5)
      table.add(kind.name, best.rate, loss, "\(median, "%.1f")\(range)")
      sweep.add([kind.name.cell] + courses.prefix(rates.count).map { $0.validation.cell })
      record.number("depths.\(kind.key)", median, agreement: .full(relative: 0.05))
      record.number("depths.\(kind.key).loss", loss, agreement: .full(relative: 0.05))
      medians[kind.key] = median
    }
    record.table("depths", table)
    record.table("rates", sweep)
    print("\(table)\n\nErrors on validation images, in percent, by the rate\n\(sweep)\n")
    let (first, last) = (depths[0], depths[depths.count - 1])
    func error(_ kind: String, _ depth: Int) -> Double { medians["\(kind).\(depth)"] ?? .nan }
    record.claim(
      "depths.plain",
      "the deepest plain network is worse on the test than the plain one of 20 layers",
      error("plain", last) > error("plain", 20))
    record.claim(
      "depths.skips", "with skips the deepest network is better than the shallowest",
      error("skips", last) < error("skips", first))
    record.claim(
      "depths.gap", "skips matter more, the deeper the network",
      zip(depths, depths.dropFirst()).allSatisfy {
        error("plain", $0) - error("skips", $0) < error("plain", $1) - error("skips", $1)
      })
    let figure = Figure(size: Size(width: 860, height: 300)) {
      for depth in depths {
        Axes("\(depth) layers", x: "epoch", y: "training loss") {
          for courses in courses where courses[0].architecture.depth == depth {
            let best = best(of: courses, rates: rates.count)
            let kind = best.architecture
            for course in courses where course.rate == best.rate {
              Line(
                y: course.losses, startingAt: 1, label: course.seed == best.seed ? kind.kind : nil,
                color: kind.color.opacity(course.seed == best.seed ? 1 : 0.45),
                width: course.seed == best.seed ? 1.6 : 0.8)
            }
          }
        }
      }
    }
    let said = courses.map { courses in
      let best = best(of: courses, rates: rates.count)
      return "\(best.architecture.name) \(best.losses.last ?? 0, "%.2f")"
    }
    try record.draw(
      "training.svg", figure,
      alt: """
        Training loss over epochs for each depth, with and without skips, at the best rate of each. \
        In the end it is: \(said.joined(separator: "; ")).
        """)
  }
}
