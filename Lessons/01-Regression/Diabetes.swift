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
      record.volatile(
        "check.\(input.name).difference", abs(input.worst.analytic - input.worst.numeric))
    }
  }
}

extension Regression {
  /// Draws the loss and the weights over the epochs of a descent.
  private func drawDescent(
    _ path: Path, to formula: LinearModel, _ training: Examples, _ heldOut: Examples,
    _ names: [String], into record: inout RunRecord
  ) throws {
    let mse = Objective.squaredError.loss
    let epochs = milestones(upTo: path.count - 1)
    let x = epochs.map(Double.init)
    let late: [String: Color] = ["s1": .vermilion, "s2": .orange, "bmi": .blue, "s5": .green]
    let figure = Figure {
      Axes("The loss is there early", x: .log("epoch"), y: .log("mean squared error")) {
        Line(x: x, y: epochs.map { mse(path[$0], training) }, label: "training")
        Line(x: x, y: epochs.map { mse(path[$0], heldOut) }, label: "held out")
        Reference.horizontal(mse(formula, training), label: "by formula")
      }
      Axes("the weights come late", x: .log("epoch"), y: "weight") {
        for (k, name) in names.enumerated() {
          Line(x: x, y: epochs.map { path[$0].w[0, k] }, label: name, color: late[name] ?? .gray)
        }
      }
    }
    let close = path.indices.first { mse(path[$0], training) < 1.01 * mse(formula, training) }
    let settled = path.indices.first { distance(path[$0], formula) < 1 }
    record.number("diabetes.close", close ?? path.count, agreement: .quick())
    record.number("diabetes.settled", settled ?? path.count)
    try record.draw(
      "descent.svg", figure,
      alt:
        "the training loss comes within one percent of its minimum after \(close ?? path.count) epochs; "
        + "the weights of s1 and s2 still move after a thousand")
  }

  /// Draws predicted against measured progression.
  private func drawPredictions(
    of model: LinearModel, _ training: Examples, _ heldOut: Examples, into record: inout RunRecord
  ) throws {
    let figure = Figure(size: Size(width: 400, height: 380)) {
      Axes(x: "measured progression", y: "predicted") {
        Scatter(x: training.y.scalars, y: model(training.X).scalars, label: "training", color: .sky)
        Scatter(
          x: heldOut.y.scalars, y: model(heldOut.X).scalars, label: "held out", color: .vermilion)
        Reference.identity()
      }
    }
    let rmse = Objective.squaredError.loss(of: model, heldOut).squareRoot()
    try record.draw(
      "predictions.svg", figure,
      alt: String(
        format:
          "predicted against measured progression: points scatter widely around the diagonal, "
          + "low values predicted too high and high ones too low; the held-out error is %.1f", rmse)
    )
  }
}
