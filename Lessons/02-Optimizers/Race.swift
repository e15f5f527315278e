// The race: every contestant on every landscape at the rate that suits it best there, as tables.

import Gradus
import LessonKit
import Plot

/// All contestants on one landscape, each at its best rate.
struct Field: Sendable {
  let landscape: Landscape
  let entries: [Entry]

  /// After how many steps a contestant arrived.
  func arrival(_ contestant: Contestant) -> Int? {
    entries.first { $0.contestant.name == contestant.name }?.trail.arrival
  }
}

/// What is kept of a race.
struct Race: Codable {
  /// How a contestant fared on a landscape.
  struct Standing: Codable {
    let rate: Double
    let arrival: Int?
    /// Its path, as fine as a map can show it.
    let x, y: [Float]

    /// The standing of an entry, with its path of at most `steps` steps.
    init(_ entry: Entry, after steps: Int) {
      func coarse(_ value: Double) -> Float { Float((1e4 * value).rounded() / 1e4) }
      let points = entry.points(upTo: steps)
      (rate, arrival) = (entry.rate, entry.trail.arrival)
      (x, y) = (points.map { coarse($0.x) }, points.map { coarse($0.y) })
    }

    /// The entry of the contestant whose standing this is.
    func entry(of contestant: Contestant) -> Entry {
      let points = zip(x, y).map { Point(x: Double($0), y: Double($1)) }
      return Entry(
        contestant: contestant, rate: rate, trail: Trail(points: points, arrival: arrival))
    }
  }

  /// By landscape and contestant.
  let standings: [[Standing]]
  /// The distances from the minimum of the turned valley over 400 steps, by contestant.
  let distances: [[Float]]

  var fields: [Field] {
    zip(Landscape.all, standings).map { landscape, standings in
      Field(
        landscape: landscape,
        entries: zip(Contestant.all, standings).map { $1.entry(of: $0) })
    }
  }
}

extension Entry {
  /// The start and the points after it, up to arrival or the given number of steps.
  func points(upTo steps: Int) -> [Point] {
    Array(trail.points.prefix(min(steps, trail.arrival ?? steps) + 1))
  }

  /// The distances from the nearest minimum over 400 steps at its rate.
  fileprivate func distances(on landscape: Landscape) -> [Float] {
    landscape.descend(contestant, rate: rate, steps: 400).points
      .map { Float(landscape.distance($0)) }
  }
}

extension Optimizers {
  /// Sweeps the rates, records the steps to each minimum, draws the paths and the animation.
  func race(into record: inout RunRecord) throws {
    let steps = options.epochs(full: 5000, quick: 200)
    // Rounding elsewhere may put off an arrival by a step.
    let race = try record.result("race", within: 0.02) {
      try holdToTheRules()
      let progress = ProgressLine("racing", of: Landscape.all.count * Contestant.all.count)
      defer { progress.end() }
      let entries = Landscape.all.map { landscape in
        Contestant.all.map { contestant in
          defer { progress.advance("\(contestant.name), \(landscape.name)") }
          return Entry(contestant, on: landscape, steps: steps)
        }
      }
      return Race(
        standings: entries.map { $0.map { Race.Standing($0, after: steps) } },
        distances: entries[4].map { $0.distances(on: Landscape.all[4]) })
    }
    let fields = race.fields
    record.number("race.limit", steps)
    record.number("race.rates", triedRates.count, agreement: .quick())
    record.recipe(
      "race",
      Recipe(
        loss: "the landscape", initializer: "its start",
        rule: "each at the best of \(triedRates.count) rates from 0.0001 to 100; μ = 0.9, α = 0.9, "
          + "β = (0.9, 0.999), decay 0.01",
        steps: "\(steps, "%'d"), the last \(Landscape.stay) at least within 0.01 of a minimum"))
    tabulate(fields, into: &record)
    conclude(fields, into: &record)
    try drawPaths(fields, race.distances, steps: steps, into: &record)
    try animate(fields[0], into: &record)
  }

  /// Records the steps to a minimum and the rates they were taken at.
  private func tabulate(_ fields: [Field], into record: inout RunRecord) {
    func table(_ format: String, _ cell: (Entry) -> Cell) -> Table {
      var table = Table(
        [.text("optimizer")] + fields.map { .number($0.landscape.name, format) })
      for (k, contestant) in Contestant.all.enumerated() {
        table.add([.text(contestant.name)] + fields.map { cell($0.entries[k]) })
      }
      return table
    }
    let arrivals = table("%d") { $0.trail.arrival.map { .number(Double($0)) } ?? .text("–") }
    let rates = table("%.2g") { .number($0.rate) }
    record.table("race.steps", arrivals)
    record.table("race.best", rates)
    print("Steps until a minimum is reached\n\(arrivals)\n\nat these rates\n\(rates)\n")
  }
}
