// Lesson 05: the BatchNorm derivation. The graph of batch normalisation, its gradient node by node
// and in closed form, every step checked; the mistakes that are made in it; and what the layer does
// to a deep network.

import ArgumentParser
import GradientCheck
import Gradus
import LessonKit

@main
struct BatchNormalisation: Lesson {
  static let number = 5
  static let title = "The BatchNorm derivation"
  static let abstract = """
    Derives the gradient of batch normalisation node by node, checks every step, makes the classic \
    mistakes, and trains a deep network with and without the layer.
    """
  static let quickly = """
    trains for a quarter to a half of the steps, from one seed instead of three
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    // The gradient, node by node and in closed form, and what is made of it wrongly.
    try graph(into: &record)
    try derivation(into: &record)
    try compareWithEngine(CheckPoint(), into: &record)
    try wrongVersions(into: &record)
    // What the layer does to a deep network.
    let task = Spirals(seed: options.seed)
    try distances(task, into: &record)
    try rates(task, into: &record)
    try wrongTrainings(task, into: &record)
    try modes(task, into: &record)
    try batchSizes(task, into: &record)
    try record.write()
  }

  /// The seeds that every training is repeated from.
  var seeds: [UInt64] { options.sized(full: [0, 1, 2], quick: [0]).map { options.seed &+ $0 } }

  /// How the networks of an experiment were trained.
  func recipe(
    data: String = "the spirals", initializer: String = "as above",
    rule: String = "gradient descent", batch: String = "64", steps: String
  ) -> Recipe {
    Recipe(
      loss: "cross-entropy on the logit", data: data, initializer: initializer, rule: rule,
      batch: batch, steps: steps, seeds: "\(seeds.count)")
  }

  /// The held-out accuracies after so many steps, for every way to train at every rate, from all
  /// seeds, the least first.
  func heldOutAccuracies<Way>(
    _ title: String, of ways: [Way], at rates: [Double], steps: Int,
    _ training: (_ way: Way, _ rate: Double, _ seed: UInt64) -> Training
  ) -> [[[Double]]] {
    let progress = ProgressLine(title, of: ways.count * rates.count * seeds.count)
    defer { progress.end() }
    return ways.map { way in
      rates.map { rate in
        seeds.map { seed in
          var training = training(way, rate, seed)
          training.run(steps: steps)
          progress.advance()
          return training.heldOutAccuracy()
        }.sorted()
      }
    }
  }
}

extension [Double] {
  /// Shares in percent: their median, and the least and the greatest.
  func percent(_ format: String = "%.0f") -> String { map { 100 * $0 }.spread(format) }
}
