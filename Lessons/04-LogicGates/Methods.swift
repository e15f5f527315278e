// Seven optimizers at rates chosen by a small sweep: on starts that the trials do not use, the rate
// that solves XOR most often, of several the fastest.

import Gradus
import LessonKit

/// An optimizer to try, and the rates to choose from.
struct Method: Sendable {
  let name: String
  let rates: [Double]
  let optimizer: @Sendable ([Variable<Double>], _ rate: Double) -> any Optimizer<Double>

  static let all = [
    Method(name: "SGD", rates: [0.3, 1, 3, 10]) { SGD($0, learningRate: $1) },
    Method(name: "momentum", rates: [0.1, 0.3, 1, 3]) {
      SGD($0, learningRate: $1, momentum: 0.9)
    },
    Method(name: "Nesterov", rates: [0.1, 0.3, 1, 3]) {
      SGD($0, learningRate: $1, momentum: 0.9, nesterov: true)
    },
    Method(name: "Adagrad", rates: [0.03, 0.1, 0.3, 1]) { Adagrad($0, learningRate: $1) },
    Method(name: "RMSprop", rates: [0.003, 0.01, 0.03, 0.1]) { RMSprop($0, learningRate: $1) },
    Method(name: "Adam", rates: [0.003, 0.01, 0.03, 0.1]) { Adam($0, learningRate: $1) },
    Method(name: "AdamW", rates: [0.003, 0.01, 0.03, 0.1]) { AdamW($0, learningRate: $1) },
  ]
}

/// How a rate does in the sweep.
private struct Success: Codable {
  /// How many trials it solves.
  let solved: Int
  /// The steps of all trials together.
  let steps: Int
}

extension LogicGates {
  /// Finds a rate for every method; records what it solves in the sweep.
  func sweep(limit: Int, into record: inout RunRecord) throws -> [Double] {
    let starts = options.sized(full: 20, quick: 2)
    let successes = try record.result("rates", within: 0.02) {
      let progress = ProgressLine("rates", of: Method.all.count * 4)
      return Method.all.map { method in
        method.rates.map { rate in
          let trials = (0..<starts).flatMap { start in
            [2, 4].map { hidden in
              Trial(
                hidden: hidden, .fanIn, method, rate: rate, limit: limit,
                from: generator(start: 1000 + start))
            }
          }
          progress.advance(method.name)
          return Success(
            solved: trials.compactMap(\.steps).count,
            steps: trials.map { $0.steps ?? limit }.reduce(0, +))
        }
      }
    }
    var table = Table(
      .text("optimizer"), .text("rates tried"), .text("solved"), .number("chosen", "%g"))
    let chosen = zip(Method.all, successes).map { method, results in
      let best = results.indices.max {
        (results[$0].solved, -results[$0].steps) < (results[$1].solved, -results[$1].steps)
      }
      let rate = method.rates[best ?? 0]
      table.add(
        method.name, method.rates.map { "\($0, "%g")" }.joined(separator: ", "),
        results.map { "\($0.solved)" }.joined(separator: ", "), rate)
      return rate
    }
    record.table("rates", table)
    record.claim(
      "rates.edges", "no chosen rate is the smallest or the largest that was tried",
      zip(Method.all, chosen).allSatisfy { $1 > $0.rates[0] && $1 < $0.rates[3] })
    record.number("rates.trials", 2 * starts)
    print("XOR solved, of \(2 * starts) trials for each rate\n\(table)\n")
    return chosen
  }
}
