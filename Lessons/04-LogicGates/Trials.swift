// XOR from many starts: one training, the outcomes of a hundred, and the seven optimizers that are
// tried, each at a rate chosen by a small sweep on other starts.

import Gradus
import LessonKit

/// An optimizer to try, and the rates to choose from.
struct Method: Sendable {
  let name: String
  let rates: [Double]
  let optimizer: @Sendable ([Variable<Double>], _ rate: Double) -> any Optimizer<Double>

  static let all = [
    Method(name: "gradient descent", rates: [0.3, 1, 3, 10]) { SGD($0, learningRate: $1) },
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

/// One training of XOR.
struct Trial {
  /// After how many steps every output was within the margin; nil if never.
  let steps: Int?
  /// The loss at the end of a training that failed; nil of one that did not.
  let loss: Double?

  init(
    hidden: Int, _ start: Start, _ method: Method, rate: Double, limit: Int,
    from generator: RandomGenerator
  ) {
    var generator = generator
    let model = network(hidden: hidden, start, using: &generator)
    steps = train(
      model, Gate.xor.t, with: method.optimizer(model.parameters, rate), limit: limit)
    loss = steps == nil ? Lesson04.loss(of: model, .xor) : nil
  }
}

/// How the trials of one width, method and start went.
struct Outcomes: Codable {
  /// How many steps they had.
  let limit: Int
  /// The steps that each took; of one that failed, one more than it had.
  let steps: [Int]
  /// The loss at the end of each that failed; 0 of one that did not.
  let losses: [Float]

  init(of trials: [Trial], limit: Int) {
    self.limit = limit
    steps = trials.map { $0.steps ?? limit + 1 }
    losses = trials.map { Float($0.loss ?? 0) }
  }

  /// Which of them succeeded.
  var solved: [Int] { steps.indices.filter { steps[$0] <= limit } }

  /// The losses of the others.
  var failed: [Double] { steps.indices.filter { steps[$0] > limit }.map { Double(losses[$0]) } }

  /// The share of successes, in percent.
  var percent: Double { 100 * Double(solved.count) / Double(steps.count) }

  /// The steps of a success, in the median, the upper of two; all that there were if none succeeded.
  var median: Int {
    let taken = solved.map { steps[$0] }.sorted()
    return taken.isEmpty ? limit : taken[taken.count / 2]
  }
}

/// How a rate does in the sweep: how many trials it solves, and the steps of all of them together.
private struct Success: Codable {
  let solved, steps: Int
}

extension LogicGates {
  /// Finds a rate for every method: the one that solves XOR most often, of several the fastest.
  func sweepRates(limit: Int, into record: inout RunRecord) throws -> [Double] {
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
    let chosen = zip(Method.all, successes).map { method, results in
      method.rates[
        results.indices.max {
          (results[$0].solved, -results[$0].steps) < (results[$1].solved, -results[$1].steps)
        } ?? 0]
    }
    record.show(
      "rates", "XOR solved, of \(2 * starts) trials for each rate",
      columns: [
        .text("optimizer"), .text("rates tried"), .text("solved"), .number("chosen", "%g"),
      ],
      rows: Method.all.indices.map { m in
        [
          Method.all[m].name, Method.all[m].rates.map { "\($0, "%g")" }.joined(separator: ", "),
          successes[m].map { "\($0.solved)" }.joined(separator: ", "), chosen[m],
        ]
      })
    record.claim(
      "rates.edges", "no chosen rate is the smallest or the largest that was tried",
      zip(Method.all, chosen).allSatisfy { $1 > $0.rates[0] && $1 < $0.rates[3] })
    return chosen
  }
}
