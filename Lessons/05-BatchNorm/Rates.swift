// Which learning rates still train: the same network, three ways, at rates over four powers of ten.

import Gradus
import LessonKit
import Plot

extension BatchNormalisation {
  /// Trains every kind at every rate from several seeds; records and draws the held-out accuracy.
  func rates(_ task: Spirals, into record: inout RunRecord) throws {
    let (steps, seeds) = (options.sized(full: 240, quick: 120), options.sized(full: 3, quick: 1))
    let rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    // Accuracies by kind, rate and seed, least first.
    let accuracies = try record.result("rates", within: 0.02) {
      let progress = ProgressLine("rates", of: Kind.allCases.count * rates.count * seeds)
      let found = Kind.allCases.map { kind in
        rates.map { rate in
          (0..<seeds).map { k in
            var training = Training(kind, on: task, rate: rate, seed: options.seed &+ UInt64(k))
            for _ in 0..<steps { training.step() }
            progress.advance("\(kind.rawValue), rate \(rate)")
            return training.heldOutAccuracy()
          }.sorted()
        }
      }
      progress.end()
      return found
    }
    let found = Dictionary(uniqueKeysWithValues: zip(Kind.allCases, accuracies))
    var table = Table(
      .number("rate", "%.3f"), .number(Kind.plain.rawValue, "%.1p"),
      .number(Kind.scaled.rawValue, "%.1p"), .number(Kind.normalised.rawValue, "%.1p"))
    func middle(_ kind: Kind, _ k: Int) -> Double { found[kind]?[k][seeds / 2] ?? .nan }
    for (k, rate) in rates.enumerated() {
      table.add(rate, middle(.plain, k), middle(.scaled, k), middle(.normalised, k))
    }
    record.table("rates", table)
    record.number("rates.steps", steps)
    record.number("rates.seeds", seeds)
    record.recipe(
      "rates",
      Recipe(
        loss: "cross-entropy on the logit", data: "1,024 points of two spirals, as many held out",
        initializer: "PyTorch's uniform weights or He's, as named; γ = 1, β = 0",
        rule: "gradient descent", batch: "64", steps: "\(steps)", seeds: "\(seeds)"))
    print("Held-out accuracy after \(steps) steps, the middle of \(seeds)\n\(table)\n")
    let best = Kind.allCases.map { kind in rates.indices.map { middle(kind, $0) }.max() ?? .nan }
    for (kind, best) in zip(Kind.allCases, best) { record.number("rates.best.\(kind.key)", best) }
    let wide = Kind.allCases.map { kind in rates.indices.count { middle(kind, $0) > 0.9 } }
    record.claim(
      "rates.plain", "the plain network guesses at every rate", best[0] < 0.55)
    record.claim(
      "rates.order", "in this time BatchNorm gets further than He's weights, at more rates",
      best[2] > best[1] + 0.05 && wide[2] > wide[1] + 2)
    record.claim(
      "rates.edges", "neither the smallest nor the largest rate is the best of those two",
      [Kind.scaled, .normalised].allSatisfy { kind in
        let inner = rates.indices.dropFirst().dropLast().map { middle(kind, $0) }.max() ?? 0
        return inner > middle(kind, 0) && inner > middle(kind, rates.count - 1)
      })
    let figure = Figure {
      Axes(x: .log("learning rate"), y: .linear("held-out accuracy", 0.4...1)) {
        for kind in Kind.allCases {
          Band(
            x: rates, low: (found[kind] ?? []).map { $0[0] },
            high: (found[kind] ?? []).map { $0[seeds - 1] }, color: kind.color)
          Line(x: rates, y: rates.indices.map { middle(kind, $0) }, color: kind.color)
          // The lines meet at the right, where all training ends, so names stand at the left.
          Annotation(
            kind.rawValue, x: rates[2], y: middle(kind, 2), right: kind == .scaled ? -20 : 20,
            up: kind == .plain ? 10 : kind == .scaled ? 32 : -20, color: kind.color)
        }
      }
    }
    try record.draw(
      "rates.svg", figure,
      alt: """
        Held-out accuracy over the learning rate. The plain network reaches \(best[0], "%.0p") \
        at best; with He's weights it reaches \(best[1], "%.0p"); with BatchNorm \
        \(best[2], "%.0p"), and more than 90 % at \
        \(rates.indices.count { middle(.normalised, $0) > 0.9 }) of the \(rates.count) rates.
        """)
  }
}
