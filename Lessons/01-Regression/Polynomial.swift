// Polynomial regression: 2x³ + 4x² + 3x + 1, seen at sixty points through a little noise. The model
// stays linear in its parameters; x³, x² and x are its features.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension Regression {
  /// Draws the points: the features' last row is x.
  private func points(using generator: inout RandomGenerator) -> Examples {
    // ANCHOR: features
    let x = Tensor<Double>.linearlySpaced(-2...1.5, count: 60).reshaped([1, 60])
    let noise = Tensor<Double>.normal([1, 60], using: &generator)
    let X = Tensor.concatenated([pow(x, 3), pow(x, 2), x])
    let t = 2 * pow(x, 3) + 4 * pow(x, 2) + 3 * x + 1 + noise
    // ANCHOR_END: features
    return Examples(X: X, t: t)
  }

  /// Fits the cubic three ways and draws the curve before, during and after training.
  func polynomial(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let (rate, epochs) = (0.05, options.epochs(full: 2000, quick: 500))
    let data = points(using: &generator)
    let formula = solveByFormula(data)
    let path = descendByHand(.squaredError, data, rate: rate, epochs: epochs)
    let byGraph = descendByGraph(.squaredError, data, rate: rate, epochs: epochs)
    let shown = [path[0], path.after(10), path[epochs]]
    let losses = shown.map { Objective.squaredError.loss(of: $0, data) }

    let found = [formula, path[epochs], byGraph].map { $0.w.scalars + $0.b.scalars }
    record.show(
      "cubic.coefficients", "The cubic after \(epochs) epochs",
      columns: ["term", "true %d", "by formula %.4f", "by hand %.4f", "by graph %.4f"],
      rows: [("x³", 2), ("x²", 4), ("x", 3), ("1", 1)].enumerated().map { k, term in
        [term.0, term.1, found[0][k], found[1][k], found[2][k]]
      })
    record.number("cubic.square", formula.w[0, 1], agreement: .quick())
    record.numbers(["cubic.before": losses[0], "cubic.early": losses[1], "cubic.after": losses[2]])
    record.recipe(
      "cubic",
      Recipe(
        loss: "mean squared error", data: "60 points of a cubic, noise of variance 1",
        initializer: "zeros", rule: "gradient descent, η = \(rate, "%g")", batch: "all 60",
        steps: "\(epochs, "%'d")", seeds: "one"))
    record.volatile("cubic.formula-hand", distance(formula, path[epochs]))
    record.volatile("cubic.hand-graph", distance(path[epochs], byGraph))

    func curve(
      _ name: String, _ model: LinearModel, _ color: Color, _ dash: Stroke.Dash
    ) -> Line {
      Line(over: -2...1.5, label: name, color: color, dash: dash) { (x: Tensor<Double>) in
        model(.concatenated([pow(x, 3), pow(x, 2), x]))
      }
    }
    try record.draw("cubic") {
      Axes(x: "x", y: "t") {
        Scatter(x: data.X.sliced(2..<3), y: data.t, label: "data", color: .gray, radius: 2)
        curve("before", shown[0], .sky, .dotted)
        curve("\(min(10, epochs)) epochs", shown[1], .orange, .dashed)
        curve("\(epochs) epochs", shown[2], .blue, .solid)
      }
    }
  }
}
