// The race: every contestant on every landscape at the rate that suits it best there, as paths on
// maps, as tables, as an animation, and as a strip of the animation for print.

import Gradus
import LessonKit
import Plot

/// All contestants on one landscape, each at its best rate.
struct Field: Sendable {
  let landscape: Landscape
  let entries: [Entry]

  /// The map with everybody's path of at most `steps` steps, and a dot where each one is then.
  func axes(_ title: String, after steps: Int, named: Bool = false) -> Axes {
    let x = Axis.linear("x", landscape.x)
    let y = Axis.linear("y", landscape.y)
    return Axes(title, x: x, y: y, naming: named ? .legend : .none) {
      landscape.map
      for entry in entries {
        let points = entry.points(upTo: steps)
        let (across, up) = (points.map(\.x), points.map(\.y))
        Line(
          x: across, y: up, label: entry.contestant.name, color: entry.contestant.color, width: 1.2)
        Scatter(
          x: across.suffix(1), y: up.suffix(1), color: entry.contestant.color, radius: 3)
      }
    }
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
    landscape.descend(contestant, rate: rate, steps: 400, stopsThere: false).points
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
    // A momentum of 0.9 shortens distances by √0.9 a step at best.
    record.number("race.memory", 2 * Double.log(0.01) / .log(0.9), agreement: .quick())
    record.number("race.rates", triedRates.count, agreement: .quick())
    tabulate(fields, into: &record)
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
    for field in fields {
      for entry in field.entries {
        guard let arrival = entry.trail.arrival else { continue }
        let names = [field.landscape.name, entry.contestant.name].map {
          $0.split(separator: " ").joined(separator: "-")
        }
        record.number("race.\(names[0]).\(names[1])", arrival)
      }
    }
    record.table("race.best", rates)
    print("Steps until a minimum is reached\n\(arrivals)\n\nat these rates\n\(rates)\n")
  }

  /// Draws the paths over five maps, and the distances on the last of them.
  private func drawPaths(
    _ fields: [Field], _ distances: [[Float]], steps: Int, into record: inout RunRecord
  ) throws {
    var axes = fields.prefix(5).map { $0.axes($0.landscape.name, after: steps) }
    axes.append(
      Axes("on the turned valley", x: "step", y: .log("distance", 1e-8...2)) {
        for (contestant, far) in zip(Contestant.all, distances) {
          Line(
            y: far.map(Double.init), label: contestant.name, color: contestant.color, width: 1.2)
        }
      })
    let rosenbrock = fields[0].entries.map {
      "\($0.contestant.name) \($0.trail.arrival.map { "after \($0) steps" } ?? "not")"
    }
    try record.draw(
      "paths.svg", Figure(columns: 3, size: Size(width: 760, height: 500), axes: axes),
      alt: """
        The paths of seven optimizers over maps of five landscapes. On Rosenbrock's bent valley \
        they arrive: \(rosenbrock.joined(separator: ", ")). On Himmelblau's four hollows they end in \
        three different ones.
        """)
  }

  /// Draws the race down one valley as an animation, and four moments of it side by side.
  private func animate(_ field: Field, into record: inout RunRecord) throws {
    let last = 2000.0
    let frames = options.sized(full: 72, quick: 12)
    // Ever more steps a frame, as the runners become slower.
    let moments = (0...frames).map { Int(Double.pow(last, Double($0) / Double(frames))) }
    let figures = ([0] + Set(moments).sorted()).map { step in
      Figure(size: Size(width: 500, height: 340)) {
        field.axes("after \(step) step\(step == 1 ? "" : "s")", after: step, named: true)
      }
    }
    let alt = """
      Seven dots run from (−1.2, 1) over the map of Rosenbrock's function, first down into the bent \
      valley, all within a few steps, then along it towards (1, 1), some fast, some hardly at all.
      """
    try record.draw("race.png", Animation(figures, interval: 0.12), alt: alt)
    let strip = [3, 30, 300, 2000].map { field.axes("after \($0) steps", after: $0) }
    let late = field.entries.filter { $0.trail.arrival.map { $0 > 2000 } ?? true }
    try record.draw(
      "strip.svg",
      Figure(columns: 4, sharing: .y, size: Size(width: 760, height: 200), axes: strip),
      alt: """
        Four moments of the race over Rosenbrock's function, after 3, 30, 300 and 2000 steps: first \
        everybody is in the valley, then some lead along it, and after 2000 steps \
        \(late.map(\.contestant.name).joined(separator: ", ")) are still under way.
        """)
  }
}
