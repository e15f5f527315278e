// Where exercise 07.5 is checked, and which mistakes are recognised.
//
// The numbers of fakes are primes, so that a forgotten factor cannot hide, and in one case the
// discriminator is sure of the fakes: there the two losses of a generator differ most. A gradient
// that takes a part of the chain for constant belongs to a function that is linear in the rest.

import Given
import Gradus

/// From fakes, W and u to the gradient of the fakes.
typealias FoolingGradient =
  @Sendable (Tensor<Double>, Tensor<Double>, Tensor<Double>) -> Tensor<Double>

/// The checks of a gradient of ``foolingLoss(_:W:u:)`` by the fakes.
func foolingCases(_ gradient: @escaping FoolingGradient, _ variation: Variation = .published)
  -> [Case]
{
  let table: [(name: String, pixels: Int, hidden: Int, n: Int, scale: Double)] = [
    ("3 fakes of 4 pixels", 4, 5, 3, 1), ("7 fakes of 6 pixels", 6, 3, 7, 1),
    ("5 fakes, found out", 4, 7, 5, 3),
  ]
  var random = variation.generator(2014)
  return table.map { name, pixels, hidden, n, scale in
    let n = variation.grown(n)
    let W = Tensor<Double>.normal([hidden, pixels], using: &random)
    let x = Tensor<Double>.normal([pixels, n], using: &random)
    // Of the sign that makes the scores of these fakes small.
    let size = abs(Tensor<Double>.normal([1, hidden], using: &random))
    let mean = leakyReLU(matmul(W, x), slope: 0.2).mean(along: 1)
    let u = -scale * size * mean.map { $0 < 0 ? -1.0 : 1 }
    @Sendable func sums(_ x: Tensor<Double>) -> Tensor<Double> { matmul(W, x) }
    @Sendable func logits(_ x: Tensor<Double>) -> Tensor<Double> {
      matmul(u, leakyReLU(sums(x), slope: 0.2))
    }
    let slopes = sigmoid(logits(x)) - 1
    return Case.gradient(
      name: name, input: "x", point: x,
      function: { x in Tensor(foolingLoss(x, W: W, u: u)) },
      gradient: { x, dL in dL * gradient(x, W, u) },
      mistakes: [
        "it is the gradient of log(1 − D), which saturates; the loss is −log D.":
          { x in log(1 - sigmoid(logits(x))).mean() },
        "it is the discriminator's gradient, with the label 0: the generator wants a 1.":
          { x in -log(1 - sigmoid(logits(x))).mean() },
        "it is n times too large: summed where it should be averaged.":
          { x in -log(sigmoid(logits(x))).summed() },
        "it is the gradient of D itself; the loss is −log D, with the slope D − 1 by z.":
          { x in sigmoid(logits(x)).mean() },
        "below 0 the slope of leaky is one fifth, not 0.":
          { x in (slopes * matmul(u, sums(x).map { max($0, 0) })).mean() },
        "the slope of leaky is missing: one fifth where h is below 0.":
          { x in (slopes * matmul(u, sums(x))).mean() },
      ])
  }
}
