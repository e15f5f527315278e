import Gradus
import Testing

@testable import grade

/// A wrong pullback of a function of three rows of two, and the hint it deserves.
private func wrong(
  _ name: String, _ hint: String, of function: @escaping Function, _ pullback: @escaping Pullback
) -> Mistake<Case> {
  Mistake(
    name, hint,
    Case.gradient(
      name: "", input: "x", point: [[1.25, -0.5], [2, 0.75], [-1.5, 3]], function: function,
      gradient: pullback, mistakes: [:]))
}

/// Five rows from three.
private let w: Tensor<Double> = [
  [1, -2, 0.5], [0.75, 3, -1], [-0.25, 1.5, 2], [2.5, -0.5, 1.25], [-1.75, 0.25, -3],
]
private let last: Tensor<Double> = [[0], [0], [0], [0], [1]]
private let square: Function = { x in x * x }
private let product: Function = { x in matmul(w, x) }
private let quotient: Function = { x in x / x.summed() }

/// The right pullback of a product, with its elements in another order.
private func product(_ order: @escaping @Sendable ([Double]) -> [Double]) -> Pullback {
  { x, dy in Tensor(shape: x.shape, scalars: order(matmul(w.transposed(), dy).scalars)) }
}

private let mistakes = [
  wrong("zero", "zero everywhere", of: square) { x, _ in Tensor.zeros(x.shape) },
  wrong("sign", "every sign", of: square) { x, dy in -2 * x * dy },
  wrong("upstream", "dy has not been used", of: square) { x, _ in 2 * x },
  wrong("no slope", "own derivative, and once", of: square) { _, dy in dy },
  wrong("slope twice", "own derivative, and once", of: square) { x, dy in 4 * x * x * dy },
  wrong("diagonal", "other outputs besides its own", of: quotient) { x, dy in
    dy * (x.summed() - x) / (x.summed() * x.summed())
  },
  wrong("overwritten", "were overwritten", of: product) { _, dy in
    matmul(w.transposed(), last * dy)
  },
  wrong("loop too short", "share of the sum is missing", of: product) { _, dy in
    matmul(w.transposed(), (1 - last) * dy)
  },
  wrong(
    "transposed", "rows and columns", of: product,
    product { dx in [0, 2, 4, 1, 3, 5].map { dx[$0] } }),
  wrong("reversed", "in reverse order", of: product, product { $0.reversed() }),
  wrong("shifted", "one place", of: product, product { Array($0[2...] + $0[..<2]) }),
  wrong("unreduced", "repeated along an axis", of: { x in x + Tensor.zeros([5, 3, 2]) }) {
    _, dy in dy
  },
]

@Suite struct HintsTests {
  @Test(arguments: mistakes)
  private func aKnownMistakeGetsItsSentence(mistake: Mistake<Case>) {
    let exercise = Sheet(file: "", cases: [mistake.solution])
    mistake.expectHint(in: exercise.grade())
  }
}
