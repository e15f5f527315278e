// Linear regression: the progression of diabetes from ten measurements (Efron et al. 2004).

import Datasets
import GradientCheck
import Gradus
import LessonKit
import Plot
import TensorPlots

extension Regression {
  /// Fits the diabetes data three ways; records how well they predict and how the descents get there.
  func diabetes(
    _ patients: TabularDataset, into record: inout RunRecord,
    using generator: inout RandomGenerator
  ) throws {
    record.provenance(
      name: "Diabetes", source: "Efron, Hastie, Johnstone and Tibshirani (2004)",
      licence: "published with the article, shipped with scikit-learn", rows: patients.count)
    let (rate, epochs) = (0.2, options.epochs(full: 5000, quick: 1000))
    let (training, heldOut) = patients.standardizedSplit(holdingOut: 88, using: &generator)
    let formula = solveByFormula(training)
    let path = descendByHand(.squaredError, training, rate: rate, epochs: epochs)
    let byGraph = descendByGraph(.squaredError, training, rate: rate, epochs: epochs)
    record.recipe(
      "diabetes",
      Recipe(
        loss: "mean squared error", data: "354 patients, standardised; 88 held out",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 354",
        steps: "\(epochs, "%'d")", seeds: "one split"))
    let all = Examples(patients)
    record.number(
      "diabetes.all", Objective.squaredError.loss(of: solveByFormula(all), all),
      agreement: .quick())
    let models = [formula, path.after(epochs), byGraph]
    try predict(models, training, heldOut, into: &record)
    try lookAtTheWay(path, to: models, training, heldOut, patients.featureNames, into: &record)
    try findCurvature(of: training, rate: rate, into: &record)

    // Another machine rounds the numbers in this text otherwise.
    let report = try record.result("diabetes.check", within: nil) {
      try checkGradients(training, at: path.after(5))
    }
    print("\(report)\n")
    record.output("check", report)
  }

  /// How well the models by formula, by hand and by graph predict, patients they have seen and others.
  private func predict(
    _ models: [LinearModel], _ training: Examples, _ heldOut: Examples,
    into record: inout RunRecord
  ) throws {
    let formula = models[0]
    let mean = LinearModel(w: .zeros(formula.w.shape), b: training.t.mean().reshaped([1, 1]))
    let names = ["always the mean", "by formula", "by hand", "by graph"]
    let errors = ([mean] + models).map { model in
      [training, heldOut].map { Objective.squaredError.loss(of: model, $0) }
    }
    record.show(
      "diabetes.errors", "Diabetes: mean squared error",
      columns: ["model", "training %.1f", "held out %.1f"],
      rows: zip(names, errors).map { [$0, $1[0], $1[1]] })
    record.numbers(
      [
        "diabetes.least": errors[1][0], "diabetes.rmse": errors[1][1].squareRoot(),
        "diabetes.mean.rmse": errors[0][1].squareRoot(),
      ], agreement: .quick())
    record.claim(
      "diabetes.errors", "the training error is more than halved, the held-out one not quite",
      errors[1][0] < errors[0][0] / 2 && errors[1][1] > errors[0][1] / 2
        && errors[1][1] < errors[0][1])
    record.numbers([
      "diabetes.spread.predicted": formula(heldOut.X).variance().scalar.squareRoot(),
      "diabetes.spread.measured": heldOut.t.variance().scalar.squareRoot(),
    ])
    try record.draw("predictions", width: 380, height: 360) {
      Axes(
        x: .linear("measured progression", 0...350), y: .linear("predicted progression", 0...350)
      ) {
        Scatter(x: training.t, y: formula(training.X), label: "training", color: .sky)
        Scatter(
          x: heldOut.t, y: formula(heldOut.X), label: "held out", color: .vermilion,
          marker: .triangle)
        Reference.identity()
      }
    }
  }

  /// Holds the gradients derived on paper to numeric ones, in the middle of the descent.
  private func checkGradients(_ data: Examples, at model: LinearModel) throws -> String {
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
}
