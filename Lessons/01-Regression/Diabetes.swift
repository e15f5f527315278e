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

    let names = ["always the mean", "by formula", "by hand", "by graph"]
    record.show(
      "diabetes.errors", "Diabetes: mean squared error after \(epochs) epochs",
      columns: [.text("model"), .number("training", "%.1f"), .number("held out", "%.1f")],
      rows: zip(names, fits.errors).map { [$0, $1[0], $1[1]] })
    let models = [formula, fits.afterTen, byHand, byGraph]
    record.show(
      "diabetes.weights", "Its weights",
      columns: [.text("weight of")]
        + ["by formula", "after 10 epochs", "by hand", "by graph"].map { .number($0, "%.2f") },
      rows: patients.featureNames.enumerated().map { k, name in
        [name] + models.map { $0.w[0, k] }
      })
    fits.curvature.write(rate: rate, into: &record)

    let errors = fits.errors
    record.numbers(
      [
        "diabetes.all": fits.all, "diabetes.least": errors[1][0],
        "diabetes.rmse": errors[1][1].squareRoot(),
        "diabetes.mean.rmse": errors[0][1].squareRoot(),
      ], agreement: .quick())
    record.numbers(["diabetes.close": Double(fits.close), "diabetes.settled": Double(fits.settled)])
    record.recipe(
      "diabetes",
      Recipe(
        loss: "mean squared error", data: "354 patients, standardised; 88 held out",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 354",
        steps: "\(epochs, "%'d")", seeds: "one split"))
    record.claim(
      "diabetes.agree", "the three ways find the same weights, to a ten-thousandth",
      max(distance(formula, byHand), distance(byHand, byGraph)) < 1e-4)
    record.claim(
      "diabetes.errors",
      "the model halves the error of always the mean on the training patients, not "
        + "quite on the held-out ones",
      errors[1][0] < errors[0][0] / 2 && errors[1][1] > errors[0][1] / 2
        && errors[1][1] < errors[0][1])
    valley(fits, into: &record)
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
  private func valley(_ fits: DiabetesFits, into record: inout RunRecord) {
    let (early, late) = (fits.afterTen.w.scalars, fits.formula.w.scalars)
    let far = early.indices.filter { abs(early[$0] - late[$0]) > 5 }
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
    let epochs = milestones(upTo: end)
    let late: [String: Color] = ["s1": .vermilion, "s2": .orange, "s5": .green, "bmi": .blue]
    let descent = Figure(columns: 1, size: Size(width: 440, height: 520)) {
      Axes("The loss is there early …", x: .log("epoch"), y: .log("mean squared error")) {
        Line(x: epochs, y: fits.losses.training, label: "training")
        Line(x: epochs, y: fits.losses.heldOut, label: "held out")
        Reference.horizontal(fits.errors[1][0], label: "by formula")
      }
      Axes("… the weights come late", x: .log("epoch"), y: "weight") {
        for (k, name) in names.enumerated() {
          Line(
            x: epochs, y: fits.weights.map { $0[k] }, label: name,
            color: late[name] ?? .gray)
        }
      }
    }
    try record.draw("descent.svg", descent)
    let predictions = Figure(size: Size(width: 380, height: 360)) {
      Axes(
        x: .linear("measured progression", 0...350), y: .linear("predicted progression", 0...350)
      ) {
        Scatter(
          x: fits.training.measured, y: fits.training.predicted, label: "training", color: .sky)
        Scatter(
          x: fits.heldOut.measured, y: fits.heldOut.predicted, label: "held out",
          color: .vermilion, marker: .triangle)
        Reference.identity()
      }
    }
    func spread(_ values: [Double]) -> Double {
      Tensor<Double>(values).variance().scalar.squareRoot()
    }
    record.numbers([
      "diabetes.spread.predicted": spread(fits.heldOut.predicted),
      "diabetes.spread.measured": spread(fits.heldOut.measured),
    ])
    try record.draw("predictions.svg", predictions)
  }
}
