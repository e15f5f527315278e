// Lesson 01: regression. A plane through 442 patients, a curve through sixty points and a boundary
// between two kinds of tumour: one linear model, fitted by formula, by gradients derived on paper
// and by the graph.

import ArgumentParser
import Datasets
import Gradus
import LessonKit

@main
struct Regression: Lesson {
  static let number = 1
  static let title = "Regression"
  static let abstract = """
    Fits one linear model to three problems (diabetes, a cubic, breast cancer): by formula, by \
    gradients derived on paper and by the graph, and shows that the ways agree.
    """
  static let quickly = """
    descends for 500 or 1,000 epochs where the full run takes 2,000 or 5,000, and splits the \
    masses 3 times more instead of 20
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    let patients = try Diabetes.load(from: options.data)
    let masses = try BreastCancer.load(from: options.data)
    var record = try startRecord()
    var generator = RandomGenerator(seed: options.seed)
    try diabetes(patients, into: &record, using: &generator)
    try polynomial(into: &record, using: &generator)
    try breastCancer(masses, into: &record, using: &generator)
    try record.write()
  }
}

/// A matrix of features, `[features, examples]`, and the row of targets, `[1, examples]`.
struct Examples {
  let X: Tensor<Double>
  let t: Tensor<Double>
}

extension Examples {
  init(_ dataset: TabularDataset) {
    self.init(X: dataset.features(as: Double.self), t: dataset.targets(as: Double.self))
  }
}

extension TabularDataset {
  /// Random training and held-out examples, both standardised by the training examples' statistics.
  func standardizedSplit(
    holdingOut count: Int, using generator: inout RandomGenerator
  ) -> (training: Examples, heldOut: Examples) {
    // ANCHOR: split
    let (training, heldOut) = split(holdingOut: count, using: &generator)
    let standardizer = Standardizer(fitting: training)
    return (
      Examples(standardizer.standardized(training)),
      Examples(standardizer.standardized(heldOut))
    )
    // ANCHOR_END: split
  }
}
