// What dl2's 60 % were made of (coderkarthiko 2020, LENET5-cifar10-dl2.ipynb: 59.95 % of the test
// images after three epochs of half an hour), what each rule of descent makes of its time, and how
// far the network gets.

import Datasets
import Gradus
import LessonKit
import Plot

/// What a training went through.
private struct Course: Codable {
  let name: String
  /// The mean loss of each epoch, and the percentage of validation images named rightly after it.
  let losses, percents: [Double]
  /// The percentage of test images named rightly in the end.
  let test: Double

  init(_ run: Trained, test: Double) {
    (name, losses, percents) = (run.recipe.name, run.losses, run.percents)
    self.test = test
  }
}

/// Trainings, recipe by recipe, seed by seed.
private struct Comparison {
  let trained: OnDemand<[[Trained]]>
  let courses: [[Course]]
  /// The time of training up to the end of each epoch.
  let seconds: [[[Double]]]
}

extension LeNet5 {
  /// dl2's training of dl2's network, the same of ours, and what is soonest at 60 %.
  func compareWithDl2(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws {
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
    _ = try compare(
      [theirs, mixed, ours], as: "steps", seeds: seeds, photos, bookmark, into: &record)
    var generator = RandomGenerator(seed: options.seed)
    record.number(
      "steps.0.parameters", theirs.network(&generator).parameterCount, agreement: .everywhere())
  }

  /// Every rule at a rate of its own, from several seeds; draws accuracy over epochs.
  func compareRules(
    _ photos: OnDemand<Photos>, _ facts: Facts, _ bookmark: Bookmark,
    into record: inout RunRecord
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
    record.number("rules.seeds", seeds)
    let found = try compare(recipes, as: "rules", seeds: seeds, photos, bookmark, into: &record)
    try compareRates(recipes, found.courses.map { $0[0] }, photos, bookmark, into: &record)
    let figure = Figure(size: Size(width: 620, height: 340)) {
      plot(
        found.courses, "epoch", right, \.percents,
        colors: [.descent, .momentum, .adagrad, .rmsprop, .adam])
    }
    let said = found.courses.map { seeds in
      "\(seeds[0].name) \(seeds.map { $0.percents[epochs - 1] }.quantile(0.5), "%.1f")"
    }
    try record.draw(
      "rules.svg", figure,
      alt: """
        Percent of \(facts.validation) validation images named rightly, over epochs, for five \
        rules, \(seeds) seeds each. After \(epochs) epochs the median is: \
        \(said.joined(separator: ", ")).
        """)
  }

  /// Every rule at half and at twice its rate, beside what came of the rate itself from one seed.
  private func compareRates(
    _ recipes: [Recipe], _ courses: [Course], _ photos: OnDemand<Photos>, _ bookmark: Bookmark,
    into record: inout RunRecord
  ) throws {
    let changed = recipes.flatMap { recipe in
      [0.5, 2].map { factor in
        var changed = recipe
        changed.factor = factor
        return changed
      }
    }
    let others = try record.result("rates", within: 0.02) {
      try trained(changed, as: "rates", seeds: 1, photos, bookmark).map {
        $0[0].percents[$0[0].recipe.epochs - 1]
      }
    }
    var table = Table(
      .text("training"), .number("rate", "%g"), .number("half of it", "%.1f"),
      .number("the rate", "%.1f"), .number("twice", "%.1f"))
    var best = 0
    for (k, recipe) in recipes.enumerated() {
      let percent = courses[k].percents[recipe.epochs - 1]
      table.add(
        recipe.name, recipe.optimizer(of: []).learningRate, others[2 * k], percent,
        others[2 * k + 1])
      if percent > max(others[2 * k], others[2 * k + 1]) { best += 1 }
    }
    record.table("rates", table)
    record.number("rates.best", best)
    print("Percent of the validation images, by the rate\n\(table)\n")
  }

  /// Trains for long, on images as they are, on images that seldom look the same twice, and with
  /// each of the changes alone; draws all and returns the network with all changes.
  func trainLonger(
    _ photos: OnDemand<Photos>, _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> OnDemand<Trained> {
    let epochs = options.epochs(full: 20, quick: 5)
    func recipe(
      _ name: String, _ augmentation: Augmentation? = nil, decay: Double = 0
    ) -> Recipe {
      // ANCHOR: longer
      var recipe = Recipe(name: name, epochs: epochs) {
        SGD(
          $0, learningRate: 0.02, momentum: 0.9, nesterov: true,
          weightDecay: decay)
      }
      recipe.augmentation = augmentation
      // ANCHOR_END: longer
      return recipe
    }
    let recipes = [
      recipe("as they are"),
      recipe("weight decay", decay: 5e-4),
      recipe("mirrored", Augmentation(flips: true)),
      recipe("shifted", Augmentation(shift: 2)),
      recipe("all three", Augmentation(flips: true, shift: 2), decay: 5e-4),
    ]
    let found = try compare(recipes, as: "longer", photos, bookmark, into: &record)
    let onTraining = try record.result("longer.training", within: 0.02) {
      let photos = try photos.value
      let seen = photos.training.examples(0..<min(photos.validation.count, photos.training.count))
      return try found.trained.value.map { $0[0].percent(of: seen) }
    }
    for (k, percent) in onTraining.enumerated() {
      record.number("longer.\(k).training", percent, agreement: tolerance)
    }
    let figure = Figure(size: Size(width: 820, height: 330)) {
      plot(found.courses, "epoch", "training loss", \.losses)
      plot(found.courses, "epoch", right, \.percents)
    }
    let courses = found.courses.map { $0[0] }
    let said = courses.map { one in
      "\(one.name) \(one.losses[epochs - 1], "%.2f") and \(one.percents[epochs - 1], "%.1f")"
    }
    try record.draw(
      "curves.svg", figure,
      alt: """
        Left, the training loss over \(epochs) epochs; right, the percentage of validation images \
        named rightly. Their last values: \(said.joined(separator: "; ")). On images as they are \
        it is \(courses[0].percents.max() ?? 0, "%.1f") percent at best.
        """)
    return OnDemand { try found.trained.value[recipes.count - 1][0] }
  }

  /// Trains by each recipe, each from as many seeds; prints and records what comes of it.
  private func compare(
    _ recipes: [Recipe], as key: String, seeds: Int = 1, _ photos: OnDemand<Photos>,
    _ bookmark: Bookmark, into record: inout RunRecord
  ) throws -> Comparison {
    let epochs = recipes[0].epochs
    /// The one in the middle and, where there are several, the least and the greatest.
    func summary(_ values: [Double]) -> String {
      let range = "(\(values.quantile(0), "%.1f") to \(values.quantile(1), "%.1f"))"
      return "\(values.quantile(0.5), "%.1f")" + (seeds > 1 ? " \(range)" : "")
    }
    let trained = OnDemand { try self.trained(recipes, as: key, seeds: seeds, photos, bookmark) }
    let found = Comparison(
      trained: trained,
      courses: try record.result(key, within: 0.02) {
        let test = try photos.value.test
        return try trained.value.map { $0.map { Course($0, test: $0.percent(of: test)) } }
      },
      seconds: try record.result("\(key).seconds", within: nil) {
        try trained.value.map { $0.map(\.seconds) }
      })
    var table = Table(
      .text("training"), .number("loss", "%.2f"), .text("validation"), .text("test"),
      .volatile("seconds", "%.1f"))
    for (k, recipe) in recipes.enumerated() {
      let (courses, test) = (found.courses[k], found.courses[k].map(\.test))
      let seconds = found.seconds[k].map { $0[epochs - 1] }.quantile(0.5)
      table.add(
        recipe.name, courses.map { $0.losses[epochs - 1] }.quantile(0.5),
        recipe.holdsOut ? summary(courses.map { $0.percents[epochs - 1] }) : "seen",
        summary(test), seconds)
      record.number("\(key).\(k)", test.quantile(0.5), agreement: tolerance)
      record.number("\(key).\(k).least", test.quantile(0), agreement: tolerance)
      record.volatile("\(key).\(k).seconds", seconds)
    }
    record.number("\(key).epochs", epochs)
    record.table(key, table)
    print("After \(epochs) epochs, in percent of the images\n\(table)\n")
    return found
  }

  /// The networks trained by each recipe, from as many seeds.
  private func trained(
    _ recipes: [Recipe], as key: String, seeds: Int, _ photos: OnDemand<Photos>,
    _ bookmark: Bookmark
  ) throws -> [[Trained]] {
    let photos = try photos.value
    let progress = ProgressLine(key, of: recipes.map(\.epochs).reduce(0, +) * seeds)
    defer { progress.end() }
    return try recipes.enumerated().map { k, recipe in
      try (0..<seeds).map { seed in
        var run = Trained(
          recipe, standardizedBy: photos.standardizer, seed: options.seed + UInt64(seed))
        try bookmark.finish(&run, as: "\(key).\(k).\(seed)") { run, pause in
          progress.skip(run.losses.count)
          try run.train(on: photos) { run in
            progress.advance("\(recipe.name), loss \(run.losses.last ?? 0, "%.2f")")
            try pause(run)
          }
        }
        return run
      }
    }
  }

  /// Lines of what the trainings went through: the median of the seeds and, thin, each of several.
  private func plot(
    _ courses: [[Course]], _ x: Axis, _ y: Axis, _ values: @escaping (Course) -> [Double],
    colors: [Color] = [.blue, .vermilion, .green, .purple, .orange]
  ) -> Axes {
    Axes(x: x, y: y) {
      for (seeds, color) in zip(courses, colors) {
        let lines = seeds.map(values)
        if lines.count > 1 {
          for line in lines {
            Line(y: line, startingAt: 1, color: color.opacity(0.4), width: 0.8)
          }
        }
        Line(
          y: lines[0].indices.map { k in lines.map { $0[k] }.quantile(0.5) }, startingAt: 1,
          label: seeds[0].name, color: color)
      }
    }
  }

  private var right: Axis { "validation images right, percent" }
  private var tolerance: Agreement { .full(relative: 0.03) }
}
