// The benchmark of dl2's notebook (coderkarthiko 2020), with several seeds: two networks, five
// rules, batches of 50, every rule from the same weights. Then what its numbers hide: the shades of
// the pixels, and their order.

import Datasets
import Gradus
import LessonKit
import Plot

/// The trainings of a network by a rule from several starts.
struct Runs {
  let rule: Rule
  let trained: [Trained]
  /// The last accuracies in percent, least first.
  var percent: [Double] { trained.map(\.percent).sorted() }
  /// That of the first start.
  var first: Double { trained[0].percent }
  /// The one in the middle.
  var median: Double { percent.quantile(0.5) }
  /// `97.30 (97.18 to 97.41)`: the median, and the least to the greatest.
  var summary: String {
    "\(median, "%.2f") (\(percent[0], "%.2f") to \(percent[percent.count - 1], "%.2f"))"
  }
}

extension ConvNets {
  /// Trains and records everything; returns what momentum made of both networks from one start.
  func benchmark(
    _ data: ImageDataset, into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws -> (mlp: Trained, cnn: Trained) {
    let epochs = options.epochs(full: 10, quick: 2)
    let most = options.sized(full: data.training.count, quick: 12_000)
    let training = data.training.examples(0..<min(most, data.training.count))
    let starts = (0..<options.sized(full: 3, quick: 1)).map { _ in generator.split() }
    let order = generator.permutation(of: 28 * 28)
    record.number("images.training", training.count)
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
            network, rule, on: training, test: data.test, view: view, epochs: epochs, using: start,
            progress: { progress.advance("\(network.rawValue), \(rule.rawValue)") })
        })
    }
    let mlp = Rule.allCases.map { runs(.mlp, $0, .plain, starts) }
    let cnn = Rule.allCases.map { runs(.cnn, $0, .plain, starts) }
    let raw = Rule.allCases.map { runs(.cnn, $0, .raw, [starts[0]]) }
    let shuffled = Network.allCases.map { runs($0, .momentum, .shuffled(order), starts) }
    progress.end()

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
    if data.isStandIn { print("The accuracies of dl2 are on \(data.requested.name).\n") }
    recordWorst(cnn[2], data.test.images(at: 0..<1000), into: &record)
    recordTimes(mlp, cnn, into: &record)
    recordShades(cnn, raw, into: &record)
    try recordOrders([mlp[1], cnn[1]], shuffled, order, data.test, into: &record)
    try drawErrors(mlp, cnn, raw, into: &record)
    return (mlp[1].trained[0], cnn[1].trained[0])
  }

  /// Of the start from which a rule did worst: how many units of the last hidden layer say the same
  /// about every image.
  private func recordWorst(_ runs: Runs, _ images: Tensor<Float>, into record: inout RunRecord) {
    guard let worst = runs.trained.min(by: { $0.percent < $1.percent }) else { return }
    let h = worst.hidden(images)
    let reach = h.max(along: 1) + (-h).max(along: 1)  // largest − smallest
    record.number("worst.units", h.shape[0], agreement: .everywhere())
    record.number("worst.constant", reach.scalars.count { $0 == 0 })
    record.number("worst.percent", worst.percent)
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

  /// Draws the test errors over the epochs.
  private func drawErrors(
    _ mlp: [Runs], _ cnn: [Runs], _ raw: [Runs], into record: inout RunRecord
  ) throws {
    func plot(_ title: String, _ runs: [Runs]) -> Plot.Axes {
      let last = Double(runs[0].trained[0].accuracies.count)
      let ticks = stride(from: 1, through: last, by: max(1, (last / 3).rounded(.down)))
      let x = Axis.linear("epoch", 1...max(2, last), ticks: .at(Array(ticks)))
      let y = Axis.log("test errors in percent", 2...100, ticks: .at([2, 5, 10, 20, 50, 100]))
      return Axes(title, x: x, y: y) {
        for (one, color) in zip(runs, [Color.blue, .vermilion, .green, .purple, .orange]) {
          let errors = one.trained.map { $0.accuracies.map { 100 * (1 - $0) } }
          for errors in errors where runs[0].trained.count > 1 {
            Line(y: errors, startingAt: 1, color: color.opacity(0.4), width: 0.8)
          }
          Line(
            y: errors[0].indices.map { k in errors.map { $0[k] }.quantile(0.5) }, startingAt: 1,
            label: one.rule.rawValue, color: color)
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
        \(100 - raw[0].median, "%.1f") percent with plain descent and \
        \(100 - raw[1].median, "%.1f") with momentum.
        """)
  }
}
