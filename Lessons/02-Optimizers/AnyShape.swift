// Parameters of any shape, first: six quadratics fitted to six targets at once, as an example
// published in 2020 has it.
//
// coderkarthiko, "dl2", demo.ipynb (github.com/coderkarthiko/ml-project).

import Gradus
import LessonKit

/// Six parabolas w1·x² + w2·x + b, each at its own x, and the targets t.
struct SixQuadratics {
  let w1 = Variable<Double>([4, 3, 1, 5, 3, 1])
  let w2 = Variable<Double>([5, 2, 3, 3, 2, 1])
  let b = Variable<Double>([2, 5, 2, 6, 2, 2])
  let x = Variable<Double>([1, 4, 1, 3, 3, 3])
  let t = Variable<Double>([4, 3, 8, 1, 4, 1])

  /// L = ½Σ(f − t)².
  var loss: Variable<Double> {
    // ANCHOR: quadratics
    let f = w1 * x * x + w2 * x + b
    return pow(f - t, 2).summed() / 2
    // ANCHOR_END: quadratics
  }

  /// The loss after `steps` steps.
  ///
  /// - Parameter slip: how many times too large the gradient of w1 is taken; 2 as published.
  static func loss(
    after steps: Int, slip: Double = 1,
    _ make: ([Variable<Double>]) -> any Optimizer<Double>
  ) -> Double {
    let model = SixQuadratics()
    var optimizer = make([model.w1, model.w2, model.b])
    for _ in 0..<steps {
      var gradients = model.loss.gradients(of: optimizer.parameters)
      gradients[0] = slip * gradients[0]
      optimizer.step(gradients)
    }
    let loss = model.loss.value.scalar
    // What is left of the smallest are squares of rounding errors.
    return loss < 1e-20 ? 0 : loss
  }
}

extension Optimizers {
  /// Fits the six quadratics as published and in better ways; records the losses.
  func sixQuadratics(into record: inout RunRecord) throws {
    // Along (x², x, 1) the curvature is x⁴ + x² + 1: 3 for x = 1, 91 for 3, 273 for 4.
    let (low, high) = (3.0.squareRoot(), 273.0.squareRoot())
    typealias Make = ([Variable<Double>]) -> any Optimizer<Double>
    let published: Make = { SGD($0, learningRate: 1e-3, momentum: 0.1) }
    let runs: [(String, slip: Double, Make)] = [
      ("as published, dw1 twice too large", 2, published),
      ("the same with the right dw1", 1, published),
      ("gradient descent at its best rate", 1, { SGD($0, learningRate: 2 / (273 + 3)) }),
      (
        "heavy ball at Polyak's settings", 1,
        {
          SGD(
            $0, learningRate: .pow(2 / (high + low), 2),
            momentum: .pow((high - low) / (high + low), 2))
        }
      ),
      ("Adam at a rate of 0.1", 1, { Adam($0, learningRate: 0.1) }),
    ]
    let losses = try record.result("quadratics") {
      runs.map { _, slip, make in
        [100, 1000].map { SixQuadratics.loss(after: $0, slip: slip, make) }
      }
    }
    record.show(
      "quadratics", "Six quadratics, loss \(SixQuadratics().loss.value.scalar) at the start",
      columns: [
        .text("six quadratics"), .number("loss after 100 steps", "%.2g"),
        .number("after 1000", "%.2g"),
      ],
      rows: zip(runs, losses).map { [$0.0, $1[0], $1[1]] })
    record.recipe(
      "quadratics",
      Recipe(
        loss: "½Σ(f − t)²", data: "six points", initializer: "the published parameters",
        rule: "as published SGD, η = 0.001, μ = 0.1; η = 2/(3 + 273); Polyak's, κ = 91; Adam",
        batch: "all six"))
    record.numbers(
      ["quadratics.published": losses[0][1], "quadratics.right": losses[1][1]],
      agreement: .quick())
    record.claim(
      "quadratics.wrong", "the loss falls further with the wrong gradient than with the right one",
      losses[0][1] < losses[1][1])
  }
}
