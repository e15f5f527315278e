// The loss is there early, the weights come late: the way down a long, narrow valley, and how steep
// and how flat it is.

import Gradus
import LessonKit
import Plot

extension Regression {
  /// Records and draws where the weights are after ten epochs, and how long they take to the models by
  /// formula, by hand and by graph.
  func lookAtTheWay(
    _ path: Path, to models: [LinearModel], _ training: Examples, _ heldOut: Examples,
    _ names: [String], into record: inout RunRecord
  ) throws {
    let (formula, afterTen) = (models[0], path.after(10))
    let least = Objective.squaredError.loss(of: formula, training)
    // When the loss is within one percent of the least, and all weights within 1 of the formula's.
    let close = path.firstIndex { Objective.squaredError.loss(of: $0, training) < 1.01 * least }
    let settled = path.firstIndex { distance($0, formula) < 1 }
    record.numbers([
      "diabetes.close": Double(close ?? path.count),
      "diabetes.settled": Double(settled ?? path.count),
    ])
    record.show(
      "diabetes.weights", "Its weights",
      columns: [.text("weight of")]
        + ["by formula", "after 10 epochs", "by hand", "by graph"].map { .number($0, "%.2f") },
      rows: names.enumerated().map { k, name in
        [name] + [formula, afterTen, models[1], models[2]].map { $0.w[0, k] }
      })
    record.claim(
      "diabetes.agree", "the three ways find the same weights, to a ten-thousandth",
      max(distance(formula, models[1]), distance(models[1], models[2])) < 1e-4)
    let (early, late) = (afterTen.w.scalars, formula.w.scalars)
    record.claim(
      "diabetes.early", "after ten epochs s1, s2, s3, s5 are far off, s2 and s3 of the wrong sign",
      early.indices.filter { abs(early[$0] - late[$0]) > 5 } == [4, 5, 6, 8]
        && early.indices.filter { early[$0] * late[$0] < 0 } == [5, 6])

    let epochs = path.milestones.map(Double.init)
    let colors: [String: Color] = ["s1": .vermilion, "s2": .orange, "s5": .green, "bmi": .blue]
    try record.draw("descent", width: 440, height: 520, columns: 1) {
      Axes("The loss is there early …", x: .log("epoch"), y: .log("mean squared error")) {
        Line(x: epochs, y: path.losses(.squaredError, training), label: "training")
        Line(x: epochs, y: path.losses(.squaredError, heldOut), label: "held out")
        Reference.horizontal(least, label: "by formula")
      }
      Axes("… the weights come late", x: .log("epoch"), y: "weight") {
        for (k, name) in names.enumerated() {
          Line(
            x: epochs, y: path.milestones.map { path[$0].w[0, k] }, label: name,
            color: colors[name] ?? .gray)
        }
      }
    }
  }

  /// The curvature H = 2·X·Xᵀ/n: its largest and smallest eigenvalue by the power method (Golub and
  /// Van Loan 2013, §7.3.1), and what learning rates on either side of the limit do.
  func findCurvature(of training: Examples, rate: Double, into record: inout RunRecord) throws {
    // ANCHOR: curvature
    let X = training.X
    let H = 2 * matmul(X, X.transposed()) / Double(X.shape[1])
    var (steep, flat) = (Tensor<Double>.ones([10, 1]), Tensor<Double>.ones([10, 1]))
    var (largest, smallest) = (0.0, 0.0)
    for _ in 0..<200 {
      (steep, flat) = (matmul(H, steep), solve(H, flat))
      (largest, smallest) = (abs(steep).max().scalar, 1 / abs(flat).max().scalar)
      (steep, flat) = (steep / largest, flat * smallest)
    }
    // ANCHOR_END: curvature
    record.numbers(
      [
        "diabetes.curvature.largest": largest, "diabetes.curvature.smallest": smallest,
        "diabetes.rate.limit": 2 / largest, "diabetes.patience": 1 / (rate * smallest),
      ], agreement: .quick())
    // Of length 1, with a minus before s1, the total.
    let length = (flat * flat).summed().scalar.squareRoot()
    let direction = (flat / (flat[4, 0] < 0 ? length : -length)).scalars
    let four = [("s1", 4), ("s2", 5), ("s3", 6), ("s5", 8)]
    for (name, k) in four {
      record.number("diabetes.flat.\(name)", direction[k], agreement: .quick(relative: 1e-3))
    }
    record.claim(
      "diabetes.flat", "the four make up all but a twentieth of the flattest direction's length",
      four.map { direction[$0.1] * direction[$0.1] }.reduce(0, +) > 0.95 * 0.95)

    let rates = [0.002, 0.02, 0.2, 0.24, 0.26]
    let losses = rates.map { rate in
      let path = descendByHand(.squaredError, training, rate: rate, epochs: 100)
      return Objective.squaredError.loss(of: path[100], training)
    }
    record.show(
      "diabetes.rates", "A hundred epochs at several rates",
      columns: ["rate %.3f", "mean squared error %.4g"],
      rows: zip(rates, losses).map { [$0, $1] })
    record.claim(
      "diabetes.limit", "the last rate below the limit is the best, the first above it the worst",
      losses[3] == losses.min() && losses[4] == losses.max() && rates[3] < 2 / largest
        && rates[4] > 2 / largest)
  }
}
