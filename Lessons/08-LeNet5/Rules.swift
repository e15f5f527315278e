// What each rule of descent makes of its time, and how much of that is the choice of its rate.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

extension LeNet5 {
  /// Every rule at a rate of its own, from several seeds; draws accuracy over epochs.
  func compareRules(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws {
    let epochs = options.epochs(full: 6, quick: 2)
    // ANCHOR: rules
    let recipes = [
      Recipe(name: "gradient descent", epochs: epochs) {
        SGD($0, learningRate: 0.1)
      },
      Recipe(name: "momentum", epochs: epochs),
      Recipe(name: "Adagrad", epochs: epochs) { Adagrad($0, learningRate: 0.02) },
      Recipe(name: "RMSprop", epochs: epochs) { RMSprop($0, learningRate: 0.002) },
      Recipe(name: "Adam", epochs: epochs) { Adam($0, learningRate: 0.002) },
    ]
    // ANCHOR_END: rules
    let seeds = options.sized(full: 3, quick: 1)
    let (courses, _, _) = try compare(
      recipes, as: "rules", seeds: seeds, photos, bookmark, into: &record)
    record.numbers(["rules.seeds": Double(seeds), "rules.epochs": Double(epochs)])
    record.recipe(
      "rules",
      LessonKit.Recipe(
        loss: "cross-entropy", data: "45,000 photographs",
        initializer: "uniform in ±1/√(number of inputs)",
        rule: "as in the listing, its rate falling along half a cosine; momentum as above",
        batch: "64", steps: "\(epochs) epochs", seeds: "\(seeds)"))
    let others = courses.indices.filter { $0 != 1 }
    record.claim(
      "rules.momentum",
      "momentum ends above every other rule, each seed above each, on validation and test images",
      others.allSatisfy { k in
        (courses[1].validation.min() ?? 0) > (courses[k].validation.max() ?? 100)
          && (courses[1].test.min() ?? 0) > (courses[k].test.max() ?? 100)
      })
    /// The rules by their medians after an epoch, best first.
    func order(_ epoch: Int) -> [Int] {
      let medians = courses.map { $0.map { $0.percents[epoch] }.median }
      return medians.indices.sorted { medians[$0] > medians[$1] }
    }
    record.claim(
      "rules.course",
      "by the medians Adam is first and gradient descent last after one epoch; momentum is first from "
        + "the third on; in the end Adam, gradient descent, RMSprop and Adagrad follow in this order",
      order(0).first == 4 && order(0).last == 0
        && (2..<epochs).allSatisfy { order($0).first == 1 }
        && order(epochs - 1) == [1, 4, 0, 3, 2])
    try compareRates(
      recipes, courses.map { $0[0].percents[epochs - 1] }, photos, bookmark, into: &record)
    let colors: [Color] = [.descent, .momentum, .adagrad, .rmsprop, .adam]
    let figure = Figure(size: Size(width: 620, height: 340)) {
      Axes(x: "epoch", y: "validation images right, percent") {
        for (courses, color) in zip(courses, colors) {
          Spread(
            curves: courses.map(\.percents), startingAt: 1, label: courses[0].name, color: color)
        }
      }
    }
    try record.draw("rules.svg", figure)
  }

  /// Every rule at half and at twice its rate, beside what came of the rate itself from one seed.
  private func compareRates(
    _ recipes: [Recipe], _ percents: [Double], _ photos: OnDemand<Photos>, _ bookmark: Bookmark,
    into record: inout RunRecord
  ) throws {
    let changed = recipes.flatMap { recipe in
      [0.5, 2].map { factor in
        var changed = recipe
        changed.factor = factor
        return changed
      }
    }
    let found = try record.result("rates", within: 0.02) {
      try trained(changed, as: "rates", seeds: 1, photos, bookmark).map {
        $0[0].log.scores.last ?? 0
      }
    }
    /// At half of the rate, at the rate, at twice the rate.
    let rates = percents.indices.map { [found[2 * $0], percents[$0], found[2 * $0 + 1]] }
    record.show(
      "rates", "Percent of the validation images, by the rate",
      columns: [
        .text("training"), .number("rate", "%g"), .number("half of it", "%.1f"),
        .number("the rate", "%.1f"), .number("twice", "%.1f"),
      ],
      rows: zip(recipes, rates).map { recipe, found in
        [recipe.name, recipe.optimizer(of: []).learningRate] + found
      })
    let best = rates.map { $0.max() ?? 0 }
    record.claim(
      "rates.inside",
      "for Adagrad, RMSprop and Adam the rate in the middle is the best of the three",
      (2...4).allSatisfy { rates[$0][1] == best[$0] })
    record.claim(
      "rates.edges",
      "for gradient descent twice the rate is better, and for momentum half of it, by less than half "
        + "a point", rates[0][2] == best[0] && rates[1][0] == best[1] && best[1] - rates[1][1] < 0.5
    )
    record.claim(
      "rates.order",
      "if each rule has the best of its three rates, the order is momentum, Adam, gradient descent, "
        + "RMSprop, Adagrad", best.indices.sorted { best[$0] > best[$1] } == [1, 4, 0, 3, 2])
  }
}
