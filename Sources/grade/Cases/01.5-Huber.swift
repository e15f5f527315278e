// Where exercise 01.5 is checked, and which mistakes are recognised.
//
// The loss bends at |e| = δ, where a numeric derivative is a mixture of both sides. No point comes
// near: every |e| is at most 0.75 δ or at least 1.25 δ. The numbers of examples are primes and no δ
// is 1, so that a forgotten factor cannot hide.

import Given
import Gradus

/// The checks of a gradient of ``huber(_:_:delta:)``.
func huberCases(
  _ gradient: @escaping @Sendable (Tensor<Double>, Tensor<Double>, Double) -> Tensor<Double>,
  _ variation: Variation = .published
) -> [Case] {
  let (small, large) = (0.25..<0.75, 1.25..<3.0)  // |e|/δ
  let table: [(name: String, errors: [Range<Double>], n: Int, delta: Double)] = [
    ("every |e| < δ", [small], 3, 2.5), ("every |e| < δ", [small], 11, 0.7),
    ("every |e| > δ", [large], 5, 2.5), ("every |e| > δ", [large], 13, 0.7),
    ("|e| on both sides of δ", [small, large], 7, 2.5),
    ("|e| on both sides of δ", [small, large], 17, 0.7),
  ]
  var random = variation.generator(1964)
  return table.map { name, errors, n, delta in
    let n = variation.grown(n)
    let t = Tensor<Double>.normal([1, n], using: &random)
    let e = (0..<n).map { i in
      let range = errors[i % errors.count]
      let size = range.lowerBound + random.uniform() * (range.upperBound - range.lowerBound)
      return random.uniform() < 0.5 ? size * delta : -size * delta
    }
    return Case.gradient(
      name: "\(name), n = \(n), δ = \(delta)", input: "z", point: t + Tensor([e]),
      function: { z in Tensor(huber(z, t, delta: delta)) },
      gradient: { z, dL in dL * gradient(z, t, delta) },
      mistakes: [
        "it is n times too large: summed where it should be averaged.":
          { z in Tensor(Double(n) * huber(z, t, delta: delta)) },
        "it is twice too large.":
          { z in Tensor(2 * huber(z, t, delta: delta)) },
        "where e < −δ it pulls the wrong way: the sign of e is missing.":
          { z in
            let e = z - t
            return (e * e / 2).replacing(with: delta * e, where: abs(e) .> delta).mean()
          },
        "it is the gradient of the squared error e²/2: nothing changes where |e| > δ.":
          { z in Tensor(huber(z, t, delta: .infinity)) },
        "it is the gradient for δ = 1, whatever δ is.":
          { z in Tensor(huber(z, t, delta: 1)) },
        "where |e| > δ it has the slope of |e|, not of δ|e|: δ is missing.":
          { z in
            let e = z - t
            return (e * e / 2).replacing(with: abs(e), where: abs(e) .> delta).mean()
          },
      ])
  }
}
