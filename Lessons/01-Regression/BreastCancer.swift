// Logistic regression: benign or malignant, from thirty measurements of cell nuclei (Wolberg, Street
// and Mangasarian 1995). The same linear model; only the loss is another.

import Datasets
import Foundation
import Gradus
import LessonKit
import Plot

extension Regression {
  /// Fits the classifier by hand and by graph; records its accuracy on examples it has not seen.
  func breastCancer(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let masses = try BreastCancer.load(from: options.data)
    record.provenance(
      name: "Breast cancer Wisconsin (diagnostic)",
      source: "Wolberg, Street and Mangasarian (1995), UCI Machine Learning Repository",
      licence: "CC BY 4.0", rows: masses.count)
    let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
    let (rate, epochs) = (0.3, options.epochs(full: 2000, quick: 500))
    let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
    let byGraph = descendByGraph(.crossEntropy, training, rate: rate, epochs: epochs)
    let model = path[epochs]

    var confusion = Table(
      .text("held out"), .number("called malignant", "%d"), .number("called benign", "%d"))
    let counts = confusionCounts(model, heldOut)
    for (name, row) in zip(BreastCancer.classNames, counts) { confusion.add(name, row[0], row[1]) }
    record.table("cancer.confusion", confusion)
    record.number("cancer.training.accuracy", accuracy(model, training))
    record.number("cancer.heldout.accuracy", accuracy(model, heldOut))
    record.number("cancer.epochs", epochs)
    record.volatile("cancer.hand-graph", distance(model, byGraph))
    print("Breast cancer, \(epochs) epochs\n\(confusion)\n")

    var accuracies: [Double] = []
    let splits = options.sized(full: 20, quick: 3)
    let progress = ProgressLine("other splits", of: splits)
    for _ in 0..<splits {
      let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
      let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
      accuracies.append(accuracy(path[epochs], heldOut))
      progress.advance("accuracy \(accuracies[accuracies.count - 1])")
    }
    progress.end()
    let spread = Tensor<Double>(accuracies)
    record.number("cancer.splits", splits)
    record.number("cancer.splits.mean", spread.mean().scalar)
    record.number("cancer.splits.deviation", sqrt(spread.variance(unbiased: true)).scalar)
    try drawClassifier(path, training, heldOut, counts, into: &record)
  }

  // ANCHOR: accuracy
  private func accuracy(_ model: LinearModel, _ data: Examples) -> Double {
    let benign = Tensor<Double>(model(data.X) .> 0)
    return Tensor<Double>(benign .== data.y).mean().scalar
  }
  // ANCHOR_END: accuracy

  /// How many examples of each class (row) were called what (column).
  private func confusionCounts(_ model: LinearModel, _ data: Examples) -> [[Int]] {
    var counts = [[0, 0], [0, 0]]
    for (z, y) in zip(model(data.X).scalars, data.y.scalars) { counts[Int(y)][z > 0 ? 1 : 0] += 1 }
    return counts
  }

  /// Draws the losses over the epochs, and the scores and calls of the held-out examples.
  private func drawClassifier(
    _ path: Path, _ training: Examples, _ heldOut: Examples, _ counts: [[Int]],
    into record: inout RunRecord
  ) throws {
    let loss = Objective.crossEntropy.loss
    let epochs = milestones(upTo: path.count - 1)
    let held = epochs.map { loss(path[$0], heldOut) }
    let best = epochs[held.indices.min { held[$0] < held[$1] } ?? 0]
    record.number("cancer.best.epoch", best)
    record.number("cancer.best.loss", loss(path[best], heldOut))
    record.number("cancer.last.loss", loss(path[path.count - 1], heldOut))
    record.number("cancer.last.training", loss(path[path.count - 1], training))
    let losses = Figure {
      Axes(x: .log("epoch"), y: .log("cross-entropy")) {
        Line(
          x: epochs.map(Double.init), y: epochs.map { loss(path[$0], training) }, label: "training")
        Line(x: epochs.map(Double.init), y: held, label: "held out")
        Annotation(
          "least after \(best) epochs", x: Double(best), y: loss(path[best], heldOut), up: 40,
          arrow: true)
      }
    }
    try record.draw(
      "cancer-loss.svg", losses,
      alt: String(
        format:
          "the training loss falls from %.3f to %.3f in %d epochs; the held-out loss is least, "
          + "%.3f, after %d epochs and ends at %.3f", loss(path[0], training),
        loss(path[path.count - 1], training), path.count - 1, loss(path[best], heldOut), best,
        loss(path[path.count - 1], heldOut)))
    let z = path[path.count - 1](heldOut.X).scalars
    let scores = { (label: Double) in zip(z, heldOut.y.scalars).filter { $1 == label }.map(\.0) }
    let calls = Figure {
      Axes("Scores of held-out masses", x: "z = w·x + b", y: "masses") {
        Histogram(scores(0), range: -20...20, label: "malignant", color: .vermilion)
        Histogram(scores(1), range: -20...20, label: "benign", color: .blue)
        Reference.vertical(0)
      }
      Axes("Calls", x: "called", y: "is", naming: .none) {
        Image(
          counts.joined().map(Double.init), columns: 2, colormap: .blues,
          texts: counts.joined().map(String.init), xNames: BreastCancer.classNames,
          yNames: BreastCancer.classNames)
      }
    }
    try record.draw(
      "cancer-calls.svg", calls,
      alt: "the scores of malignant masses lie left of zero, those of benign ones right; of "
        + "\(counts[0][0] + counts[0][1]) malignant masses \(counts[0][1]) are called benign, of "
        + "\(counts[1][0] + counts[1][1]) benign ones \(counts[1][0]) malignant")
  }
}
