// Training against evaluation mode: how the running statistics follow a network that trains, and
// what small batches cost.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension Training {
  /// What a function of the network finds, the running statistics put back afterwards.
  func undisturbed<Result>(_ body: (DeepNetwork) -> Result) -> Result {
    let layers = network.norms.map(\.layer)
    let kept = layers.map { ($0.runningMean.value, $0.runningVar.value) }
    defer {
      for (norm, (mean, variance)) in zip(layers, kept) {
        (norm.runningMean.value, norm.runningVar.value) = (mean, variance)
      }
    }
    return body(network)
  }
}

extension BatchNormalisation {
  /// Follows the held-out accuracy over the first steps, with the held-out points' own statistics
  /// and with the running ones at two momenta.
  func modes(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 300, quick: 100)
    let seeds = options.sized(full: 3, quick: 1)
    // By seed and step: by their own statistics, by running ones at momentum 0.1 and 0.01.
    let found = try record.result("modes", within: 0.02) {
      var found: [[[Double]]] = [[], [], []]
      for seed in 0..<UInt64(seeds) {
        for (place, momentum) in [(1, 0.1), (2, 0.01)] {
          var training = Training(
            .normalised, on: task, rate: 0.03, momentum: momentum, seed: options.seed &+ seed)
          var (own, running): ([Double], [Double]) = ([], [])
          for _ in 0..<steps {
            training.step()
            running.append(training.heldOutAccuracy())
            if place == 1 { own.append(training.heldOutAccuracy(.training)) }
          }
          found[place].append(running)
          if place == 1 { found[0].append(own) }
        }
      }
      return found
    }
    func after(_ step: Int, _ place: Int) -> [Double] { found[place].map { $0[step - 1] } }
    record.claim(
      "modes.behind",
      "after twenty steps the points are told apart by their own statistics, and not by running ones; "
        + "after a hundred the faster running ones have caught up, from each seed",
      after(20, 0).allSatisfy { $0 > 0.7 } && (after(20, 1) + after(20, 2)).allSatisfy { $0 < 0.65 }
        && after(100, 1).allSatisfy { $0 > 0.9 } && after(100, 2).allSatisfy { $0 < 0.65 })
    record.recipe(
      "modes",
      Recipe(
        loss: "cross-entropy on the logit", data: "the spirals", initializer: "as above",
        rule: "gradient descent, η = 0.03", batch: "64", steps: "\(steps)", seeds: "\(seeds)"))
    record.numbers([
      "modes.own.20": after(20, 0).median, "modes.usual.20": after(20, 1).median,
      "modes.usual.100": after(100, 1).median, "modes.slow.100": after(100, 2).median,
    ])
    let lines: [(String, Color)] = [
      ("their own statistics", .gray), ("running, momentum 0.1", .blue),
      ("running, momentum 0.01", .vermilion),
    ]
    let figure = Figure {
      Axes(x: "step", y: .linear("held-out accuracy", 0.3...1)) {
        for (seeds, (name, color)) in zip(found, lines) {
          Spread(curves: seeds, startingAt: 1, label: name, color: color)
        }
      }
    }
    try record.draw("modes.svg", figure)
  }

  /// Trains with batches of several sizes on the same number of examples.
  func batchSizes(_ task: Spirals, into record: inout RunRecord) throws {
    let epochs = options.epochs(full: 4, quick: 1)
    let sizes = [2, 4, 8, 16, 32, 64, 128]
    let seeds = options.sized(full: 3, quick: 1)
    // By size and seed: in evaluation mode, in training mode, without the layer.
    let found = try record.result("batch", within: 0.02) {
      var found: [[[Double]]] = [[], [], []]
      let progress = ProgressLine("batch sizes", of: sizes.count)
      for size in sizes {
        var own: [[Double]] = [[], [], []]
        for seed in 0..<UInt64(seeds) {
          let seed = options.seed &+ seed
          var normalised = Training(.normalised, on: task, rate: 0.03, batch: size, seed: seed)
          var scaled = Training(.scaled, on: task, rate: 0.03, batch: size, seed: seed)
          for _ in 0..<epochs * 1024 / size {
            normalised.step()
            scaled.step()
          }
          own[0].append(normalised.heldOutAccuracy())
          own[1].append(normalised.heldOutAccuracy(inBatchesOf: size))
          own[2].append(scaled.heldOutAccuracy())
        }
        for k in found.indices { found[k].append(own[k]) }
        progress.advance("\(size) examples")
      }
      progress.end()
      return found
    }
    let medians = found.map { $0.map(\.median) }
    record.show(
      "batch", "Held-out accuracy in percent after \(epochs) epochs, median (least to greatest)",
      columns: [
        .number("batch", "%d"), .text("evaluation mode"), .text("training mode"),
        .text("without it, He's weights"),
      ],
      rows: sizes.indices.map { k in
        [sizes[k]] + found.map { $0[k].map { 100 * $0 }.spread("%.0f") }
      })
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
      Recipe(
        loss: "cross-entropy on the logit", data: "the spirals", initializer: "as above",
        rule: "gradient descent, η = 0.03", batch: "as named",
        steps: "\(epochs) epochs: \(epochs * 512, "%'d") steps to \(epochs * 8)", seeds: "\(seeds)")
    )
    record.claim(
      "batch.small",
      "at this rate the medians of batches of two and four end below two in three right in either mode",
      [0, 1].allSatisfy { medians[0][$0] < 2.0 / 3 && medians[1][$0] < 2.0 / 3 })
    record.claim(
      "batch.noise",
      "from 4 to 64 examples at a time the running averages do at least as well as the batches' own "
        + "statistics, but for one in twenty; at 128 they do worse",
      (1...5).allSatisfy { medians[0][$0] > medians[1][$0] - 0.05 } && medians[0][6] < medians[1][6]
    )
    record.claim(
      "batch.plain", "without the layer the smallest batches have the highest median",
      medians[2].max() == medians[2][0])
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
}

extension Training {
  /// The held-out accuracy in training mode, batch by batch, each normalised by itself.
  fileprivate func heldOutAccuracy(inBatchesOf size: Int) -> Double {
    undisturbed { network in
      let shares = stride(from: 0, to: 1024, by: size).map { start in
        let X = task.heldOutX.sliced(start..<start + size, along: 1)
        let t = task.heldOutT.sliced(start..<start + size, along: 1)
        return accuracy(network(X, .training).value, t)
      }
      return shares.reduce(0, +) / Double(shares.count)
    }
  }
}
