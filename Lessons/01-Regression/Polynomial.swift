// Polynomial regression: y = 2x³ + 4x² + 3x + 1, seen at sixty points through a little noise. The model is
// linear in its parameters; x, x² and x³ are its features.

import Foundation
import Gradus
import LessonKit
import Plot

extension Regression {
  /// Fits the cubic three ways and draws the curve before, during and after training.
  func polynomial(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    // ANCHOR: features
    let x = Tensor<Double>.linearlySpaced(-2...1.5, count: 60).reshaped([1, 60])
    let noise = Tensor<Double>.normal([1, 60], using: &generator)
    let X = Tensor.concatenated([pow(x, 3), pow(x, 2), x])
    let y = 2 * pow(x, 3) + 4 * pow(x, 2) + 3 * x + 1 + noise
    // ANCHOR_END: features
    let data = Examples(X: X, y: y)
    let epochs = options.epochs(full: 2000, quick: 500)
    let formula = solveByFormula(data)
    let path = descendByHand(.squaredError, data, rate: 0.05, epochs: epochs)
    let byGraph = descendByGraph(.squaredError, data, rate: 0.05, epochs: epochs)

    var coefficients = Table(
      .text("term"), .number("true", "%.0f"), .number("by formula", "%.4f"),
      .number("by hand", "%.4f"), .number("by graph", "%.4f"))
    let models = [formula, path[epochs], byGraph].map { $0.w.scalars + $0.b.scalars }
    for (k, (term, truth)) in [("x³", 2.0), ("x²", 4.0), ("x", 3.0), ("1", 1.0)].enumerated() {
      coefficients.add(term, truth, models[0][k], models[1][k], models[2][k])
    }
    record.table("cubic.coefficients", coefficients)
    print("The cubic\n\(coefficients)\n")
    let mse = Objective.squaredError.loss
    record.number("cubic.first", mse(path[0], data), agreement: .quick())
    record.number("cubic.mse", mse(formula, data), agreement: .quick())
    record.number("cubic.epochs", epochs)
    record.volatile("cubic.hand-graph", distance(path[epochs], byGraph))

    let curve = { (model: LinearModel) in
      { (x: Double) in model(Tensor([[x * x * x], [x * x], [x]])).scalar }
    }
    let figure = Figure {
      Axes(x: "x", y: "y") {
        Scatter(x: x.scalars, y: y.scalars, label: "data", color: .gray)
        Line(over: -2...1.5, label: "before", color: .sky, curve(path[0]))
        Line(over: -2...1.5, label: "10 epochs", color: .orange, curve(path[min(10, epochs)]))
        Line(over: -2...1.5, label: "\(epochs) epochs", color: .blue, curve(path[epochs]))
      }
    }
    try record.draw(
      "cubic.svg", figure,
      alt: String(
        format: "sixty noisy points of a cubic and three fits: a flat line before training, mean "
          + "squared error %.1f; a curve that misses both ends after 10 epochs, %.1f; after %d epochs "
          + "a curve through the points, %.2f", mse(path[0], data),
        mse(path[min(10, epochs)], data),
        epochs, mse(path[epochs], data)))
  }
}
