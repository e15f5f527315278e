// Linear regression: the progression of diabetes from ten measurements (Efron et al. 2004).

import Datasets
import GradientCheck
import Gradus
import LessonKit
import Plot

extension Regression {
  /// Fits the diabetes data three ways; records how closely they agree and how well they predict.
  func diabetes(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let patients = try Diabetes.load(from: options.data)
    record.provenance(
      name: "Diabetes", source: "Efron, Hastie, Johnstone and Tibshirani (2004)",
      licence: "published with the article, shipped with scikit-learn", rows: patients.count)
    let (training, heldOut) = patients.standardizedSplit(holdingOut: 88, using: &generator)
    let (rate, epochs) = (0.2, options.epochs(full: 5000, quick: 1000))

    let formula = solveByFormula(training)
    let path = descendByHand(.squaredError, training, rate: rate, epochs: epochs)
    let byHand = path[epochs]
    let byGraph = descendByGraph(.squaredError, training, rate: rate, epochs: epochs)

    let all = Examples(patients)
    let mse = Objective.squaredError.loss
    let mean = LinearModel(w: .zeros(formula.w.shape), b: training.y.mean().reshaped([1, 1]))
    var errors = Table(.text("model"), .number("training", "%.0f"), .number("held out", "%.0f"))
    errors.add("always the mean", mse(mean, training), mse(mean, heldOut))
    errors.add("by formula", mse(formula, training), mse(formula, heldOut))
    errors.add("by hand", mse(byHand, training), mse(byHand, heldOut))
    errors.add("by graph", mse(byGraph, training), mse(byGraph, heldOut))
    record.table("diabetes.errors", errors)
    print("Diabetes, mean squared error\n\(errors)\n")

    for (key, value) in [
      ("all.mse", mse(solveByFormula(all), all)), ("training.mse", mse(formula, training)),
      ("heldout.rmse", mse(formula, heldOut).squareRoot()),
      ("mean.rmse", mse(mean, heldOut).squareRoot()), ("first", mse(path[0], training)),
      ("tenth", mse(path[min(10, epochs)], training)),
    ] {
      record.number("diabetes.\(key)", value, agreement: .quick())
    }
    record.number("diabetes.epochs", epochs)
    record.number("diabetes.distance", distance(byHand, formula))
    record.volatile("diabetes.hand-graph", distance(byHand, byGraph))
    try checkGradients(training, at: path[min(10, epochs)], into: &record)
    try drawDescent(path, to: formula, training, heldOut, patients.featureNames, into: &record)
    try drawPredictions(of: formula, training, heldOut, into: &record)
  }

  /// Holds the gradients derived on paper to numeric ones, in the middle of the descent.
  private func checkGradients(
    _ data: Examples, at model: LinearModel, into record: inout RunRecord
  ) throws {
    // ANCHOR: check
    let report = checkGradient(
      of: { p in
        let model = LinearModel(
          w: Tensor(shape: [1, p[0].count], scalars: p[0]),
          b: Tensor(shape: [1, 1], scalars: p[1]))
        return [Objective.squaredError.loss(of: model, data)]
      },
      at: ["w": model.w.scalars, "b": model.b.scalars],
      gradient: { _, v in
        let (dw, db) = Objective.squaredError.gradients(of: model, data)
        return [(v[0] * dw).scalars, (v[0] * db).scalars]
      })
    // ANCHOR_END: check
    guard report.passes else { throw LessonError("the gradients on paper are wrong:\n\(report)") }
    print("\(report)\n")
    for input in report.inputs {
      record.number("check.\(input.name).analytic", input.worst.analytic)
      record.volatile("check.\(input.name).difference", abs(input.worst.analytic - input.worst.numeric))
    }
  }
}
