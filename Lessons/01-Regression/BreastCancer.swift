// Logistic regression: benign or malignant, from thirty measurements of cell nuclei (Wolberg,
// Street and Mangasarian 1995). The same linear model; only the loss is another.

import Datasets
import Gradus
import LessonKit
import Plot

/// A fitted classifier and what it says of masses.
private struct Diagnosis: Codable {
  let byHand, byGraph: LinearModel
  let losses: Losses
  /// How often it is right on training and on held-out masses.
  let accuracies: [Double]
  /// The scores of held-out masses, malignant ones and benign ones.
  let scores: [[Double]]
}

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
    let diagnosis = try record.result("cancer") {
      let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
      let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
      let scores = zip(path[epochs](heldOut.X).scalars, heldOut.t.scalars)
      return Diagnosis(
        byHand: path[epochs],
        byGraph: descendByGraph(.crossEntropy, training, rate: rate, epochs: epochs),
        losses: Losses(.crossEntropy, of: path, training, heldOut),
        accuracies: [training, heldOut].map { accuracy(path[epochs], $0) },
        scores: [0.0, 1.0].map { label in scores.filter { $1 == label }.map(\.0) })
    }
    record.claim(
      "cancer.agree", "descent by hand and by graph find the same to the last bit",
      distance(diagnosis.byHand, diagnosis.byGraph) == 0)
    record.recipe(
      "cancer",
      Recipe(
        loss: "cross-entropy", data: "455 masses, standardised; 114 held out",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 455",
        steps: "\(epochs, "%'d")", seeds: "one split; below, others"))
    record.numbers([
      "cancer.training": diagnosis.accuracies[0], "cancer.heldout": diagnosis.accuracies[1],
    ])
    try draw(diagnosis, epochs: epochs, into: &record)

    // One split is one throw of the dice: how much does the accuracy depend on it?
    let splits = options.sized(full: 20, quick: 3)
    let accuracies = try record.result("cancer.splits") {
      let progress = ProgressLine("other splits", of: splits)
      return (0..<splits).map { _ in
        let (training, heldOut) = masses.standardizedSplit(holdingOut: 114, using: &generator)
        let path = descendByHand(.crossEntropy, training, rate: rate, epochs: epochs)
        progress.advance()
        return accuracy(path[epochs], heldOut)
      }
    }
    let mean = accuracies.reduce(0, +) / Double(splits)
    let deviation = Tensor<Double>(accuracies).variance(unbiased: true).scalar.squareRoot()
    record.numbers(["cancer.splits.mean": mean, "cancer.splits.deviation": deviation])
    print(
      """
      Accuracy on the training masses \(diagnosis.accuracies[0], "%.1p"), held out \
      \(diagnosis.accuracies[1], "%.1p"); \(splits) other splits: \
      \(mean, "%.1p") on average, standard deviation \(deviation, "%.1p")\n
      """)
  }

  // ANCHOR: accuracy
  private func accuracy(_ model: LinearModel, _ data: Examples) -> Double {
    let benign = Tensor<Double>(model(data.X) .> 0)
    return Tensor<Double>(benign .== data.t).mean().scalar
  }
  // ANCHOR_END: accuracy

  /// Records and draws the losses over the epochs and what became of the held-out masses.
  private func draw(
    _ diagnosis: Diagnosis, epochs end: Int, into record: inout RunRecord
  ) throws {
    let epochs = milestones(upTo: end)
    let (fitted, held) = (diagnosis.losses.training, diagnosis.losses.heldOut)
    let best = held.indices.min { held[$0] < held[$1] } ?? 0
    record.numbers([
      "cancer.best": epochs[best], "cancer.best.loss": held[best],
      "cancer.end.loss": held[held.count - 1],
    ])
    record.claim(
      "cancer.turns",
      "the training loss falls from milestone to milestone, and the held-out loss is "
        + "least before a quarter of the epochs",
      zip(fitted, fitted.dropFirst()).allSatisfy { $1 < $0 } && epochs[best] < Double(end) / 4)
    let losses = Figure {
      Axes(x: .log("epoch"), y: .log("cross-entropy")) {
        Line(x: epochs, y: fitted, label: "training")
        Line(x: epochs, y: held, label: "held out")
        Annotation(
          "least after \(Int(epochs[best])) epochs", x: epochs[best], y: held[best], up: 40,
          arrow: true)
      }
    }
    try record.draw("cancer-loss.svg", losses)

    let scores = diagnosis.scores
    let counts = scores.map { z in [z.count { $0 <= 0 }, z.count { $0 > 0 }] }
    let names = BreastCancer.classNames
    record.show(
      "cancer.confusion", "Breast cancer after \(end) epochs",
      columns: [.text("held-out masses")] + names.map { .number("called \($0)", "%d") },
      rows: zip(names, counts).map { [$0, $1[0], $1[1]] })
    record.claim(
      "cancer.mistakes", "malignant masses are called benign, and no benign one malignant",
      counts[0][1] > 0 && counts[1][0] == 0)
    // Bins of width 2 with an edge at zero, where the calls change.
    let bins = scores.joined().map { Int(($0 / 2).rounded(.down)) }
    let (first, last) = (bins.min() ?? 0, (bins.max() ?? 0) + 1)
    func histogram(_ k: Int, _ color: Color) -> Histogram {
      Histogram(
        scores[k], bins: last - first, range: Double(2 * first)...Double(2 * last), label: names[k],
        color: color.opacity(0.75))
    }
    let calls = Figure(columns: 1, size: Size(width: 400, height: 520)) {
      Axes("What the model says of held-out masses …", x: "score z", y: "masses") {
        histogram(1, .blue)
        histogram(0, .vermilion)
        Reference.vertical(0)
      }
      Axes("… and what they are", x: "called", y: "is") {
        Image(
          counts.joined().map(Double.init), columns: 2, colormap: .blues,
          texts: counts.joined().map { "\($0)" }, xNames: names, yNames: names)
      }
    }
    try record.draw("cancer-calls.svg", calls)
  }
}
