// Why any activation that is no polynomial will do (Leshno, Lin, Pinkus and Schocken 1993): hidden
// units with tiny weights form difference quotients, and those of order k contain xᵏ. Here x² from
// three sigmoids, with θ where σ″ is not zero:
//
//   (σ(θ + εx) − 2σ(θ) + σ(θ − εx))/(ε²·σ″(θ)) = x² + O(ε²).

import Gradus
import LessonKit

/// σ″ = σ(1 − σ)(1 − 2σ).
func secondDerivativeOfSigmoid(_ z: Double) -> Double {
  let y = 1 / (1 + Double.exp(-z))
  return y * (1 - y) * (1 - 2 * y)
}

/// The network 1-3-1 whose output tends to x² with ε → 0.
func square(epsilon: Double) -> Sequential<Double> {
  // ANCHOR: square
  let theta = 1.0
  let unit = 1 / (epsilon * epsilon * secondDerivativeOfSigmoid(theta))
  return Sequential {
    Linear(
      weight: Tensor([[epsilon], [0], [-epsilon]]),
      bias: Tensor([theta, theta, theta]))
    Sigmoid()
    Linear(weight: Tensor([[unit, -2 * unit, unit]]), bias: nil)
  }
  // ANCHOR_END: square
}

extension UniversalApproximation {
  /// Tabulates how near the three units come to x² on −1...1, and what weights that takes.
  func squareWithSigmoids(into record: inout RunRecord) throws {
    let epsilons = [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6]
    let errors = try record.result("powers") {
      let x = Tensor<Double>.linearlySpaced(-1...1, count: 201).reshaped([1, 201])
      return epsilons.map { abs(square(epsilon: $0)(x, .evaluation).value - x * x).max().scalar }
    }
    record.show(
      "powers", "x² from three sigmoids, on -1...1",
      columns: [
        .number("ε", "%.0e"), .number("output weight", "%.1e"), .number("largest error", "%.0e"),
      ],
      rows: zip(epsilons, errors).map { epsilon, error in
        [epsilon, 1 / (epsilon * epsilon * secondDerivativeOfSigmoid(1)), error]
      })
  }
}
