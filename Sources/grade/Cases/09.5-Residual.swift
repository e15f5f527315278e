// Where exercise 09.5 is checked, and which mistakes are recognised.
//
// The numbers of features, hidden units and examples differ, so that no axis can stand in for
// another.

import Gradus

/// A gradient by a residual block's input, as the exercise has it.
typealias ResidualGradient =
  @Sendable (
    _ x: Tensor<Double>, _ W1: Tensor<Double>, _ W2: Tensor<Double>, _ dy: Tensor<Double>
  ) -> Tensor<Double>

/// The checks of a gradient by a residual block's input.
func residualCases(
  _ gradient: @escaping ResidualGradient, _ variation: Variation = .published
) -> [Case] {
  var random = variation.generator(2016)
  return [(2, 3, 4), (3, 2, 1), (4, 5, 3), (1, 6, 2)].map { features, hidden, examples in
    let examples = variation.grown(examples)
    let W1 = Tensor<Double>.normal([hidden, features], using: &random)
    let W2 = Tensor<Double>.normal([features, hidden], using: &random)
    return Case.gradient(
      name: "\(features) features, \(hidden) hidden units, \(examples) examples", input: "x",
      point: .normal([features, examples], using: &random),
      function: { x in x + branch(x, W1, W2) },
      gradient: { x, dy in gradient(x, W1, W2, dy) },
      mistakes: [
        "the shortcut is missing: dy arrives at x as it is, too.": { x in branch(x, W1, W2) },
        "only the shortcut is there: dy goes back through W₂, tanh and W₁ as well.": { x in x },
        "the shortcut is there twice.": { x in 2 * x + branch(x, W1, W2) },
        "the slope of tanh is missing.": { x in x + matmul(W2, matmul(W1, x)) },
        "the slope of tanh is wanted at W₁·x, not at x.":
          { x in x + matmul(W2, matmul(W1, tanh(x))) },
      ])
  }
}

/// W₂·tanh(W₁·x).
private func branch(
  _ x: Tensor<Double>, _ W1: Tensor<Double>, _ W2: Tensor<Double>
) -> Tensor<Double> {
  matmul(W2, tanh(matmul(W1, x)))
}
