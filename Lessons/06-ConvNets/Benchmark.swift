// The benchmark of dl2's notebook (coderkarthiko 2020), with several seeds: two networks, five
// rules, batches of 50, every rule from the same weights. Then what its numbers hide: the shades of
// the pixels, and their order.

import Gradus
import LessonKit
import Plot

/// The trainings of a network by a rule from several starts.
struct Runs {
  let rule: Rule
  let trained: [Trained]
  /// The last accuracies in percent, least first.
  var percent: [Double] { trained.map { 100 * ($0.accuracies.last ?? 0) }.sorted() }
  /// Their mean.
  var mean: Double { percent.reduce(0, +) / Double(percent.count) }
  /// `97.30 ± 0.12`: the mean, and half of what lies between the least and the greatest.
  var summary: String {
    let half = (percent[percent.count - 1] - percent[0]) / 2
    return "\(mean, "%.2f") ± \(half, "%.2f")"
  }
}

extension ConvNets {
  /// Trains and records everything; returns what momentum made of both networks from one start.
  func benchmark(
    _ data: ImageDataset, into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws -> (mlp: Trained, cnn: Trained) {
    let epochs = options.epochs(full: 10, quick: 1)
    let starts = (0..<options.sized(full: 3, quick: 1)).map { _ in generator.split() }
    let order = generator.permutation(of: 28 * 28)
    record.number("epochs", epochs)
    record.number("seeds", starts.count)
    let progress = ProgressLine(
      "training", of: (10 * starts.count + 5 + 2 * starts.count) * epochs)
    func runs(
      _ network: Network, _ rule: Rule, _ view: View = .plain, _ starts: [RandomGenerator]
    ) -> Runs {
      Runs(
        rule: rule,
        trained: starts.map { start in
          Trained(
            network, rule, on: data, view: view, epochs: epochs, using: start,
            progress: { progress.advance("\(network.rawValue), \(rule.rawValue)") })
        })
    }
    let mlp = Rule.allCases.map { runs(.mlp, $0, .plain, starts) }
    let cnn = Rule.allCases.map { runs(.cnn, $0, .plain, starts) }
    let raw = Rule.allCases.map { runs(.cnn, $0, .raw, [starts[0]]) }
    let shuffled = Network.allCases.map { runs($0, .momentum, .shuffled(order), starts) }
    progress.end()

    var table = Table(
      .text("rule"), .text("MLP"), .number("MLP of dl2", "%.2f"), .text("CNN"),
      .number("CNN of dl2", "%.2f"))
    for (mlp, cnn) in zip(mlp, cnn) {
      table.add(
        mlp.rule.rawValue, mlp.summary, mlp.rule.accuracyOfDl2(.mlp), cnn.summary,
        cnn.rule.accuracyOfDl2(.cnn))
      record.number("mlp.\(mlp.rule)", mlp.mean, agreement: .full(relative: 0.01))
      record.number("cnn.\(mlp.rule)", cnn.mean, agreement: .full(relative: 0.01))
    }
    record.table("benchmark", table)
    print("Test accuracy in percent after \(epochs) epochs, over \(starts.count) seeds\n\(table)\n")
    recordTimes(mlp, cnn, into: &record)
    recordViews(cnn, raw, mlp[1], shuffled, into: &record)
    try drawErrors(mlp, cnn, raw, into: &record)
    return (mlp[1].trained[0], cnn[1].trained[0])
  }

  /// The time of an epoch against that of the notebook.
  private func recordTimes(_ mlp: [Runs], _ cnn: [Runs], into record: inout RunRecord) {
    for (network, runs) in [(Network.mlp, mlp), (.cnn, cnn)] {
      let seconds = runs.flatMap(\.trained).map(\.seconds).quantile(0.5)
      record.volatile("seconds.\(network)", seconds)
      record.volatile("faster.\(network)", network.secondsOfDl2 / seconds)
      print("\(network.rawValue): \(seconds, "%.2f") s an epoch")
    }
    print()
  }

  /// The same networks on pixels from 0 to 255, and on pixels in another order.
  private func recordViews(
    _ cnn: [Runs], _ raw: [Runs], _ mlp: Runs, _ shuffled: [Runs], into record: inout RunRecord
  ) {
    var table = Table(
      .text("rule"), .number("0 to 1", "%.2f"), .number("0 to 255", "%.2f"),
      .number("dl2, 0 to 255", "%.2f"))
    for (plain, raw) in zip(cnn, raw) {
      table.add(
        plain.rule.rawValue, plain.percent[0], raw.percent[0], raw.rule.accuracyOfDl2(.cnn))
      record.number("raw.\(raw.rule)", raw.percent[0])
    }
    record.table("raw", table)
    print("The CNN on other shades\n\(table)\n")
    var orders = Table(.text("network"), .text("pixels in order"), .text("shuffled"))
    for (network, (before, after)) in zip(Network.allCases, zip([mlp, cnn[1]], shuffled)) {
      orders.add(network.rawValue, before.summary, after.summary)
      record.number("shuffled.\(network)", after.mean, agreement: .full(relative: 0.01))
      record.number("errors.\(network)", 100 - before.mean)
      record.number("shuffled.errors.\(network)", 100 - after.mean)
    }
    record.table("shuffled", orders)
    print("Momentum on shuffled pixels\n\(orders)\n")
  }

  /// Draws the test errors over the epochs.
  private func drawErrors(
    _ mlp: [Runs], _ cnn: [Runs], _ raw: [Runs], into record: inout RunRecord
  ) throws {
    func plot(_ title: String, _ runs: [Runs]) -> Plot.Axes {
      Axes(title, x: .linear("epoch", 1...10), y: .log("test errors in percent", 2...100)) {
        for one in runs {
          let errors = one.trained.map { $0.accuracies.map { 100 * (1 - $0) } }
          let epochs = errors[0].indices
          let sorted = epochs.map { k in errors.map { $0[k] }.sorted() }
          let x = epochs.map { Double($0 + 1) }
          Band(x: x, low: sorted.map { $0[0] }, high: sorted.map { $0[errors.count - 1] })
          Line(
            x: x, y: sorted.map { $0.reduce(0, +) / Double($0.count) }, label: one.rule.rawValue)
        }
      }
    }
    let figure = Figure(sharing: .y, size: Size(width: 860, height: 340)) {
      plot("MLP", mlp)
      plot("CNN", cnn)
      plot("CNN, pixels from 0 to 255", raw)
    }
    let best = zip([mlp, cnn], ["MLP", "CNN"]).map { runs, name in
      let best = runs.max { $0.mean < $1.mean }
      return "the \(name) has the fewest with \(best?.rule.rawValue ?? ""), "
        + "\(100 - (best?.mean ?? 0), "%.1f") percent"
    }
    try record.draw(
      "benchmark.svg", figure,
      alt: """
        Test errors over the epochs on a logarithmic scale, for five rules: \
        \(best.joined(separator: "; ")). With pixels from 0 to 255 the CNN ends at \
        \(100 - raw[0].mean, "%.1f") percent with plain descent and \
        \(100 - raw[1].mean, "%.1f") with momentum.
        """)
  }
}
