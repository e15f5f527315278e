// Linear regression: the progression of diabetes from ten measurements (Efron et al. 2004).

import Datasets
import GradientCheck
import Gradus
import LessonKit
import Plot

/// The fitted models, how well they predict and how the descent went.
private struct DiabetesFits: Codable {
  let formula, afterTen, byHand, byGraph: LinearModel
  /// Mean squared errors on training and on held-out patients: of always the mean, then of the
  /// models by formula, by hand and by graph.
  let errors: [[Double]]
  /// The error of a fit to all patients.
  let all: Double
  let curvature: Curvature
  let losses: Losses
  /// The weights along the descent, at the epochs of `milestones`.
  let weights: [[Double]]
  /// After how many epochs the error was within one percent of the least, and the weights within 1
  /// of the formula's.
  let close, settled: Int
  let training, heldOut: Predictions
}

/// What a model predicts, and what was measured.
private struct Predictions: Codable {
  let measured: [Double]
  let predicted: [Double]

  init(of model: LinearModel, _ data: Examples) {
    (measured, predicted) = (data.t.scalars, model(data.X).scalars)
  }
}

extension Regression {
  /// Fits the diabetes data three ways; records how closely they agree and how well they predict.
  func diabetes(
    _ patients: TabularDataset, into record: inout RunRecord,
    using generator: inout RandomGenerator
  ) throws {
    record.provenance(
      name: "Diabetes", source: "Efron, Hastie, Johnstone and Tibshirani (2004)",
      licence: "published with the article, shipped with scikit-learn", rows: patients.count)
    let (rate, epochs) = (0.2, options.epochs(full: 5000, quick: 1000))
    var check = ""
    let fits = try record.result("diabetes") {
      let (training, heldOut) = patients.standardizedSplit(holdingOut: 88, using: &generator)
      let path = descendByHand(.squaredError, training, rate: rate, epochs: epochs)
      check = try checkGradients(training, at: path[min(5, epochs)])
      return fit(path, rate: rate, training, heldOut, all: Examples(patients))
    }
    let (formula, byHand, byGraph) = (fits.formula, fits.byHand, fits.byGraph)

    var comparison = Table(.text("model"), .number("training", "%.1f"), .number("held out", "%.1f"))
    let names = ["always the mean", "by formula", "by hand", "by graph"]
    for (name, error) in zip(names, fits.errors) {
      comparison.add(name, error[0], error[1])
    }
    record.table("diabetes.errors", comparison)
    print("Diabetes: mean squared error after \(epochs) epochs\n\(comparison)\n")

    var weights = Table(
      .text("weight of"), .number("by formula", "%.2f"), .number("after 10 epochs", "%.2f"),
      .number("by hand", "%.2f"), .number("by graph", "%.2f"))
    for (k, name) in patients.featureNames.enumerated() {
      let models = [formula, fits.afterTen, byHand, byGraph].map { $0.w[0, k] }
      weights.add(name, models[0], models[1], models[2], models[3])
    }
    record.table("diabetes.weights", weights)
    print("\(weights)\n")

    fits.curvature.write(rate: rate, into: &record)

    record.number("diabetes.all", fits.all, agreement: .quick())
    record.number("diabetes.rmse", fits.errors[1][1].squareRoot(), agreement: .quick())
    record.number("diabetes.mean.rmse", fits.errors[0][1].squareRoot(), agreement: .quick())
    record.recipe(
      "diabetes",
      Recipe(
        loss: "mean squared error", data: "354 patients, standardised; 88 held out",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 354",
        steps: "\(epochs, "%'d")", seeds: "one split"))
    record.claim(
      "diabetes.agree", "the three ways find the same weights, to a ten-thousandth",
      max(distance(formula, byHand), distance(byHand, byGraph)) < 1e-4)
    let errors = fits.errors
    record.claim(
      "diabetes.errors",
      "the model halves the error of always the mean on the training patients, not "
        + "quite on the held-out ones",
      errors[1][0] < errors[0][0] / 2 && errors[1][1] > errors[0][1] / 2
        && errors[1][1] < errors[0][1])
    try valley(fits, into: &record)
    // Another machine rounds the numbers in this text otherwise.
    let report = try record.result("diabetes.check", within: nil) { check }
    print("\(report)\n")
    record.output("check", report)
    try draw(fits, epochs: epochs, patients.featureNames, into: &record)
  }

  /// Fits by formula and by graph, and holds the models to each other and to the patients.
  private func fit(
    _ path: Path, rate: Double, _ training: Examples, _ heldOut: Examples, all: Examples
  ) -> DiabetesFits {
    let (mse, epochs) = (Objective.squaredError.loss, path.count - 1)
    let formula = solveByFormula(training)
    let byGraph = descendByGraph(.squaredError, training, rate: rate, epochs: epochs)
    let mean = LinearModel(w: .zeros(formula.w.shape), b: training.t.mean().reshaped([1, 1]))
    let least = mse(formula, training)
    return DiabetesFits(
      formula: formula, afterTen: path[min(10, epochs)], byHand: path[epochs], byGraph: byGraph,
      errors: [mean, formula, path[epochs], byGraph].map { model in
        [training, heldOut].map { mse(model, $0) }
      },
      all: mse(solveByFormula(all), all),
      curvature: Curvature(of: training),
      losses: Losses(.squaredError, of: path, training, heldOut),
      weights: milestones(upTo: epochs).map { path[Int($0)].w.scalars },
      close: path.firstIndex { mse($0, training) < 1.01 * least } ?? path.count,
      settled: path.firstIndex { distance($0, formula) < 1 } ?? path.count,
      training: Predictions(of: formula, training), heldOut: Predictions(of: formula, heldOut))
  }

  /// Holds the gradients derived on paper to numeric ones, in the middle of the descent.
  private func checkGradients(
    _ data: Examples, at model: LinearModel
  ) throws -> String {
    // ANCHOR: check
    let report = checkGradient(
      at: [("w", model.w), ("b", model.b)],
      forward: { p in
        let model = LinearModel(w: p[0], b: p[1])
        return Tensor(Objective.squaredError.loss(of: model, data))
      },
      backward: { p, dL in
        let model = LinearModel(w: p[0], b: p[1])
        let (dw, db) = Objective.squaredError.gradients(of: model, data)
        return [dL * dw, dL * db]
      })
    // ANCHOR_END: check
    guard report.passes else { throw LessonError("the derivation is wrong: \(report)") }
    return "\(report)"
  }

  /// Records what the weights look like after ten epochs, and in which direction they have far to go.
  private func valley(_ fits: DiabetesFits, into record: inout RunRecord) throws {
    let (early, late) = (fits.afterTen.w.scalars, fits.formula.w.scalars)
    let far = early.indices.filter { abs(early[$0] - late[$0]) > 5 }
    record.number("diabetes.far", far.count)
    record.claim(
      "diabetes.early",
      "after ten epochs the weights of s1, s2, s3 and s5, and no others, are more "
        + "than 5 away from where they end, and those of s2 and s3 have the wrong sign",
      far == [4, 5, 6, 8] && early.indices.filter { early[$0] * late[$0] < 0 } == [5, 6])
    let flat = fits.curvature.flat
    for (name, k) in [("s1", 4), ("s2", 5), ("s3", 6), ("s5", 8)] {
      record.number("diabetes.flat.\(name)", flat[k], agreement: .quick(relative: 1e-3))
    }
    record.claim(
      "diabetes.flat", "the four make up all but a twentieth of the flattest direction's length",
      [4, 5, 6, 8].map { flat[$0] * flat[$0] }.reduce(0, +) > 0.95 * 0.95)
  }

  /// Draws the loss and the weights over the epochs, and the predictions against the truth.
  private func draw(
    _ fits: DiabetesFits, epochs end: Int, _ names: [String], into record: inout RunRecord
  ) throws {
    let (formula, least) = (fits.formula, fits.errors[1][0])
    record.number("diabetes.close", fits.close)
    record.number("diabetes.settled", fits.settled)

    let epochs = milestones(upTo: end)
    let late: [String: Color] = ["s1": .vermilion, "s2": .orange, "s5": .green, "bmi": .blue]
    let descent = Figure {
      Axes("The loss is there early …", x: .log("epoch"), y: .log("mean squared error")) {
        Line(x: epochs, y: fits.losses.training, label: "training")
        Line(x: epochs, y: fits.losses.heldOut, label: "held out")
        Reference.horizontal(least, label: "by formula")
      }
      Axes("… the weights come late", x: .log("epoch"), y: "weight") {
        for (k, name) in names.enumerated() {
          Line(
            x: epochs, y: fits.weights.map { $0[k] }, label: name,
            color: late[name] ?? .gray)
        }
      }
    }
    try record.draw(
      "descent.svg", descent,
      alt: """
        Two curves over the epochs: the training loss comes within one percent of its least \
        value, \(least, "%.0f"), after \(fits.close) epochs; the weights take \(fits.settled) to come \
        within 1 of theirs, those of s1 and s2 from near 0 to \(formula.w[0, 4], "%.0f") and \
        \(formula.w[0, 5], "%.0f").
        """)

    let predictions = Figure(size: Size(width: 380, height: 360)) {
      Axes(
        x: .linear("measured progression", 0...350), y: .linear("predicted progression", 0...350)
      ) {
        Scatter(
          x: fits.training.measured, y: fits.training.predicted, label: "training", color: .sky)
        Scatter(
          x: fits.heldOut.measured, y: fits.heldOut.predicted, label: "held out",
          color: .vermilion)
        Reference.identity()
      }
    }
    let spreads = [fits.heldOut.predicted, fits.heldOut.measured].map {
      Tensor<Double>($0).variance().scalar.squareRoot()
    }
    try record.draw(
      "predictions.svg", predictions,
      alt: """
        Predicted against measured progression: a wide cloud around the diagonal. The held-out \
        predictions, with a standard deviation of \(spreads[0], "%.0f"), spread less than the \
        measurements, with \(spreads[1], "%.0f").
        """)
  }
}
