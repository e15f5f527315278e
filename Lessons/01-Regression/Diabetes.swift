// Linear regression: the progression of diabetes from ten measurements (Efron et al. 2004).

import Datasets
import GradientCheck
import Gradus
import LessonKit
import Plot

extension Regression {
  /// Fits the diabetes data three ways; records how closely they agree and how well they predict.
  func diabetes(
    _ patients: TabularDataset, into record: inout RunRecord,
    using generator: inout RandomGenerator
  ) throws {
    record.provenance(
      name: "Diabetes", source: "Efron, Hastie, Johnstone and Tibshirani (2004)",
      licence: "published with the article, shipped with scikit-learn", rows: patients.count)
    let (training, heldOut) = patients.standardizedSplit(holdingOut: 88, using: &generator)
    let (rate, epochs) = (0.2, options.epochs(full: 5000, quick: 1000))
    let formula = solveByFormula(training)
    let path = descendByHand(.squaredError, training, rate: rate, epochs: epochs)
    let byHand = path[epochs]
    let byGraph = descendByGraph(.squaredError, training, rate: rate, epochs: epochs)

    let mse = Objective.squaredError.loss
    let mean = LinearModel(w: .zeros(formula.w.shape), b: training.t.mean().reshaped([1, 1]))
    var errors = Table(.text("model"), .number("training", "%.1f"), .number("held out", "%.1f"))
    for (name, model) in [
      ("always the mean", mean), ("by formula", formula), ("by hand", byHand),
      ("by graph", byGraph),
    ] {
      errors.add(name, mse(model, training), mse(model, heldOut))
    }
    record.table("diabetes.errors", errors)
    print("Diabetes: mean squared error after \(epochs) epochs\n\(errors)\n")

    var weights = Table(
      .text("weight of"), .number("by formula", "%.2f"), .number("after 10 epochs", "%.2f"),
      .number("by hand", "%.2f"), .number("by graph", "%.2f"))
    for (k, name) in patients.featureNames.enumerated() {
      let models = [formula, path[min(10, epochs)], byHand, byGraph].map { $0.w[0, k] }
      weights.add(name, models[0], models[1], models[2], models[3])
    }
    record.table("diabetes.weights", weights)
    print("\(weights)\n")

    measureCurvature(training, rate: rate, into: &record)

    let all = Examples(patients)
    record.number("diabetes.all", mse(solveByFormula(all), all), agreement: .quick())
    record.number("diabetes.training", mse(formula, training), agreement: .quick())
    record.number("diabetes.rmse", mse(formula, heldOut).squareRoot(), agreement: .quick())
    record.number("diabetes.mean.rmse", mse(mean, heldOut).squareRoot(), agreement: .quick())
    record.number("diabetes.first", mse(path[0], training), agreement: .quick())
    record.number("diabetes.epochs", epochs)
    record.volatile("diabetes.formula-hand", distance(formula, byHand))
    record.volatile("diabetes.hand-graph", distance(byHand, byGraph))
    try checkGradients(training, at: path[min(5, epochs)], into: &record)
    try draw(path, formula, training, heldOut, patients.featureNames, into: &record)
  }

  /// Holds the gradients derived on paper to numeric ones, in the middle of the descent.
  private func checkGradients(
    _ data: Examples, at model: LinearModel, into record: inout RunRecord
  ) throws {
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
    print("\(report)\n")
    record.output("check", "\(report)")
  }

  /// Draws the loss and the weights over the epochs, and the predictions against the truth.
  private func draw(
    _ path: Path, _ formula: LinearModel, _ training: Examples, _ heldOut: Examples,
    _ names: [String], into record: inout RunRecord
  ) throws {
    let mse = Objective.squaredError.loss
    let least = mse(formula, training)
    let close = path.firstIndex { mse($0, training) < 1.01 * least } ?? path.count
    let settled = path.firstIndex { distance($0, formula) < 1 } ?? path.count
    record.number("diabetes.close", close)
    record.number("diabetes.settled", settled)

    let epochs = milestones(upTo: path.count - 1)
    let late: [String: Color] = ["s1": .vermilion, "s2": .orange, "s5": .green, "bmi": .blue]
    let descent = Figure {
      Axes("The loss is there early …", x: .log("epoch"), y: .log("mean squared error")) {
        Line(x: epochs, y: epochs.map { mse(path[Int($0)], training) }, label: "training")
        Line(x: epochs, y: epochs.map { mse(path[Int($0)], heldOut) }, label: "held out")
        Reference.horizontal(least, label: "by formula")
      }
      Axes("… the weights come late", x: .log("epoch"), y: "weight") {
        for (k, name) in names.enumerated() {
          let weights = epochs.map { path[Int($0)].w[0, k] }
          Line(x: epochs, y: weights, label: name, color: late[name] ?? .gray)
        }
      }
    }
    try record.draw(
      "descent.svg", descent,
      alt: """
        Two curves over the epochs: the training loss comes within one percent of its least \
        value, \(least, "%.0f"), after \(close) epochs; the weights of s1 and s2 take \
        \(settled) epochs to come within 1 of theirs, \(formula.w[0, 4], "%.0f") and \
        \(formula.w[0, 5], "%.0f").
        """)

    let predictions = Figure(size: Size(width: 380, height: 360)) {
      Axes(
        x: .linear("measured progression", 0...350), y: .linear("predicted progression", 0...350)
      ) {
        Scatter(
          x: training.t.scalars, y: formula(training.X).scalars, label: "training", color: .sky)
        Scatter(
          x: heldOut.t.scalars, y: formula(heldOut.X).scalars, label: "held out",
          color: .vermilion)
        Reference.identity()
      }
    }
    let spread = formula(heldOut.X).variance().scalar.squareRoot()
    try record.draw(
      "predictions.svg", predictions,
      alt: """
        Predicted against measured progression: a wide cloud around the diagonal. The held-out \
        predictions, with a standard deviation of \(spread, "%.0f"), spread less than the \
        measurements, with \(heldOut.t.variance().scalar.squareRoot(), "%.0f").
        """)
  }
}
