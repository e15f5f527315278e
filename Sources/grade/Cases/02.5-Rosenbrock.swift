// Where exercise 02.5 is checked, and which mistakes are recognised.
//
// Two numbers have no middle of the chain; the others are primes. No number is 0 or 1, where terms
// vanish. A mistaken gradient belongs, as a rule, to the function with some numbers held at p.

import Given
import Gradus

/// The checks of a gradient of ``rosenbrock(_:)``.
func rosenbrockCases(
  _ gradient: @escaping @Sendable (Tensor<Double>) -> Tensor<Double>,
  _ variation: Variation = .published
) -> [Case] {
  var random = variation.generator(1960)
  return [2, 3, 5, 11, 17].map(variation.grown).map { n in
    let point = Tensor<Double>(
      (0..<n).map { _ in (random.uniform() < 0.5 ? -1 : 1) * (0.25 + 0.5 * random.uniform()) })
    /// The two parts of the sum, with x as one number of each pair and `next` as the other.
    @Sendable func chain(_ x: Tensor<Double>, _ next: Tensor<Double>) -> Tensor<Double> {
      let here = x.sliced(0..<n - 1)
      return 100 * pow(next.sliced(1..<n) - here * here, 2).summed()
    }
    @Sendable func pull(_ x: Tensor<Double>) -> Tensor<Double> {
      pow(1 - x.sliced(0..<n - 1), 2).summed()
    }
    let miss = point.sliced(1..<n) - pow(point.sliced(0..<n - 1), 2)
    return Case.gradient(
      name: "n = \(n)", input: "x", point: point,
      function: { x in Tensor(rosenbrock(x)) }, gradient: { x, dL in dL * gradient(x) },
      mistakes: [
        "xᵢ also stands in the square before its own, as xᵢ₊₁ of the neighbour; that share is "
          + "missing.": { x in chain(x, point) + pull(x) },
        "xᵢ stands in its own square too, inside xᵢ²; that share is missing.":
          { x in chain(point, x) + pull(x) },
        "the derivative of xᵢ² inside the square, 2xᵢ, is missing.":
          { x in
            let (here, next) = (x.sliced(0..<n - 1), x.sliced(1..<n))
            return 200 * (miss * (next - here)).summed() + pull(x)
          },
        "(1 − xᵢ)² pulls the wrong way: the inner derivative is −1.":
          { x in chain(x, x) - pull(x) },
        "the share of (1 − xᵢ)² is missing.": { x in chain(x, x) },
        "the factor 2 from the squares is missing.": { x in (chain(x, x) + pull(x)) / 2 },
        "the last number has no (1 − x)² of its own: the sum ends at n − 1.":
          { x in chain(x, x) + pow(1 - x, 2).summed() },
      ])
  }
}
