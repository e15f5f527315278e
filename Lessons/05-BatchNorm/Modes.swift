// Training against evaluation mode: how the running statistics follow a network that trains, and
// what small batches cost.

import Gradus
import LessonKit
import Plot

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

/// Held-out accuracies over the steps: with the held-out points' own statistics, and with running
/// ones at momentum 0.1 and 0.01.
private struct Accuracies: Codable {
  var own: [Double] = []
  var usual: [Double] = []
  var slow: [Double] = []
}

extension BatchNormalisation {
  /// Follows the held-out accuracy over the first steps, with the held-out points' own statistics
  /// and with the running ones at two momenta.
  func modes(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 300, quick: 100)
    let found = try record.result("modes", within: 0.02) {
      var found = Accuracies()
      for momentum in [0.1, 0.01] {
        var training = Training(
          .normalised, on: task, rate: 0.03, momentum: momentum, seed: options.seed)
        for _ in 0..<steps {
          training.step()
          let running = training.heldOutAccuracy()
          if momentum == 0.1 { found.usual.append(running) } else { found.slow.append(running) }
          if momentum == 0.1 { found.own.append(training.heldOutAccuracy(.training)) }
        }
      }
      return found
    }
    let (own, usual, slow) = (found.own, found.usual, found.slow)
    record.claim(
      "modes.behind",
      "after twenty steps the points are told apart by their own statistics, and not by "
        + "running ones; after a hundred the faster running ones have caught up",
      own[19] > 0.8 && max(usual[19], slow[19]) < 0.6 && usual[99] > 0.9 && slow[99] < 0.6)
    record.recipe(
      "modes",
      Recipe(
        loss: "cross-entropy on the logit", data: "the spirals", initializer: "as above",
        rule: "gradient descent, η = 0.03", batch: "64", steps: "\(steps)", seeds: "one"))
    record.number("modes.own.20", own[19])
    record.number("modes.usual.20", usual[19])
    let figure = Figure {
      Axes(x: "step", y: .linear("held-out accuracy", 0.3...1)) {
        Line(y: own, startingAt: 1, label: "their own statistics", color: .gray)
        Line(y: usual, startingAt: 1, label: "running, momentum 0.1", color: .blue)
        Line(y: slow, startingAt: 1, label: "running, momentum 0.01", color: .vermilion)
      }
    }
    try record.draw(
      "modes.svg", figure,
      alt: """
        Held-out accuracy over the first \(steps) steps. After 20, normalised by their own \
        statistics the points are told apart in \(own[19], "%.0p") of the cases; by running ones \
        in \(usual[19], "%.0p") with momentum 0.1 and in \(slow[19], "%.0p") with 0.01; after 100 \
        in \(own[99], "%.0p"), \(usual[99], "%.0p") and \(slow[99], "%.0p").
        """)
    print("Accuracy after 20 steps: own \(own[19]), running \(usual[19]), slow \(slow[19])\n")
  }

  /// Trains with batches of several sizes on the same number of examples.
  func batchSizes(_ task: Spirals, into record: inout RunRecord) throws {
    let epochs = options.epochs(full: 4, quick: 1)
    let sizes = [2, 4, 8, 16, 32, 64, 128]
    let seeds = options.sized(full: 3, quick: 1)
    // Middle accuracies over the sizes: in evaluation mode, in training mode, without the layer.
    let lines = try record.result("batch", within: 0.02) {
      var lines: [[Double]] = [[], [], []]
      let progress = ProgressLine("batch sizes", of: sizes.count * seeds)
      for size in sizes {
        var found: [[Double]] = [[], [], []]
        for seed in 0..<UInt64(seeds) {
          let seed = options.seed &+ seed
          var normalised = Training(.normalised, on: task, rate: 0.03, batch: size, seed: seed)
          var scaled = Training(.scaled, on: task, rate: 0.03, batch: size, seed: seed)
          for _ in 0..<epochs * 1024 / size {
            normalised.step()
            scaled.step()
          }
          found[0].append(normalised.heldOutAccuracy())
          found[1].append(normalised.heldOutAccuracy(inBatchesOf: size))
          found[2].append(scaled.heldOutAccuracy())
          progress.advance("\(size) examples")
        }
        for k in lines.indices { lines[k].append(found[k].sorted()[seeds / 2]) }
      }
      progress.end()
      return lines
    }
    var table = Table(
      .number("batch", "%d"), .number("evaluation mode", "%.1p"),
      .number("training mode", "%.1p"), .number("plain, He's weights", "%.1p"))
    for (k, size) in sizes.enumerated() {
      table.add(size, lines[0][k], lines[1][k], lines[2][k])
      if size == 16 || size == 128 {
        // Small batches shake the network about, and rounding with it.
        let agreement = Agreement.full(relative: 0.3)
        record.number("batch.\(size).evaluation", lines[0][k], agreement: agreement)
        record.number("batch.\(size).training", lines[1][k], agreement: agreement)
      }
    }
    record.table("batch", table)
    record.number("batch.epochs", epochs)
    record.recipe(
      "batch",
      Recipe(
        loss: "cross-entropy on the logit", data: "the spirals", initializer: "as above",
        rule: "gradient descent, η = 0.03", batch: "as named",
        steps: "\(epochs) epochs: \(epochs * 512, "%'d") steps to \(epochs * 8)",
        seeds: "\(seeds), of which the table has the middle"))
    record.claim(
      "batch.small",
      "at this rate batches of two and four end below two in three right in either mode",
      [0, 1].allSatisfy { lines[0][$0] < 2.0 / 3 && lines[1][$0] < 2.0 / 3 })
    record.claim(
      "batch.noise",
      "from 4 to 64 examples at a time the running averages do at least as well as the "
        + "batches' own statistics, but for one in twenty; at 128 they do worse",
      (1...5).allSatisfy { lines[0][$0] > lines[1][$0] - 0.05 } && lines[0][6] < lines[1][6])
    record.claim(
      "batch.plain", "without the layer the smallest batches do best",
      lines[2].max() == lines[2][0])
    print("Held-out accuracy after \(epochs) epochs, rate 0.03\n\(table)\n")
    let figure = Figure {
      Axes(
        x: .log("batch size", 1.95...131, ticks: .at(sizes.map(Double.init))),
        y: "held-out accuracy"
      ) {
        for (line, (name, color)) in zip(
          lines,
          [
            ("running statistics", Color.blue), ("the batch's own", .sky),
            ("no BatchNorm", Kind.scaled.color),
          ])
        {
          Line(x: sizes.map(Double.init), y: line, label: name, color: color)
        }
      }
    }
    try record.draw(
      "batch.svg", figure,
      alt: """
        Held-out accuracy over the batch size in training. With running statistics it rises from \
        \(lines[0][0], "%.0p") at batches of 2 to \(lines[0].max() ?? 0, "%.0p"), but is \
        \(lines[0][6], "%.0p") at 128; normalised batch by batch it rises from \
        \(lines[1][0], "%.0p") to \(lines[1].max() ?? 0, "%.0p"); without the layer it \
        goes from \(lines[2][0], "%.0p") to \(lines[2][6], "%.0p").
        """)
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
