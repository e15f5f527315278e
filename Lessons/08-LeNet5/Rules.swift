// What each rule of descent makes of its time, and how much of that is the choice of its rate.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

extension LeNet5 {
  /// Every rule at a rate of its own, from several seeds, and at others; draws accuracy over epochs.
  func compareRules(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws {
    let epochs = options.epochs(full: 6, quick: 2)
    // ANCHOR: rules
    let recipes = [
      Recipe(name: "gradient descent", epochs: epochs) {
        SGD($0, learningRate: 0.2)
      },
      Recipe(name: "momentum", epochs: epochs),
      Recipe(name: "Adagrad", epochs: epochs) { Adagrad($0, learningRate: 0.02) },
      Recipe(name: "RMSprop", epochs: epochs) { RMSprop($0, learningRate: 0.002) },
      Recipe(name: "Adam", epochs: epochs) { Adam($0, learningRate: 0.002) },
    ]
    // ANCHOR_END: rules
    let (courses, _, _) = try compare(
      recipes, as: "rules",
      rule: "as in the listing, falling along half a cosine from that rate, and from 1/4, 1/2, 2 "
        + "and 4 times it; momentum as above", photos, bookmark, into: &record)
    let others = [0, 2, 3, 4]
    record.claim(
      "rules.momentum",
      "momentum ends above every other rule, each seed above each, on validation and test images",
      others.allSatisfy { courses[$0].areBelow(courses[1]) })
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
    let figure = Figure(size: Size(width: 520, height: 330)) {
      Axes(x: "epoch", y: "validation images right, percent") {
        for (courses, style) in zip(courses, Self.styles) { courses.spread(of: \.percents, style) }
      }
    }
    try record.draw("rules.svg", figure)
    try compareRates(recipes, courses.map(\.validation), photos, bookmark, into: &record)
  }

  /// Draws what each rule comes to in the end over its rate.
  ///
  /// - Parameter middle: of each rule at its own rate, seed by seed.
  func compareRates(
    _ recipes: [Recipe], _ middle: [[Double]], _ photos: OnDemand<Photos>, _ bookmark: Bookmark,
    into record: inout RunRecord
  ) throws {
    let factors = [0.25, 0.5, 1, 2, 4]
    let others = try ends(
      of: recipes, at: factors.filter { $0 != 1 }, as: "rates", photos, bookmark, into: &record)
    let percents = zip(others, middle).map { Array($0.prefix(2)) + [$1] + $0.suffix(2) }
    let medians = percents.map { $0.map(\.median) }
    let best = medians.map { medians in medians.indices.max { medians[$0] < medians[$1] } ?? 0 }
    let heights = zip(medians, best).map { $0[$1] }
    record.numbers(
      ["rates.descent": medians[0][4], "rates.momentum": medians[1][4]], agreement: tolerance)
    record.claim(
      "rates.inside", "each rule's best rate has a smaller and a larger one beside it",
      best.allSatisfy { (1...3).contains($0) })
    record.claim(
      "rates.order",
      "at their best rates the rules follow as momentum, Adam, gradient descent, RMSprop, Adagrad",
      heights.indices.sorted { heights[$0] > heights[$1] } == [1, 4, 0, 3, 2])
    record.claim(
      "rates.momentum",
      "momentum at its own rate is above the others at each of theirs, each seed above each",
      [0, 2, 3, 4].allSatisfy { (percents[$0].joined().max() ?? 100) < (middle[1].min() ?? 0) })
    let top = heights.max() ?? 0
    let figure = Figure(size: Size(width: 520, height: 360)) {
      Axes(
        x: .log("rate"), y: .linear("validation images right, percent", top - 25...top + 3)
      ) {
        for (k, recipe) in recipes.enumerated() {
          let rates = factors.map { $0 * recipe.optimizer(of: []).learningRate }
          let (color, dash) = Self.styles[k]
          Spread(x: rates, percents[k], color: color, dash: dash)
          Scatter(x: rates, y: medians[k], color: color)
          let (low, high) = (middle[k].min() ?? 0, middle[k].max() ?? 0)
          let isBelow = recipe.name == "RMSprop"  // as it would stand in Adam's way
          Annotation(
            recipe.name, x: rates[2], y: isBelow ? low : high, up: isBelow ? -12 : 10, color: color)
        }
      }
    }
    try record.draw("rates.svg", figure)
  }

  /// How each rule is drawn, in the order of the recipes.
  static let styles: [(color: Color, dash: Stroke.Dash)] = [
    (.descent, .dotted), (.momentum, .solid), (.adagrad, .dashed), (.rmsprop, .dashed),
    (.adam, .solid),
  ]
}
