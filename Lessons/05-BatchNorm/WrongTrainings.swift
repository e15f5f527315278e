// Do wrong gradients train? The deep network of this lesson with a mistake in every layer of batch
// normalisation, at several rates: a loss that falls is no check.

import Gradus
import LessonKit

extension BatchNormalisation {
  /// Trains with the right gradient and with the terms of the means forgotten or spoilt; records the
  /// held-out accuracy.
  func wrongTrainings(_ task: Spirals, into record: inout RunRecord) throws {
    let (steps, seeds) = (options.sized(full: 240, quick: 60), options.sized(full: 3, quick: 1))
    let rates = [0.0003, 0.003, 0.03, 0.3, 3]
    let versions =
      [nil]
      + ["variance", "mean", "both", "sums"].map { name in
        WrongVersion.all.first { $0.name == name }
      }
    // By version and rate, from every seed, least first.
    let found = try record.result("wrong.trained", within: 0.02) {
      let progress = ProgressLine("wrong gradients", of: versions.count * rates.count * seeds)
      defer { progress.end() }
      return versions.map { version in
        rates.map { rate in
          (0..<seeds).map { k in
            defer { progress.advance() }
            var training = Training(
              .normalised, on: task, rate: rate, mistake: version,
              seed: options.seed &+ UInt64(k))
            for _ in 0..<steps { training.step() }
            return training.heldOutAccuracy()
          }.sorted()
        }
      }
    }
    record.show(
      "wrong.trained",
      "Held-out accuracy in percent after \(steps) steps, median (least to greatest)",
      columns: [.text("gradient")] + rates.map { .text("rate \($0, "%g")") },
      rows: zip(versions, found).map { version, accuracies in
        [version?.mistake ?? "right"] + accuracies.map { $0.map { 100 * $0 }.spread("%.0f") }
      })
    record.number("wrong.steps", steps)
    record.recipe(
      "wrong",
      Recipe(
        loss: "cross-entropy on the logit", data: "1,024 points of two spirals, as many held out",
        initializer: "PyTorch's uniform weights; γ = 1, β = 0", rule: "gradient descent",
        batch: "64", steps: "\(steps)", seeds: "\(seeds)"))
    let best = found.map { $0.map(\.median).max() ?? 0 }
    record.claim(
      "wrong.train",
      "with one term missing the best rate still brings more than six in seven right",
      min(best[1], best[2]) > 6.0 / 7)
    record.claim(
      "wrong.order",
      "at their best rates the right gradient is at least as good as each wrong one, one term missing "
        + "is better than two, and sums for means are the worst",
      best.allSatisfy { best[0] >= $0 && best[4] <= $0 } && best[3] < min(best[1], best[2]))
  }
}
