// The race: every contestant on every landscape at the rate that suits it best there, in tables and
// pictures, with what the chapter says of it.

import Gradus
import LessonKit
import Plot
import TensorPlots

/// What is kept of a race.
private struct Race: Codable {
  /// By landscape and contestant.
  let entries: [[Entry]]
  /// The distances from the minimum of the turned valley over 400 steps, by contestant.
  let distances: [[Float]]
}

/// A part of a map.
typealias View = (x: ClosedRange<Double>, y: ClosedRange<Double>)

extension Landscape {
  /// The map with everybody's path of at most `steps` steps, faint up to `before`, and their signs.
  ///
  /// - Parameters:
  ///   - signs: the steps after which they are drawn, or after which each one has arrived.
  ///   - view: the part of the map that is shown; nil shows all.
  ///   - frame: a part that is framed, as another picture enlarges it.
  ///   - remarks: what is written on it.
  func axes(
    _ title: String, _ entries: [Entry], after steps: Int, fading before: Int = 0,
    signs: [Int], view: View? = nil, enlarging frame: View? = nil,
    remarks: [Annotation] = []
  ) -> Axes {
    let (across, up) = (Axis.linear("x", view?.x ?? x), Axis.linear("y", view?.y ?? y))
    return Axes(title, x: across, y: up, equalAspect: true) {
      map
      for contestant in Contestant.allCases { contestant.line([], []) }
      for (contestant, entry) in zip(Contestant.allCases, entries) {
        let path = entry.path(0...before)
        Line(x: path.x, y: path.y, color: contestant.color.opacity(0.45), width: 0.9)
        let rest = entry.path(before...steps)
        Line(x: rest.x, y: rest.y, color: contestant.color, width: 1.2)
      }
      // The first is on top, its sign the smallest, so that none hides another.
      for (contestant, entry) in zip(Contestant.allCases, entries).reversed() {
        let places = signs.map { entry.point(after: $0) }
        Scatter(
          x: places.map(\.x), y: places.map(\.y), color: contestant.color, radius: contestant.size,
          marker: contestant.marker)
      }
      if let frame {
        let (x, y) = (frame.x, frame.y)
        Line(
          x: [x.lowerBound, x.upperBound, x.upperBound, x.lowerBound, x.lowerBound],
          y: [y.lowerBound, y.lowerBound, y.upperBound, y.upperBound, y.lowerBound],
          color: .ink, width: 0.8)
      }
      for remark in remarks { remark }
    }
  }
}

extension Contestant {
  /// The radius of its sign on a map, in points.
  fileprivate var size: Double {
    switch self {
    case .descent: 2.8
    case .momentum: 2.9
    case .adagrad: 3.4
    case .nesterov, .rmsprop: 3.8
    case .adam: 4
    case .adamW: 5
    }
  }

  /// Its line through points, with its sign at some of them.
  fileprivate func line(_ x: [Double], _ y: [Double], signs: some Sequence<Int> = []) -> Line {
    Line(x: x, y: y, label: rawValue, color: color, width: 1.2).marked(marker, at: signs)
  }
}

extension Entry {
  /// The points from one step to another, or where it has arrived before.
  fileprivate func path(_ steps: ClosedRange<Int>) -> (x: [Double], y: [Double]) {
    let first = min(steps.lowerBound, x.count - 1)
    let part = first...min(steps.upperBound, x.count - 1)
    return (x[part].map(Double.init), y[part].map(Double.init))
  }
}

extension Optimizers {
  /// Sweeps the rates, records the steps to each minimum, draws the paths and the animation.
  func race(into record: inout RunRecord) throws {
    let steps = options.epochs(full: 5000, quick: 200)
    // Rounding elsewhere may put off an arrival by a step.
    let found = try record.result("race", within: 0.02) {
      let progress = ProgressLine("racing", of: Landscape.all.count * Contestant.allCases.count)
      defer { progress.end() }
      let entries = Landscape.all.map { landscape in
        Contestant.allCases.map { contestant in
          defer { progress.advance("\(contestant.rawValue), \(landscape.name)") }
          return Entry(contestant, on: landscape, steps: steps)
        }
      }
      return Race(
        entries: entries,
        distances: zip(Contestant.allCases, entries[4]).map { contestant, entry in
          Landscape.turned.descend(contestant, rate: entry.rate, steps: 400).points
            .map { Float(Landscape.turned.distance($0)) }
        })
    }
    record.recipe(
      "race",
      Recipe(
        loss: "the landscape", initializer: "its start",
        rule: "each at the best of \(triedRates.count) rates from 0.0001 to 100; μ = 0.9, α = 0.9, "
          + "β = (0.9, 0.999), decay 0.01",
        steps: "\(steps, "%'d"), the last \(Landscape.stay) at least within 0.01 of a minimum"))
    func show(_ key: String, _ title: String, _ format: String, _ cell: (Entry) -> Cell) {
      record.show(
        key, title,
        columns: [.text("optimizer")] + Landscape.all.map { .number($0.name, format) },
        rows: Contestant.allCases.enumerated().map { k, contestant in
          [contestant.rawValue] + found.entries.map { cell($0[k]) }
        })
    }
    show("race.steps", "Steps until a minimum is reached", "%d") { Cell(steps: $0.arrival) }
    show("race.best", "The rates at which they are", "%.2g") { .number($0.rate) }
    conclude(found.entries, into: &record)
    try draw(found, steps: steps, into: &record)
  }

  /// Records what the chapter says of the race, in numbers and in words.
  private func conclude(_ entries: [[Entry]], into record: inout RunRecord) {
    func arrivals(_ landscape: Int) -> [Contestant: Int] {
      let arrived = zip(Contestant.allCases, entries[landscape]).compactMap { contestant, entry in
        entry.arrival.map { (contestant, $0) }
      }
      return Dictionary(uniqueKeysWithValues: arrived)
    }
    let (rosenbrock, saddle, turned, straight) = (
      arrivals(0), arrivals(3), arrivals(4), arrivals(5)
    )
    for (key, arrival) in [
      ("Rosenbrock.momentum", rosenbrock[.momentum]), ("Rosenbrock.Adam", rosenbrock[.adam]),
      ("saddle.momentum", saddle[.momentum]), ("saddle.descent", saddle[.descent]),
      ("turned.momentum", turned[.momentum]), ("turned.descent", turned[.descent]),
      ("turned.Adagrad", turned[.adagrad]), ("straight.Adagrad", straight[.adagrad]),
    ] { if let arrival { record.number("race." + key, arrival) } }

    record.claim(
      "race.nobody", "no optimizer has the fewest steps on all landscapes",
      Contestant.allCases.indices.allSatisfy { k in
        entries.contains { field in
          field[k].arrival ?? .max > field.map { $0.arrival ?? .max }.min() ?? 0
        }
      })
    record.claim(
      "race.edges", "no best rate is the smallest or the largest that was tried",
      entries.joined().allSatisfy {
        $0.rate > triedRates[0] && $0.rate < triedRates[triedRates.count - 1]
      })
    func isNear(_ a: Int?, _ b: Int?, within share: Double) -> Bool {
      guard let a, let b else { return false }
      return abs(Double(a - b)) <= share * Double(max(a, b))
    }
    record.claim(
      "race.turn", "the turn changes the steps of descent and momentum by a twentieth at most",
      [.descent, .momentum].allSatisfy { isNear(turned[$0], straight[$0], within: 0.05) })
    record.claim(
      "race.axes",
      "on the turned valley Adagrad takes ten times its steps on the straight one, and "
        + "three quarters of descent's at least",
      (turned[.adagrad] ?? 0) >= 10 * (straight[.adagrad] ?? .max / 10)
        && isNear(turned[.adagrad], turned[.descent], within: 0.25))
    record.claim(
      "race.rates",
      "on one landscape the largest best rate is more than a hundred times the smallest",
      entries.map { $0.map(\.rate) }.contains { 100 * ($0.min() ?? 1) < $0.max() ?? 0 })
    record.claim(
      "race.bent", "on Rosenbrock's function momentum arrives before Adam, and descent does not",
      rosenbrock[.descent] == nil
        && rosenbrock[.momentum] ?? .max < rosenbrock[.adam] ?? 0)
    // A momentum of 0.9 shortens distances by √0.9 per step at best.
    let memory = 2 * Double.log(0.01) / .log(0.9)
    record.number("race.memory", memory, agreement: .quick())
    record.number(
      "race.memory.adam",
      entries.indices.count { isNear(arrivals($0)[.adam], Int(memory), within: 0.1) })
    let hollows = entries[2].compactMap { entry in
      Landscape.himmelblau.minima.firstIndex {
        let end = entry.point(after: .max)
        return max(abs(end.x - $0.x), abs(end.y - $0.y)) < 0.1
      }
    }
    record.number("race.hollows", Set(hollows).count)
    let (landscape, momentum) = (Landscape.rosenbrock, 1)
    let first = entries[0].map { landscape.height(at: $0.point(after: 3)) }
    record.number("race.first", first[momentum])
    record.claim(
      "race.thrown",
      "after three steps momentum's loss is the largest of all, and above the start's",
      first[momentum] == first.max() && first[momentum] > landscape.height(at: landscape.start))
  }

  /// Draws the paths over five maps, the distances on the last of them, and the race down
  /// Rosenbrock's valley, as an animation and as four moments of it.
  private func draw(_ race: Race, steps: Int, into record: inout RunRecord) throws {
    var axes = zip(Landscape.all.prefix(5), race.entries).map { landscape, entries in
      landscape.axes(landscape.name, entries, after: steps, signs: [10])
    }
    axes.append(
      Axes("on the turned valley", x: "step", y: .log("distance", 1e-8...2)) {
        for (k, (contestant, far)) in zip(Contestant.allCases, race.distances).enumerated() {
          contestant.line(
            far.indices.map(Double.init), far.coordinates,
            signs: stride(from: 30 + 8 * k, to: far.count, by: 90))
        }
      })
    try record.draw(
      "paths.svg",
      Figure(columns: 2, legendBelow: true, size: Size(width: 520, height: 760), axes: axes))

    let (landscape, entries) = (Landscape.rosenbrock, race.entries[0])
    let valley = (x: -1.55...1.55, y: -0.3...1.8)
    let frames = options.sized(full: 72, quick: 12)
    // Ever more steps per frame, as the runners become slower.
    let moments = Set((0...frames).map { Int(Double.pow(2000, Double($0) / Double(frames))) })
    let figures = ([0] + moments.sorted()).map { step in
      Figure(legendBelow: true, size: Size(width: 520, height: 424)) {
        landscape.axes(
          "after \(step) step\(step == 1 ? "" : "s")", entries, after: step, signs: [step],
          view: valley)
      }
    }
    try record.draw("race.png", Animation(figures, interval: 0.12))
    try record.draw(
      "strip.svg",
      Figure(
        columns: 2, legendBelow: true, size: Size(width: 520, height: 640),
        axes: strip(of: entries, in: valley)))
  }
}

extension Cell {
  /// A number of steps, or a dash where nobody arrived.
  init(steps: Int?) { self = steps.map { .number(Double($0)) } ?? .text("–") }
}
