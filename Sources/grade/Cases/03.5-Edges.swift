// Where exercise 03.5 is checked, and which mistakes are recognised.
//
// The edges lie among the inputs, and the steepness leaves every sigmoid some slope at several of
// them. The numbers of units and examples differ, no steepness is 1 and no two steps are equal, so
// that what is forgotten or transposed cannot hide.

import Given
import Gradus

/// From edges, inputs, steps, steepness and dg to the gradient of the edges.
typealias EdgeGradient =
  @Sendable (
    Tensor<Double>, Tensor<Double>, Tensor<Double>, Double, Tensor<Double>
  ) -> Tensor<Double>

/// The checks of a gradient of ``staircase(_:at:steps:steepness:)`` by its edges.
func edgeCases(_ gradient: @escaping EdgeGradient, _ variation: Variation = .published) -> [Case] {
  let table: [(units: Int, examples: Int, s: Double)] = [
    (1, 1, 2.5), (1, 5, 0.6), (3, 1, 1.7), (4, 7, 2.5), (7, 3, 0.6), (5, 11, 4),
  ]
  var random = variation.generator(1989)
  return table.map { units, examples, s in
    let examples = variation.grown(examples)
    let e = Tensor<Double>.uniform([units, 1], in: -1..<1, using: &random)
    let x = Tensor<Double>.uniform([1, examples], in: -1..<1, using: &random)
    let a = Tensor<Double>.uniform([1, units], in: 0.5..<2, using: &random)
    return Case.gradient(
      name: "\(units) units, \(examples) examples, s = \(s)", input: "e", point: e,
      function: { e in staircase(e, at: x, steps: a, steepness: s) },
      gradient: { e, dg in gradient(e, x, a, s, dg) },
      mistakes: [
        "the inner derivative is missing: s·(x − e) changes by −s when e changes by 1.":
          { e in -1 / s * staircase(e, at: x, steps: a, steepness: s) },
        "the factor s is missing.":
          { e in staircase(e, at: x, steps: a, steepness: s) / s },
        "the steps a are missing.":
          { e in staircase(e, at: x, steps: .ones(a.shape), steepness: s) },
        "σ′ is missing: it is y·(1 − y) where y = σ(s·(x − e)).":
          { e in matmul(a, s * (x - e)) },
      ])
  }
}
