// Which learning rates still train: the same network, three ways, at rates over four powers of ten.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension BatchNormalisation {
  /// Trains every kind at every rate from several seeds; records and draws the held-out accuracy.
  func rates(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 240, quick: 120)
    let rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    let accuracies = try record.result("rates", within: 0.02) {
      heldOutAccuracies("rates", of: Kind.allCases, at: rates, steps: steps) { kind, rate, seed in
        Training(kind, on: task, rate: rate, seed: seed)
      }
    }
    let medians = accuracies.map { $0.map(\.median) }
    record.show(
      "rates", "Held-out accuracy in percent after \(steps) steps, median (least to greatest)",
      columns: [.number("rate", "%g")] + Kind.allCases.map { .text($0.rawValue) },
      rows: rates.indices.map { k in [rates[k]] + accuracies.map { $0[k].percent() } })
    record.numbers(["rates.steps": Double(steps), "rates.seeds": Double(seeds.count)])
    record.recipe("rates", recipe(data: "as above", steps: "\(steps)"))
    let best = medians.map { $0.max() ?? .nan }
    let wide = medians.map { $0.count { $0 > 0.9 } }
    for (kind, best) in zip(Kind.allCases, best) { record.number("rates.best.\(kind)", best) }
    record.number("rates.wide", wide[2])
    record.claim("rates.plain", "the plain network guesses at each rate", best[0] < 0.55)
    record.claim(
      "rates.order", "in this time BatchNorm gets further than He's weights, at more rates",
      best[2] > best[1] + 0.05 && wide[2] > wide[1] + 2)
    record.claim(
      "rates.edges", "neither the smallest nor the largest rate is the best of those two",
      medians.dropFirst().allSatisfy { medians in
        let inner = medians.dropFirst().dropLast().max() ?? 0
        return inner > medians[0] && inner > medians[rates.count - 1]
      })
    let figure = Figure {
      Axes(
        x: .log("learning rate", ticks: .at(rates)),
        y: .linear("held-out accuracy, percent", 42...103)
      ) {
        for (kind, accuracies) in zip(Kind.allCases, accuracies) {
          let percent = accuracies.map { $0.map { 100 * $0 } }
          Spread(x: rates, percent, color: kind.color, marker: kind.marker)
          // At the right end, where labels stand by themselves, all three meet.
          Annotation(
            kind == .plain ? "\(kind.rawValue), which is guessing" : kind.rawValue,
            x: rates[3], y: percent[3].min() ?? 0, right: kind == .scaled ? 30 : 0,
            up: kind == .scaled ? -16 : -12, color: kind.color)
        }
      }
    }
    try record.draw("rates.svg", figure)
  }
}
