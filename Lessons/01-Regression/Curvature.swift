// How steep and how flat the loss is: H = 2·X·Xᵀ/n, its largest and smallest eigenvalue by the
// power method (Golub and Van Loan 2013, §7.3.1), and what learning rates on either side of the
// limit do.

import Gradus
import LessonKit

/// How the loss curves, and what that does to a descent.
struct Curvature: Codable {
  let largest: Double
  let smallest: Double
  /// The direction of the smallest, of length 1; that of s1 is negative.
  let flat: [Double]
  /// The training loss after a hundred epochs at each of ``rates``.
  let losses: [Double]

  /// Learning rates on either side of the limit.
  static let rates = [0.002, 0.02, 0.2, 0.24, 0.26]

  /// Finds the extreme curvatures and tries the rates.
  init(of training: Examples) {
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
    (self.largest, self.smallest) = (largest, smallest)
    let length = (flat * flat).summed().scalar.squareRoot()
    self.flat = (flat / (flat[4, 0] < 0 ? length : -length)).scalars
    losses = Self.rates.map { rate in
      let path = descendByHand(.squaredError, training, rate: rate, epochs: 100)
      return Objective.squaredError.loss(of: path[100], training)
    }
  }

  /// Records the curvatures, the rate they allow, the epochs they take at `rate`, and the trials.
  func write(rate: Double, into record: inout RunRecord) {
    record.numbers(
      [
        "diabetes.curvature.largest": largest, "diabetes.curvature.smallest": smallest,
        "diabetes.rate.limit": 2 / largest, "diabetes.patience": 1 / (rate * smallest),
      ], agreement: .quick())
    record.show(
      "diabetes.rates", "A hundred epochs at several rates",
      columns: [.number("rate", "%.3f"), .number("mean squared error", "%.4g")],
      rows: zip(Self.rates, losses).map { [$0, $1] })
    record.claim(
      "diabetes.limit",
      "of the rates the best is the last one below the limit, and the first one "
        + "above it ends worst",
      losses[3] == losses.min() && losses[4] == losses.max() && Self.rates[3] < 2 / largest
        && Self.rates[4] > 2 / largest)
  }
}
