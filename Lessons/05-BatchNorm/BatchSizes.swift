// What small batches cost: the same number of examples, a few or many at a time, judged by running
// statistics and by each batch's own.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension BatchNormalisation {
  /// Trains with batches of several sizes on the same number of examples.
  func batchSizes(_ task: Spirals, into record: inout RunRecord) throws {
    let epochs = options.epochs(full: 4, quick: 1)
    let sizes = [2, 4, 8, 16, 32, 64, 128]
    // By size and seed: in evaluation mode, in training mode, without the layer.
    let found = try record.result("batch", within: 0.02) {
      measureBatches(task, sizes, epochs: epochs)
    }
    let medians = found.map { $0.map(\.median) }
    record.show(
      "batch", "Held-out accuracy in percent after \(epochs) epochs, median (least to greatest)",
      columns: ["batch %d", "evaluation mode", "training mode", "without it, He's weights"],
      rows: sizes.indices.map { k in [sizes[k]] + found.map { $0[k].percent() } })
    for (place, size) in [(3, 16), (6, 128)] {
      // Small batches shake the network about, and rounding with it.
      record.numbers(
        [
          "batch.\(size).evaluation": medians[0][place],
          "batch.\(size).training": medians[1][place],
        ],
        agreement: .full(relative: 0.3))
    }
    record.number("batch.epochs", epochs)
    record.recipe(
      "batch",
      recipe(
        rule: "gradient descent, η = 0.03", batch: "as named",
        steps: "\(epochs) epochs: \(epochs * 512, "%'d") steps to \(epochs * 8)"))
    let (running, own, without) = (medians[0], medians[1], medians[2])
    record.claim(
      "batch.small", "batches of two and four end below two in three right in either mode",
      (running[..<2] + own[..<2]).allSatisfy { $0 < 2.0 / 3 })
    record.claim(
      "batch.noise", "from 4 to 64 the running averages do at least as well, at 128 worse",
      (1...5).allSatisfy { running[$0] > own[$0] - 0.05 } && running[6] < own[6])
    record.claim(
      "batch.plain", "without the layer the smallest batches have the highest median",
      without.max() == without[0])
    let lines: [(String, Color, Marker)] = [
      ("running statistics", .blue, .square), ("the batch's own", .sky, .diamond),
      ("no BatchNorm", Kind.scaled.color, Kind.scaled.marker),
    ]
    let figure = Figure {
      Axes(
        x: .log("batch size", 1.95...131, ticks: .at(sizes.map(Double.init))),
        y: "held-out accuracy"
      ) {
        for (line, (name, color, marker)) in zip(found, lines) {
          Spread(x: sizes.map(Double.init), line, label: name, color: color, marker: marker)
        }
      }
    }
    try record.draw("batch.svg", figure)
  }

  /// Trains on so many epochs, batches of every size, from all seeds.
  private func measureBatches(_ task: Spirals, _ sizes: [Int], epochs: Int) -> [[[Double]]] {
    let progress = ProgressLine("batch sizes", of: sizes.count)
    defer { progress.end() }
    let bySize = sizes.map { size in
      defer { progress.advance("\(size) examples") }
      return seeds.map { accuracies(task, batch: size, seed: $0, steps: epochs * 1024 / size) }
    }
    return (0..<3).map { mode in bySize.map { seeds in seeds.map { $0[mode] } } }
  }

  /// The held-out accuracy of a network in evaluation and in training mode, and of one without the
  /// layer.
  private func accuracies(
    _ task: Spirals, batch: Int, seed: UInt64, steps: Int
  ) -> [Double] {
    var normalised = Training(.normalised, on: task, rate: 0.03, batch: batch, seed: seed)
    var scaled = Training(.scaled, on: task, rate: 0.03, batch: batch, seed: seed)
    normalised.run(steps: steps)
    scaled.run(steps: steps)
    return [
      normalised.heldOutAccuracy(), normalised.heldOutAccuracy(inBatchesOf: batch),
      scaled.heldOutAccuracy(),
    ]
  }
}
