// Logistic regression: benign or malignant, from thirty measurements of cell nuclei (Wolberg,
// Street and Mangasarian 1995). The same linear model; only the loss is another.

import Datasets
import Gradus
import LessonKit
import Plot

extension Regression {
  /// Fits the classifier by hand and by graph; records its accuracy on masses it has not seen.
  func breastCancer(
    _ masses: TabularDataset, into record: inout RunRecord,
    using generator: inout RandomGenerator
  ) throws {
    record.provenance(
      name: "Breast cancer Wisconsin (diagnostic)",
      source: "Wolberg, Street and Mangasarian (1995), UCI Machine Learning Repository",
      licence: "CC BY 4.0", rows: masses.count)
    let (rate, epochs) = (0.3, options.epochs(full: 2000, quick: 500))
    let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
    let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
    let byGraph = descendByGraph(.crossEntropy, training, rate: rate, epochs: epochs)
    let model = path[epochs]
    record.recipe(
      "cancer",
      Recipe(
        loss: "cross-entropy", data: "455 masses, standardised; 114 held out",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 455",
        steps: "\(epochs, "%'d")", seeds: "one split; below, others"))
    record.claim(
      "cancer.agree", "descent by hand and by graph find the same to the last bit",
      distance(model, byGraph) == 0)
    let accuracies = [training, heldOut].map { accuracy(model, $0) }
    record.numbers(["cancer.training": accuracies[0], "cancer.heldout": accuracies[1]])
    try call(heldOut, by: model, into: &record)
    try drawLosses(path, training, heldOut, into: &record)

    // One split is one throw of the dice: how much does the accuracy depend on it?
    let splits = options.sized(full: 20, quick: 3)
    let others = try record.result("cancer.splits") {
      (0..<splits).map { _ in
        let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
        let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
        return accuracy(path[epochs], heldOut)
      }
    }
    let mean = others.reduce(0, +) / Double(splits)
    let deviation = Tensor<Double>(others).variance(unbiased: true).scalar.squareRoot()
    record.numbers(["cancer.splits.mean": mean, "cancer.splits.deviation": deviation])
    print(
      """
      Right on the training masses \(accuracies[0], "%.1p"), held out \(accuracies[1], "%.1p"); by \
      \(splits) other splits \(mean, "%.1p"), with a standard deviation of \(deviation, "%.1p")\n
      """)
  }

  // ANCHOR: accuracy
  private func accuracy(_ model: LinearModel, _ data: Examples) -> Double {
    let benign = Tensor<Double>(model(data.X) .> 0)
    return Tensor<Double>(benign .== data.t).mean().scalar
  }
  // ANCHOR_END: accuracy

  /// Records and draws what the model says of the held-out masses, and what they are.
  private func call(
    _ heldOut: Examples, by model: LinearModel, into record: inout RunRecord
  ) throws {
    // The scores of malignant and of benign masses.
    let scored = zip(model(heldOut.X).scalars, heldOut.t.scalars)
    let scores = [0.0, 1].map { label in scored.filter { $1 == label }.map(\.0) }
    let counts = scores.map { z in [z.count { $0 <= 0 }, z.count { $0 > 0 }] }
    let names = BreastCancer.classNames
    record.show(
      "cancer.confusion", "Breast cancer",
      columns: [.text("held-out masses")] + names.map { .number("called \($0)", "%d") },
      rows: zip(names, counts).map { [$0, $1[0], $1[1]] })
    record.claim(
      "cancer.mistakes", "malignant masses are called benign, and no benign one malignant",
      counts[0][1] > 0 && counts[1][0] == 0)
    // Bins of width 2 with an edge at zero, where the calls change.
    let bins = scores.joined().map { Int(($0 / 2).rounded(.down)) }
    let (first, last) = (bins.min() ?? 0, (bins.max() ?? 0) + 1)
    try record.draw("cancer-calls", width: 400, height: 520, columns: 1) {
      Axes("What the model says of held-out masses …", x: "score z", y: "masses") {
        for (k, color) in [(1, Color.blue), (0, .vermilion)] {
          Histogram(
            scores[k], bins: last - first, range: Double(2 * first)...Double(2 * last),
            label: names[k], color: color.opacity(0.75))
        }
        Reference.vertical(0)
      }
      Axes("… and what they are", x: "called", y: "is") {
        Image(
          counts.joined().map(Double.init), columns: 2, colormap: .blues,
          texts: counts.joined().map { "\($0)" }, xNames: names, yNames: names)
      }
    }
  }

  /// Records and draws the losses over the epochs.
  private func drawLosses(
    _ path: Path, _ training: Examples, _ heldOut: Examples, into record: inout RunRecord
  ) throws {
    let epochs = path.milestones.map(Double.init)
    let fitted = path.losses(.crossEntropy, training)
    let held = path.losses(.crossEntropy, heldOut)
    let best = held.indices.min { held[$0] < held[$1] } ?? 0
    record.numbers([
      "cancer.best": epochs[best], "cancer.best.loss": held[best],
      "cancer.end.loss": held[held.count - 1],
    ])
    record.claim(
      "cancer.turns", "the training loss falls, the held-out one only in the first quarter",
      zip(fitted, fitted.dropFirst()).allSatisfy { $1 < $0 }
        && epochs[best] < Double(path.count - 1) / 4)
    try record.draw("cancer-loss") {
      Axes(x: .log("epoch"), y: .log("cross-entropy")) {
        Line(x: epochs, y: fitted, label: "training")
        Line(x: epochs, y: held, label: "held out")
        Annotation(
          "least after \(Int(epochs[best])) epochs", x: epochs[best], y: held[best], up: 40,
          arrow: true)
      }
    }
  }
}
