// Where exercise 04.5 is checked, and which mistakes are recognised.
//
// The numbers of examples are primes, so that a forgotten factor cannot hide. In the last case the
// unit is sure and wrong: there y(1 − y) is small, and a gradient without it is far too large.
//
// A gradient that takes a part of the chain for constant belongs to a function that is linear in
// z, with the rest of the chain, at the point, as its slope.

import Given
import Gradus

/// The checks of a gradient of ``squaredSigmoid(_:_:)``.
func squaredSigmoidCases(
  _ gradient: @escaping @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double>,
  _ variation: Variation = .published
) -> [Case] {
  let table: [(name: String, n: Int, center: Double)] = [
    ("3 examples", 3, 0), ("11 examples", 11, 0), ("7 examples, sure and wrong", 7, 4),
  ]
  var random = variation.generator(1986)
  return table.map { name, n, center in
    let n = variation.grown(n)
    let t = Tensor<Double>([(0..<n).map { Double($0 % 2) }])
    // Above zero where the target is 0, below where it is 1.
    let point = center * (1 - 2 * t) + Tensor.normal([1, n], using: &random)
    let y = sigmoid(point)
    let count = Double(n)
    return Case.gradient(
      name: name, input: "z", point: point,
      function: { z in Tensor(squaredSigmoid(z, t)) },
      gradient: { z, dL in dL * gradient(z, t) },
      mistakes: [
        "it is n times too large: summed where it should be averaged.":
          { z in Tensor(count * squaredSigmoid(z, t)) },
        "it is half of it: the square gives a factor of 2.":
          { z in Tensor(squaredSigmoid(z, t) / 2) },
        "it is the gradient by the output y; the chain goes on to z, by σ′ = y(1 − y).":
          { z in (2 * (y - t) * z).mean() },
        "it is the gradient of the cross-entropy, in which y(1 − y) cancels; here it stays.":
          { z in ((y - t) * z).mean() },
        "σ′ is y(1 − y), with y = σ(z), not z(1 − z).":
          { z in (2 * (y - t) * point * (1 - point) * z).mean() },
        "σ has not been applied: it is the gradient of the squared error of z itself.":
          { z in (z - t).map { $0 * $0 }.mean() },
      ])
  }
}
