// The benchmark of dl2's notebook (coderkarthiko 2020), from several seeds: two networks, five rules,
// mini-batches of 50, every rule from the same weights. What its numbers hide, the shades of the
// pixels, is trained along with it.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

/// The accuracies of a network trained by a rule from several starts.
struct Runs: Codable {
  let rule: Rule
  /// The share of test images named rightly after each epoch, start by start.
  let accuracies: [[Double]]

  /// The last ones, in percent.
  var percent: [Double] { accuracies.map { 100 * ($0.last ?? 0) } }
}

/// What the trainings came to.
struct Benchmark: Codable {
  /// Both networks by every rule, and the CNN on pixels from 0 to 255.
  let mlp, cnn, raw: [Runs]
}

/// Networks after their trainings, for a look inside.
struct Networks {
  /// The MLP after momentum, from the first start.
  let mlp: Sequential<Float>
  /// The CNN after momentum, from each start.
  let cnns: [Sequential<Float>]
  /// The CNN from the start from which RMSprop did worst.
  let worst: Sequential<Float>

  /// The CNN after momentum, from the first start.
  var cnn: Sequential<Float> { cnns[0] }
}

extension ConvNets {
  /// Trains and records everything; returns some of the networks.
  func benchmark(
    _ data: OnDemand<ImageDataset>, _ images: Images, _ bookmark: Bookmark,
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws -> OnDemand<Networks> {
    let epochs = options.epochs(full: 10, quick: 2)
    let count = min(options.sized(full: 60_000, quick: 2_000), images.training)
    let starts = (0..<options.sized(full: 3, quick: 1)).map { _ in generator.split() }
    let order = generator.permutation(of: 28 * 28)
    let trials = OnDemand {
      let data = try data.value
      return Trials(
        images: data.training.examples(0..<count), test: data.test, epochs: epochs, starts: starts,
        bookmark: bookmark)
    }
    let all = OnDemand { try trainAll(try trials.value) }
    // Another machine rounds differently, and momentum and RMSprop magnify that.
    let found = try record.result("benchmark", within: 0.02) { try all.value.found }
    func describe(
      _ key: String, pixels: String = "from 0 to 1", rule: String = "five, each at a rate of 0.01"
    ) {
      record.recipe(
        key,
        Recipe(
          loss: "cross-entropy", data: "\(count, "%'d") images, pixels \(pixels)",
          initializer: "uniform in ±1/√(number of inputs)", rule: rule, batch: "50",
          steps: "\(epochs) epochs", seeds: "\(starts.count)"))
    }
    describe("benchmark")
    describe("raw", pixels: "from 0 to 255")
    describe(
      "orders", pixels: "from 0 to 1, in order and shuffled",
      rule: "momentum of 0.9 at the rates of the table")
    record.numbers(["images.training": Double(count), "epochs": Double(epochs)])
    record.number("seeds", starts.count)
    compare(found, epochs, into: &record)
    try drawErrors(found, into: &record)
    let networks = OnDemand { try all.value.networks }
    try examineWorst(networks, data, found.cnn[2], into: &record)
    compareShades(found, into: &record)
    try compareOrders(trials, starts.count, order, images, into: &record)
    return networks
  }

  /// Trains both networks by all rules, and the CNN on other shades.
  private func trainAll(_ trials: Trials) throws -> (found: Benchmark, networks: Networks) {
    let starts = trials.starts.indices
    let progress = ProgressLine(
      "training", of: 3 * Rule.allCases.count * starts.count * trials.epochs)
    defer { progress.end() }
    /// A network by every rule from every start.
    func train(
      _ network: Network, _ view: View = .plain, as name: String
    ) throws -> (runs: [Runs], models: [[Sequential<Float>]]) {
      let trained = try Rule.allCases.map { rule in
        try starts.map { start in
          try trials.train(
            network, rule, view, from: start, as: "\(name).\(rule).\(start)", progress)
        }
      }
      let runs = zip(Rule.allCases, trained).map { rule, trained in
        Runs(rule: rule, accuracies: trained.map(\.log.scores))
      }
      return (runs, trained.map { $0.map(\.model) })
    }
    let mlp = try train(.mlp, as: "mlp")
    let cnn = try train(.cnn, as: "cnn")
    let raw = try train(.cnn, .raw, as: "raw")
    let percent = cnn.runs[2].percent
    let worst = percent.indices.min { percent[$0] < percent[$1] } ?? 0
    return (
      Benchmark(mlp: mlp.runs, cnn: cnn.runs, raw: raw.runs),
      Networks(mlp: mlp.models[1][0], cnns: cnn.models[1], worst: cnn.models[2][worst])
    )
  }

  /// Both networks by all rules, beside the notebook's.
  private func compare(_ found: Benchmark, _ epochs: Int, into record: inout RunRecord) {
    record.show(
      "benchmark", "Test accuracy in percent after \(epochs) epochs, median (least to greatest)",
      columns: [
        .text("rule"), .text("MLP"), .number("dl2", "%.2f"), .text("CNN"), .number("dl2", "%.2f"),
      ],
      rows: zip(found.mlp, found.cnn).map { mlp, cnn in
        let ofDl2 = mlp.rule.accuraciesOfDl2
        return [
          mlp.rule.rawValue, mlp.percent.spread("%.2f"), ofDl2.mlp, cnn.percent.spread("%.2f"),
          ofDl2.cnn,
        ]
      })
    let medians = [found.mlp, found.cnn].map { $0.map(\.percent.median) }
    record.claim(
      "benchmark.momentum", "in both networks momentum has the highest median",
      medians.allSatisfy { $0.max() == $0[1] })
    for (network, medians) in zip(Network.allCases, medians) {
      record.number("errors.\(network)", 100 - medians[1])
    }
    record.claim(
      "benchmark.networks",
      "with momentum the medians of the two networks are less than half a point apart",
      abs(medians[0][1] - medians[1][1]) < 0.5)
  }

  /// Draws the test errors over the epochs.
  private func drawErrors(_ found: Benchmark, into record: inout RunRecord) throws {
    let last = Double(found.mlp[0].accuracies[0].count)
    let x = Axis.linear(
      "epoch", 1...max(2, last), ticks: .at(Array(stride(from: 1, to: 11, by: 3))))
    let y = Axis.log("test errors in percent", 2...100, ticks: .at([2, 5, 10, 20, 50, 100]))
    let plots = [
      ("MLP", found.mlp), ("CNN", found.cnn), ("CNN, pixels from 0 to 255", found.raw),
    ]
    let figure = Figure(columns: 1, sharing: .x, size: Size(width: 460, height: 700)) {
      for (title, runs) in plots {
        Axes(title, x: x, y: y) {
          for one in runs {
            Spread(
              curves: one.accuracies.map { $0.map { 100 * (1 - $0) } }, startingAt: 1,
              label: one.rule.rawValue, color: one.rule.color, marker: one.rule.marker)
          }
        }
      }
    }
    try record.draw("benchmark.svg", figure)
  }

  /// Of the start from which RMSprop did worst: how many units of the last hidden layer say the same
  /// about every image.
  private func examineWorst(
    _ networks: OnDemand<Networks>, _ data: OnDemand<ImageDataset>, _ rmsprop: Runs,
    into record: inout RunRecord
  ) throws {
    // The largest less the smallest value of each unit.
    let reach = try record.result("worst", within: 0.02) {
      let h = try networks.value.worst.hidden(try data.value.test.images(at: 0..<1000))
      return (h.max(along: 1) + (-h).max(along: 1)).scalars
    }
    record.number("worst.units", reach.count, agreement: .everywhere())
    record.number("worst.constant", reach.count { $0 == 0 })
    record.number("worst.percent", rmsprop.percent.min() ?? .nan)
  }
}
