// How much momentum? The race of the heavy ball against itself, and the settings that theory gives for
// a valley whose curvatures are known.

import Gradus
import LessonKit

/// What is kept of the trials.
struct Memories: Codable {
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
    let memories = try record.result("memory", within: 0.02) {
      let progress = ProgressLine("momenta", of: momenta.count)
      defer { progress.end() }
      let arrivals = momenta.map { mu in
        defer { progress.advance() }
        return Landscape.all.map {
          Entry(.heavyBall(mu), on: $0, steps: steps).trail.arrival
        }
      }
      let valley = Landscape.quadratic(turnedBy: 30)
      func derived(_ method: Method, _ contestant: (Double) -> Contestant) -> Int? {
        let (rate, momentum, _) = method.settings(100)
        return valley.descend(contestant(momentum), rate: rate, steps: steps).arrival
      }
      return Memories(
        arrivals: arrivals, polyak: derived(.heavyBall, Contestant.heavyBall),
        nesterov: derived(.nesterov, Contestant.lookingAhead))
    }
    var table = Table([.number("μ", "%g")] + Landscape.all.map { .number($0.name, "%d") })
    for (mu, arrivals) in zip(momenta, memories.arrivals) {
      table.add(
        [.number(mu)] + arrivals.map { $0.map { .number(Double($0)) } ?? .text("–") })
    }
    record.table("memory", table)
    print("Steps of the heavy ball at its best rate\n\(table)\n")
    if let polyak = memories.polyak, let nesterov = memories.nesterov {
      record.number("memory.polyak", polyak)
      record.number("memory.nesterov", nesterov)
    }
    func least(on place: Int) -> Int { memories.arrivals.map { $0[place] ?? .max }.min() ?? .max }
    let best = Landscape.all.indices.map { place in
      memories.arrivals.firstIndex { $0[place] == least(on: place) }
    }
    record.claim(
      "memory.tuned",
      "no momentum is best on all landscapes, and on the valleys the best takes half the steps of "
        + "0.9 at most, as Polyak's settings do",
      Set(best).count > 1
        && [(least(on: 4), 4), (least(on: 5), 5), (memories.polyak ?? .max, 4)].allSatisfy {
          steps, place in steps <= (memories.arrivals[4][place] ?? 0) / 2
        })
  }
}
