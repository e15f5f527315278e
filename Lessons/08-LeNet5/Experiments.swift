// What dl2's 60 % were made of (coderkarthiko 2020, LENET5-cifar10-dl2.ipynb: 59.95 % of the test
// images after three epochs of half an hour), what each rule of descent makes of its time, and how
// far the network gets.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// dl2's training of dl2's network, the same of ours, and what is soonest at 60 %.
  func compareWithDl2(_ photos: Photos, into record: inout RunRecord) {
    // ANCHOR: steps
    let epochs = options.epochs(full: 3, quick: 1)
    let theirs = Recipe(
      name: "dl2's network and training", epochs: epochs,
      rule: { Adagrad($0, learningRate: 0.01) }, network: lenet5OfDl2,
      batch: 32, falls: false, forgets: true, holdsOut: false)
    var mixed = theirs
    mixed.name = "our network, dl2's training"
    mixed.network = lenet5
    let ours = Recipe(name: "our network and training", epochs: epochs)
    // ANCHOR_END: steps
    let seeds = options.sized(full: 3, quick: 1)
    record.number("steps.seeds", seeds)
    let runs = compare([theirs, mixed, ours], as: "steps", seeds: seeds, photos, into: &record)
    record.number(
      "steps.0.parameters", runs[0][0].model.parameterCount, agreement: .everywhere())
  }

  /// Every rule at its best rate; draws accuracy over epochs and over seconds.
  func compareRules(_ photos: Photos, into record: inout RunRecord) throws {
    let epochs = options.epochs(full: 6, quick: 3)
    // ANCHOR: rules
    let recipes = [
      Recipe(name: "plain descent", epochs: epochs) { SGD($0, learningRate: 0.1) },
      Recipe(name: "momentum", epochs: epochs),
      Recipe(name: "Adagrad", epochs: epochs) { Adagrad($0, learningRate: 0.02) },
      Recipe(name: "RMSprop", epochs: epochs) { RMSprop($0, learningRate: 0.002) },
      Recipe(name: "Adam", epochs: epochs) { Adam($0, learningRate: 0.002) },
    ]
    // ANCHOR_END: rules
    let runs = compare(recipes, as: "rules", photos, into: &record).map { $0[0] }
    let longest = runs.compactMap(\.seconds.last).max() ?? 1
    let figure = Figure(sharing: .y, size: Size(width: 780, height: 340)) {
      plot(runs, .linear("epoch", ticks: .at(runs[0].epochs)), \.epochs, right, \.percents)
      plot(
        runs, .linear("seconds of training", 0...longest), \.seconds, right, \.percents,
        naming: .none)
    }
    let said = runs.map { "\($0.recipe.name) \($0.percents[epochs - 1], "%.1f")" }
    try record.draw(
      "rules.svg", figure,
      alt: """
        Percent of \(photos.validation.count) validation images named rightly, over epochs and \
        over seconds, for five rules. After \(epochs) epochs: \(said.joined(separator: ", ")).
        """)
  }

  /// Trains for long, on images as they are and on images that never look the same twice; draws
  /// both and returns the second network.
  func trainLonger(_ photos: Photos, into record: inout RunRecord) throws -> Trained {
    // ANCHOR: longer
    let epochs = options.epochs(full: 20, quick: 5)
    let plain = Recipe(name: "as they are", epochs: epochs) {
      SGD($0, learningRate: 0.02, momentum: 0.9, nesterov: true)
    }
    var changing = Recipe(name: "mirrored, shifted; decay", epochs: epochs) {
      SGD(
        $0, learningRate: 0.02, momentum: 0.9, nesterov: true,
        weightDecay: 5e-4)
    }
    changing.augmentation = Augmentation(flips: true, shift: 2)
    // ANCHOR_END: longer
    let runs = compare([plain, changing], as: "longer", photos, into: &record).map { $0[0] }
    let seen = photos.training.examples(0..<photos.validation.count)
    for (k, run) in runs.enumerated() {
      record.number("longer.\(k).training", run.percent(of: seen), agreement: tolerance)
    }
    let figure = Figure(size: Size(width: 820, height: 330)) {
      plot(runs, "epoch", \.epochs, "training loss", \.losses)
      plot(runs, "epoch", \.epochs, right, \.percents)
    }
    let said = runs.map { run in
      "\(run.recipe.name): \(run.losses[epochs - 1], "%.2f") and \(run.percents[epochs - 1], "%.1f")"
    }
    try record.draw(
      "curves.svg", figure,
      alt: """
        Left, the training loss over \(epochs) epochs; right, the percentage of validation images \
        named rightly. They end at \(said.joined(separator: "; ")). On images as they are it is \
        \(runs[0].percents.max() ?? 0, "%.1f") percent at best.
        """)
    return runs[1]
  }

  /// Trains by each recipe, each from as many seeds; prints and records what comes of it.
  private func compare(
    _ recipes: [Recipe], as key: String, seeds: Int = 1, _ photos: Photos,
    into record: inout RunRecord
  ) -> [[Trained]] {
    let epochs = recipes[0].epochs
    let progress = ProgressLine(key, of: recipes.count * seeds * epochs)
    /// The one in the middle and, where there are several, the least and the greatest.
    func summary(_ values: [Double]) -> String {
      let range = "(\(values.quantile(0), "%.1f") to \(values.quantile(1), "%.1f"))"
      return "\(values.quantile(0.5), "%.1f")" + (seeds > 1 ? " \(range)" : "")
    }
    var table = Table(
      .text("training"), .number("loss", "%.2f"), .text("validation"), .text("test"),
      .volatile("seconds", "%.1f"))
    let runs = recipes.enumerated().map { k, recipe in
      let runs = (0..<seeds).map { seed in
        Trained(recipe, on: photos, seed: options.seed + UInt64(seed)) { progress.advance($0) }
      }
      let test = runs.map { $0.percent(of: photos.test) }
      let seconds = runs.map { $0.seconds[epochs - 1] }.quantile(0.5)
      table.add(
        recipe.name, runs.map { $0.losses[epochs - 1] }.quantile(0.5),
        recipe.holdsOut ? summary(runs.map { $0.percents[epochs - 1] }) : "seen", summary(test),
        seconds)
      record.number("\(key).\(k)", test.quantile(0.5), agreement: tolerance)
      record.number("\(key).\(k).least", test.quantile(0), agreement: tolerance)
      record.volatile("\(key).\(k).seconds", seconds)
      return runs
    }
    progress.end()
    record.number("\(key).epochs", epochs)
    record.table(key, table)
    print("After \(epochs) epochs, in percent of the images\n\(table)\n")
    return runs
  }

  /// Lines of what the trainings went through.
  private func plot(
    _ runs: [Trained], _ x: Axis, _ times: (Trained) -> [Double], _ y: Axis,
    _ values: (Trained) -> [Double], naming: Plot.Axes.Naming = .automatic
  ) -> Plot.Axes {
    Axes(x: x, y: y, naming: naming) {
      for run in runs { Line(x: times(run), y: values(run), label: run.recipe.name) }
    }
  }

  private var right: Axis { "validation images right, percent" }
  private var tolerance: Agreement { .full(relative: 0.03) }
}
