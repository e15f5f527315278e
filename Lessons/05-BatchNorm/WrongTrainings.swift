// Do wrong gradients train? The deep network of this lesson with a mistake in every layer of batch
// normalisation, at several rates: a loss that falls is no check.

import Gradus
import LessonKit

extension BatchNormalisation {
  /// Trains with the right gradient and with the terms of the means forgotten or spoilt; records the
  /// held-out accuracy.
  func wrongTrainings(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 240, quick: 60)
    let rates = [0.0003, 0.003, 0.03, 0.3, 3]
    let wrong = ["variance", "mean", "both", "sums"].map { name in
      WrongVersion.all.first { $0.name == name }
    }
    let versions = [nil] + wrong
    let found = try record.result("wrong.trained", within: 0.02) {
      heldOutAccuracies("wrong gradients", of: versions, at: rates, steps: steps) {
        version, rate, seed in
        Training(.normalised, on: task, rate: rate, mistake: version, seed: seed)
      }
    }
    record.show(
      "wrong.trained",
      "Held-out accuracy in percent after \(steps) steps, median (least to greatest)",
      columns: [.text("gradient")] + rates.map { .text("rate \($0, "%g")") },
      rows: zip(versions, found).map { [$0?.mistake ?? "right"] + $1.map { $0.percent() } })
    record.number("wrong.steps", steps)
    record.recipe(
      "wrong",
      recipe(
        data: "1,024 points of two spirals, as many held out",
        initializer: "PyTorch's uniform weights; γ = 1, β = 0", steps: "\(steps)"))
    let best = found.map { $0.map(\.median).max() ?? 0 }
    record.claim(
      "wrong.train", "with one term missing the best rate brings more than six in seven right",
      min(best[1], best[2]) > 6.0 / 7)
    record.claim(
      "wrong.order", "right is best, one term missing is better than two, sums are worst",
      best.allSatisfy { best[0] >= $0 && best[4] <= $0 } && best[3] < min(best[1], best[2]))
  }
}
