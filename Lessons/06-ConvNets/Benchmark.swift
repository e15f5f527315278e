// The benchmark of dl2's notebook (coderkarthiko 2020), with several seeds: two networks, five
// rules, batches of 50, every rule from the same weights. Then what its numbers hide: the shades of
// the pixels, and their order.

import Datasets
import Gradus
import LessonKit
import Plot

/// The accuracies of a network trained by a rule from several starts.
struct Runs: Codable {
  let rule: Rule
  /// The share of test images named rightly after each epoch, start by start.
  let accuracies: [[Double]]
  /// The last ones in percent, least first.
  var percent: [Double] { accuracies.map { 100 * ($0.last ?? 0) }.sorted() }
  /// That of the first start.
  var first: Double { 100 * (accuracies[0].last ?? 0) }
  /// The one in the middle.
  var median: Double { percent.quantile(0.5) }
  /// `97.30 (97.18 to 97.41)`: the median, and the least to the greatest.
  var summary: String {
    "\(median, "%.2f") (\(percent[0], "%.2f") to \(percent[percent.count - 1], "%.2f"))"
  }

  /// What trained networks came to.
  init(_ trained: [Trained]) {
    rule = trained[0].rule
    accuracies = trained.map(\.accuracies)
  }
}

/// The networks after all trainings, rule by rule, start by start.
struct Trainings {
  /// Both networks by every rule, and the CNN on pixels from 0 to 255 from the first start.
  let mlp, cnn, raw: [[Trained]]
  /// The MLP and the CNN by momentum, on shuffled pixels.
  let shuffled: [[Trained]]
  /// What momentum made of both from the first start.
  var momentum: (mlp: Trained, cnn: Trained) { (mlp[1][0], cnn[1][0]) }
}

/// What the trainings came to.
struct Benchmark: Codable {
  let mlp, cnn, raw, shuffled: [Runs]

  init(_ trainings: Trainings) {
    mlp = trainings.mlp.map(Runs.init)
    cnn = trainings.cnn.map(Runs.init)
    raw = trainings.raw.map(Runs.init)
    shuffled = trainings.shuffled.map(Runs.init)
  }
}

extension ConvNets {
  /// Trains and records everything; returns the networks.
  func benchmark(
    _ data: OnDemand<ImageDataset>, _ images: Images, _ bookmark: Bookmark,
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws -> OnDemand<Trainings> {
    let epochs = options.epochs(full: 10, quick: 2)
    let count = min(options.sized(full: 60_000, quick: 2_000), images.training)
    let starts = (0..<options.sized(full: 3, quick: 1)).map { _ in generator.split() }
    let order = generator.permutation(of: 28 * 28)
    record.number("images.training", count)
    record.number("epochs", epochs)
    record.number("seeds", starts.count)
    let trainings = OnDemand {
      let data = try data.value
      return try trained(
        data.training.examples(0..<count), data.test, epochs: epochs, from: starts, order: order,
        bookmark)
    }
    // Another machine rounds differently, and momentum and RMSprop magnify that.
    let found = try record.result("benchmark", within: 0.02) { Benchmark(try trainings.value) }
    let (mlp, cnn) = (found.mlp, found.cnn)

    var table = Table(
      .text("rule"), .text("MLP"), .number("dl2", "%.2f"), .text("CNN"), .number("dl2", "%.2f"))
    for (mlp, cnn) in zip(mlp, cnn) {
      table.add(
        mlp.rule.rawValue, mlp.summary, mlp.rule.accuracyOfDl2(.mlp), cnn.summary,
        cnn.rule.accuracyOfDl2(.cnn))
      record.number("mlp.\(mlp.rule)", mlp.median, agreement: .full(relative: 0.01))
      record.number("cnn.\(mlp.rule)", cnn.median, agreement: .full(relative: 0.01))
    }
    record.table("benchmark", table)
    print(
      "Test accuracy in percent after \(epochs) epochs, median of \(starts.count) seeds "
        + "(least to greatest)\n\(table)\n")
    if let missing = images.missing { print("The accuracies of dl2 are on \(missing).\n") }
    try recordWorst(trainings, data, into: &record)
    try recordTimes(trainings, into: &record)
    recordShades(cnn, found.raw, into: &record)
    try recordOrders([mlp[1], cnn[1]], found.shuffled, order, images, into: &record)
    try drawErrors(mlp, cnn, found.raw, into: &record)
    return trainings
  }

  /// Trains both networks by all rules.
  private func trained(
    _ images: LabelledImages, _ test: LabelledImages, epochs: Int, from starts: [RandomGenerator],
    order: [Int], _ bookmark: Bookmark
  ) throws -> Trainings {
    let progress = ProgressLine(
      "training", of: (10 * starts.count + 5 + 2 * starts.count) * epochs)
    defer { progress.end() }
    var count = 0
    func runs(
      _ network: Network, _ rule: Rule, _ view: View = .plain, _ starts: [RandomGenerator]
    ) throws -> [Trained] {
      try starts.map { start in
        var trained = Trained(network, rule, view: view, using: start)
        try bookmark.finish(&trained, as: "training.\(count)") { trained, pause in
          progress.skip(trained.accuracies.count)
          try trained.train(on: images, test: test, epochs: epochs) { trained in
            progress.advance("\(network.rawValue), \(rule.rawValue)")
            try pause(trained)
          }
        }
        count += 1
        return trained
      }
    }
    return Trainings(
      mlp: try Rule.allCases.map { try runs(.mlp, $0, .plain, starts) },
      cnn: try Rule.allCases.map { try runs(.cnn, $0, .plain, starts) },
      raw: try Rule.allCases.map { try runs(.cnn, $0, .raw, [starts[0]]) },
      shuffled: try Network.allCases.map { try runs($0, .momentum, .shuffled(order), starts) })
  }

  /// The network from the start from which a rule did worst.
  private struct Worst: Codable {
    /// The largest less the smallest value of each unit of the last hidden layer.
    let reach: [Float]
    let percent: Double
  }

  /// Of the start from which RMSprop did worst: how many units of the last hidden layer say the same
  /// about every image.
  private func recordWorst(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, into record: inout RunRecord
  ) throws {
    let worst = try record.result("worst", within: 0.02) {
      let runs = try trainings.value.cnn[2].sorted { $0.percent < $1.percent }
      let h = runs[0].hidden(try data.value.test.images(at: 0..<1000))
      let reach = h.max(along: 1) + (-h).max(along: 1)  // largest − smallest
      return Worst(reach: reach.scalars, percent: runs[0].percent)
    }
    record.number("worst.units", worst.reach.count, agreement: .everywhere())
    record.number("worst.constant", worst.reach.count { $0 == 0 })
    record.number("worst.percent", worst.percent)
  }

  /// The time of an epoch against that of the notebook.
  private func recordTimes(
    _ trainings: OnDemand<Trainings>, into record: inout RunRecord
  ) throws {
    let found = try record.result("seconds", within: nil) {
      try [trainings.value.mlp, trainings.value.cnn].map { runs in
        runs.joined().map(\.seconds).quantile(0.5)
      }
    }
    for (network, seconds) in zip(Network.allCases, found) {
      record.volatile("seconds.\(network)", seconds)
      record.volatile("faster.\(network)", network.secondsOfDl2 / seconds)
      print("\(network.rawValue): \(seconds, "%.2f") s an epoch")
    }
    print()
  }

  /// Draws the test errors over the epochs.
  private func drawErrors(
    _ mlp: [Runs], _ cnn: [Runs], _ raw: [Runs], into record: inout RunRecord
  ) throws {
    func plot(_ title: String, _ runs: [Runs]) -> Axes {
      let last = Double(runs[0].accuracies[0].count)
      let ticks = stride(from: 1, through: last, by: max(1, (last / 3).rounded(.down)))
      let x = Axis.linear("epoch", 1...max(2, last), ticks: .at(Array(ticks)))
      let y = Axis.log("test errors in percent", 2...100, ticks: .at([2, 5, 10, 20, 50, 100]))
      return Axes(title, x: x, y: y) {
        for one in runs {
          let errors = one.accuracies.map { $0.map { 100 * (1 - $0) } }
          for errors in errors where one.accuracies.count > 1 {
            Line(y: errors, startingAt: 1, color: one.rule.color.opacity(0.4), width: 0.8)
          }
          Line(
            y: errors[0].indices.map { k in errors.map { $0[k] }.quantile(0.5) }, startingAt: 1,
            label: one.rule.rawValue, color: one.rule.color)
        }
      }
    }
    let figure = Figure(sharing: .y, size: Size(width: 860, height: 340)) {
      plot("MLP", mlp)
      plot("CNN", cnn)
      plot("CNN, pixels from 0 to 255", raw)
    }
    let best = zip([mlp, cnn], ["MLP", "CNN"]).map { runs, name in
      let best = runs.max { $0.median < $1.median }
      return "the \(name) has the fewest with \(best?.rule.rawValue ?? ""), "
        + "\(100 - (best?.median ?? 0), "%.1f") percent"
    }
    try record.draw(
      "benchmark.svg", figure,
      alt: """
        Test errors over the epochs on a logarithmic scale, for five rules: \
        \(best.joined(separator: "; ")). With pixels from 0 to 255 the CNN ends at \
        \(100 - raw[0].median, "%.1f") percent with gradient descent and \
        \(100 - raw[1].median, "%.1f") with momentum.
        """)
  }
}
