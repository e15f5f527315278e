// What the chapter says of the race, in numbers and in words.

import Gradus
import LessonKit

extension Optimizers {
  /// Records what the chapter says of the race, in numbers and in words.
  func conclude(_ fields: [Field], into record: inout RunRecord) {
    let (rosenbrock, himmelblau, saddle) = (fields[0], fields[2], fields[3])
    let (turned, straight) = (fields[4], fields[5])
    for (key, arrival) in [
      ("race.Rosenbrock.momentum", rosenbrock.arrival(.momentum)),
      ("race.Rosenbrock.Adam", rosenbrock.arrival(.adam)),
      ("race.saddle.momentum", saddle.arrival(.momentum)),
      ("race.saddle.descent", saddle.arrival(.descent)),
      ("race.turned.momentum", turned.arrival(.momentum)),
      ("race.turned.Adagrad", turned.arrival(.adagrad)),
      ("race.turned.descent", turned.arrival(.descent)),
      ("race.straight.Adagrad", straight.arrival(.adagrad)),
    ] { if let arrival { record.number(key, arrival) } }

    func steps(_ field: Field) -> [Int] { field.entries.map { $0.trail.arrival ?? .max } }
    record.claim(
      "race.nobody", "no optimizer has the fewest steps on all landscapes",
      Contestant.all.indices.allSatisfy { k in
        fields.contains { steps($0)[k] > steps($0).min() ?? 0 }
      })
    record.claim(
      "race.edges", "no best rate is the smallest or the largest that was tried",
      fields.flatMap(\.entries).allSatisfy {
        $0.rate > triedRates[0] && $0.rate < triedRates[triedRates.count - 1]
      })
    func isNear(_ a: Int?, _ b: Int?, within share: Double) -> Bool {
      guard let a, let b else { return false }
      return abs(Double(a - b)) <= share * Double(max(a, b))
    }
    record.claim(
      "race.turn", "the turn changes the steps of descent and momentum by a twentieth at most",
      [Contestant.descent, .momentum].allSatisfy {
        isNear(turned.arrival($0), straight.arrival($0), within: 0.05)
      })
    record.claim(
      "race.axes",
      "on the turned valley Adagrad takes ten times its steps on the straight one, and "
        + "three quarters of descent's at least",
      (turned.arrival(.adagrad) ?? 0) >= 10 * (straight.arrival(.adagrad) ?? .max / 10)
        && isNear(turned.arrival(.adagrad), turned.arrival(.descent), within: 0.25))
    let rates = fields.map { $0.entries.map(\.rate) }
    record.claim(
      "race.rates",
      "on one landscape the largest best rate is more than a hundred times the smallest",
      rates.contains { 100 * ($0.min() ?? 1) < $0.max() ?? 0 })
    record.claim(
      "race.bent", "on Rosenbrock's function momentum arrives before Adam, and descent does not",
      rosenbrock.arrival(.descent) == nil
        && rosenbrock.arrival(.momentum) ?? .max < rosenbrock.arrival(.adam) ?? 0)
    // A momentum of 0.9 shortens distances by √0.9 a step at best.
    let memory = 2 * Double.log(0.01) / .log(0.9)
    record.number("race.memory", memory, agreement: .quick())
    let adam = fields.count { isNear($0.arrival(.adam), Int(memory), within: 0.1) }
    record.number("race.memory.adam", adam)
    let minima = himmelblau.landscape.minima
    let hollows = himmelblau.entries.compactMap(\.trail.points.last).compactMap { end in
      minima.firstIndex { max(abs(end.x - $0.x), abs(end.y - $0.y)) < 0.1 }
    }
    record.number("race.hollows", Set(hollows).count)
  }
}
