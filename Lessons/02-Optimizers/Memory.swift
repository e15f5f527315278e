// How much momentum? The race of the heavy ball against itself, and the settings that theory gives for
// a valley whose curvatures are known.

import Gradus
import LessonKit

/// What is kept of the trials.
private struct Memories: Codable {
  /// After how many steps the ball arrives, by momentum and landscape, at its best rate.
  let arrivals: [[Int?]]
  /// On the turned valley at the settings that were derived: the heavy ball's and Nesterov's.
  let polyak, nesterov: Int?
}

extension Optimizers {
  /// Tries momenta at all rates; records after how many steps each arrives.
  func memory(into record: inout RunRecord) throws {
    let steps = options.epochs(full: 5000, quick: 200)
    let momenta = [0, 0.5, 0.7, 0.8, 0.9, 0.95]
    let found = try record.result("memory", within: 0.02) {
      func derived(_ method: Method) -> Int? {
        let (rate, mu, _) = method.settings(100)
        return Landscape.turned.descend(method.contestant, rate: rate, mu: mu, steps: steps).arrival
      }
      return Memories(
        arrivals: momenta.map { mu in
          Landscape.all.map { Entry(.momentum, mu: mu, on: $0, steps: steps).arrival }
        },
        polyak: derived(.heavyBall), nesterov: derived(.nesterov))
    }
    record.recipe(
      "memory",
      Recipe(
        loss: "the landscape", initializer: "its start",
        rule: "the heavy ball, each μ at the best of the race's \(triedRates.count) rates",
        steps: "\(steps, "%'d")"))
    record.show(
      "memory", "Steps of the heavy ball at its best rate",
      columns: [.number("μ", "%g")] + Landscape.all.map { .number($0.name, "%d") },
      rows: zip(momenta, found.arrivals).map { [$0] + $1.map { Cell(steps: $0) } })
    if let polyak = found.polyak, let nesterov = found.nesterov {
      record.numbers(["memory.polyak": Double(polyak), "memory.nesterov": Double(nesterov)])
    }
    let best = Landscape.all.indices.map { place in
      momenta.indices.min {
        found.arrivals[$0][place] ?? .max < found.arrivals[$1][place] ?? .max
      } ?? 0
    }
    let nineTenths = found.arrivals[4].map { $0 ?? 0 }
    record.claim(
      "memory.tuned",
      "no momentum is best on all landscapes, and on the valleys the best takes half the steps of "
        + "0.9 at most, as Polyak's settings do",
      Set(best).count > 1 && 2 * (found.polyak ?? .max / 2) <= nineTenths[4]
        && [4, 5].allSatisfy { 2 * (found.arrivals[best[$0]][$0] ?? .max / 2) <= nineTenths[$0] })
  }
}
