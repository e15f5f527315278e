// The same optimizers on parameters that are no network's: what they make of six quadratics in
// 1000 steps.

import Gradus
import LessonKit

extension Optimizers {
  /// Fits the six quadratics as published and in better ways; records the losses.
  func sixQuadratics(into record: inout RunRecord) throws {
    typealias Make = ([Variable<Double>]) -> any Optimizer<Double>
    // Along (x², x, 1) the curvature is x⁴ + x² + 1: 3 for x = 1, 91 for 3, 273 for 4.
    let (smallest, largest) = (3.0, 273.0)
    let sum = smallest.squareRoot() + largest.squareRoot()
    let difference = largest.squareRoot() - smallest.squareRoot()
    let published: Make = { SGD($0, learningRate: 1e-3, momentum: 0.1) }
    let best: Make = { SGD($0, learningRate: 2 / (largest + smallest)) }
    let heavyBall: Make = {
      SGD($0, learningRate: 4 / (sum * sum), momentum: .pow(difference / sum, 2))
    }
    let runs: [(String, slip: Double, Make)] = [
      ("as published, dw1 twice too large", 2, published),
      ("the same with the right dw1", 1, published),
      ("gradient descent at its best rate", 1, best),
      ("heavy ball at Polyak's settings", 1, heavyBall),
      ("Adam at a rate of 0.1", 1, { Adam($0, learningRate: 0.1) }),
    ]
    var table = Table(
      .text("six quadratics"), .number("loss after 100 steps", "%.2g"),
      .number("after 1000", "%.2g"))
    let losses = try record.result("quadratics") {
      runs.map { _, slip, make in
        [100, 1000].map { SixQuadratics.loss(after: $0, slip: slip, make) }
      }
    }
    for (run, losses) in zip(runs, losses) { table.add(run.0, losses[0], losses[1]) }
    record.table("quadratics", table)
    record.recipe(
      "quadratics",
      Recipe(
        loss: "½Σ(f − t)²", data: "six points", initializer: "the published parameters",
        rule: "as published SGD, η = 0.001, μ = 0.1; η = 2/(3 + 273); Polyak's, κ = 91; Adam",
        batch: "all six"))
    let start = SixQuadratics().loss.value.scalar
    record.number("quadratics.published", losses[0][1], agreement: .quick())
    record.claim(
      "quadratics.wrong", "the loss falls further with the wrong gradient than with the right one",
      losses[0][1] < losses[1][1])
    record.number("quadratics.right", losses[1][1], agreement: .quick())
    print("Six quadratics, loss \(start) at the start\n\(table)\n")
  }
}
