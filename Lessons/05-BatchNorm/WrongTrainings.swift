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
    var table = Table([.text("gradient")] + rates.map { .text("rate \($0, "%g")") })
    for (version, accuracies) in zip(versions, found) {
      let cells = accuracies.map { found in
        "\(found[seeds / 2], "%.0p") (\(100 * found[0], "%.0f") to \(found[seeds - 1], "%.0p"))"
      }
      table.add([.text(version?.mistake ?? "right")] + cells.map { .text($0) })
    }
    record.table("wrong.trained", table)
    record.number("wrong.steps", steps)
    print("Held-out accuracy after \(steps) steps\n\(table)\n")
    let best = found.map { $0.map { $0[seeds / 2] }.max() ?? 0 }
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
