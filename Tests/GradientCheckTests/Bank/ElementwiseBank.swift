// Functions element by element, of one tensor or two.

import Gradus

private let matrix = [[3, 5]]
private let vector = [[11]]
private let cube = [[2, 3, 4]]

private func sin(_ x: Tensor<Double>) -> Tensor<Double> { x.map { Double.sin($0) } }
private func cos(_ x: Tensor<Double>) -> Tensor<Double> { x.map { Double.cos($0) } }

/// A function of tensors with its derivative as one of variables.
private func applying(
  _ x: Variable<Double>, _ f: (Double) -> Double, _ slope: @escaping (Double) -> Double
) -> Variable<Double> {
  Variable(x.value.map(f), Edge(x) { dy in dy * x.value.map(slope) })
}

private func slope(_ f: @escaping @Sendable (Double) -> Double)
  -> @Sendable (
    Tensor<Double>, Values, Tensor<Double>
  ) -> Tensor<Double>
{
  { _, p, dy in dy * p[0].map(f) }
}

private func s(_ x: Double) -> Double { 1 / (1 + .exp(-x)) }
private func positive(_ shape: [Int]) -> Values { [random(shape, seed: 21).map { 0.3 + abs($0) }] }

private let swish: @Sendable (Variables) -> Variable<Double> = { $0[0] * sigmoid($0[0]) }
private let elu: @Sendable (Variables) -> Variable<Double> = {
  applying($0[0], { $0 > 0 ? $0 : .exp($0) - 1 }, { $0 > 0 ? 1 : .exp($0) })
}
private let softplus: @Sendable (Variables) -> Variable<Double> = {
  applying($0[0], { .log(1 + .exp($0)) }, s)
}

extension WrongGradient {
  static let elementwise: [WrongGradient] = [
    WrongGradient(
      "x(1 − x) for σ′", .localDerivative, .otherPoint, at: matrix, of: { sigmoid($0[0]) },
      slope { $0 * (1 - $0) }),
    WrongGradient(
      "σ′ at the output (LSTM, CaptainE/RNN-LSTM-in-numpy#2)", .localDerivative, .otherPoint,
      at: vector, of: { sigmoid($0[0]) }, slope { s(s($0)) * (1 - s(s($0))) }),
    WrongGradient("σ without 1 − σ", .localDerivative, at: cube, of: { sigmoid($0[0]) }, slope(s)),
    WrongGradient(
      "1 − σ without σ", .localDerivative, at: matrix, of: { sigmoid($0[0]) }, slope { 1 - s($0) }),
    WrongGradient(
      "1 − x² for tanh′", .localDerivative, .otherPoint, at: vector, of: { tanh($0[0]) },
      slope { 1 - $0 * $0 }),
    WrongGradient(
      "1 − tanh without the square", .localDerivative, at: matrix, of: { tanh($0[0]) },
      slope { 1 - .tanh($0) }),
    WrongGradient(
      "σ′ for tanh′", .localDerivative, at: matrix, of: { tanh($0[0]) },
      slope { s($0) * (1 - s($0)) }),
    WrongGradient(
      "tanh′ of tanh", .localDerivative, .otherPoint, at: cube, of: { tanh($0[0]) },
      slope { 1 - .tanh(.tanh($0)) * .tanh(.tanh($0)) }),
    WrongGradient(
      "the leak is missing", .mask, .localDerivative, .unwritten, at: matrix,
      of: { leakyReLU($0[0], slope: 0.1) }, slope { $0 > 0 ? 1 : 0 }),
    WrongGradient(
      "the leak has the wrong sign", .mask, .sign, at: vector, of: { leakyReLU($0[0], slope: 0.1) },
      slope { $0 > 0 ? 1 : -0.1 }),
    WrongGradient(
      "a leaky mask inverted", .mask, at: vector, of: { leakyReLU($0[0], slope: 0.2) },
      slope { $0 > 0 ? 0.2 : 1 }),
    WrongGradient(
      "relu's mask inverted", .mask, at: cube, of: { relu($0[0]) }, slope { $0 > 0 ? 0 : 1 }),
    WrongGradient("relu's mask missing", .mask, .localDerivative, at: matrix, of: { relu($0[0]) }) {
      _, _, dy in dy
    },
    WrongGradient(
      "ELU: x + 1 (mlpack#1540)", .localDerivative, .otherPoint, at: matrix, of: elu,
      slope { $0 > 0 ? 1 : $0 + 1 }),
    WrongGradient(
      "ELU: exp of the output", .localDerivative, .otherPoint, at: vector, of: elu,
      slope { $0 > 0 ? 1 : .exp(.exp($0) - 1) }),
    WrongGradient(
      "softplus: 1 − exp(−x) of the input (nanonn#4)", .localDerivative, .otherPoint, at: [[13]],
      of: softplus, slope { 1 - .exp(-$0) }),
    WrongGradient("softplus without dy (nd4j#2410)", .upstreamIgnored, at: matrix, of: softplus) {
      _, p, _ in p[0].map(s)
    },
    WrongGradient("swish: σ only", .termMissing, at: matrix, of: swish, slope(s)),
    WrongGradient(
      "swish: x·σ′ only", .termMissing, at: vector, of: swish, slope { $0 * s($0) * (1 - s($0)) }),
    WrongGradient(
      "x·exp(−x²): exp(−x²) only", .termMissing, at: cube, of: { $0[0] * exp(-pow($0[0], 2)) },
      slope { .exp(-$0 * $0) }),
    WrongGradient(
      "x²·sin x: x²·cos x only", .termMissing, at: vector,
      of: {
        applying($0[0], { $0 * $0 * .sin($0) }, { 2 * $0 * .sin($0) + $0 * $0 * .cos($0) })
      }, slope { $0 * $0 * .cos($0) }),
    WrongGradient(
      "x·log x: log x only", .termMissing, values: positive([7]), of: { $0[0] * log($0[0]) },
      slope { .log($0) }),
    WrongGradient("x²: x", .factor, at: matrix, of: { pow($0[0], 2) }, slope { $0 }),
    WrongGradient("x³: 2x²", .factor, at: vector, of: { pow($0[0], 3) }, slope { 2 * $0 * $0 }),
    WrongGradient(
      "x³: 3x³", .localDerivative, at: matrix, of: { pow($0[0], 3) }, slope { 3 * $0 * $0 * $0 }),
    WrongGradient(
      "√x: 1/2x", .localDerivative, values: positive([3, 4]), of: { sqrt($0[0]) },
      slope { 0.5 / $0 }),
    WrongGradient(
      "√x: √x/2", .localDerivative, values: positive([9]), of: { sqrt($0[0]) },
      slope { 0.5 * $0.squareRoot() }),
    WrongGradient(
      "log x: x", .localDerivative, values: positive([2, 5]), of: { log($0[0]) }, slope { $0 }),
    WrongGradient(
      "1/x: −1/x", .localDerivative, values: positive([7]), of: { 1 / $0[0] }, slope { -1 / $0 }),
    WrongGradient(
      "exp x: x·exp x", .localDerivative, at: vector, of: { exp($0[0]) }, slope { $0 * .exp($0) }),
    WrongGradient(
      "exp x: exp(x − 1)·x, as for powers", .localDerivative, at: matrix, of: { exp($0[0]) },
      slope { $0 * .exp($0 - 1) }),
    WrongGradient("|x|: 1", .mask, .localDerivative, at: matrix, of: { abs($0[0]) }) { _, _, dy in
      dy
    },
    WrongGradient(
      "cos x: sin x", .sign, at: vector, of: { applying($0[0], { .cos($0) }, { -.sin($0) }) },
      slope { .sin($0) }),
    WrongGradient(
      "sin x: sin x", .localDerivative, .value, at: matrix,
      of: { applying($0[0], { .sin($0) }, { .cos($0) }) }, slope { .sin($0) }),
    WrongGradient(
      "clamp's mask missing", .mask, .localDerivative, at: cube, of: { clamp($0[0], -0.5...0.5) }
    ) { _, _, dy in dy },
    WrongGradient(
      "exp(−x): the inner −1", .sign, at: matrix, of: { exp(-$0[0]) }, slope { .exp(-$0) }),
    WrongGradient(
      "sin 2x: the inner 2", .factor, at: vector,
      of: { applying($0[0], { .sin(2 * $0) }, { 2 * .cos(2 * $0) }) }, slope { .cos(2 * $0) }),
    WrongGradient(
      "sin 3x: taken at x", .otherPoint, .localDerivative, at: vector,
      of: { applying($0[0], { .sin(3 * $0) }, { 3 * .cos(3 * $0) }) }, slope { 3 * .cos($0) }),
    WrongGradient(
      "σ²: 2σ missing", .localDerivative, at: matrix, of: { pow(sigmoid($0[0]), 2) },
      slope { s($0) * (1 - s($0)) }),
    WrongGradient(
      "σ of −x for σ′ of x: odd part", .otherPoint, .localDerivative, at: vector,
      of: { exp($0[0]) }, slope { .exp(-$0) }),
    WrongGradient(
      "x·y: dx = dy·x", .otherInput, .localDerivative, at: [[2, 3], [2, 3]], of: { $0[0] * $0[1] }
    ) { _, p, dz in dz * p[0] },
    WrongGradient(
      "x·y: the factor y missing", .localDerivative, at: [[4, 3], [4, 3]], of: { $0[0] * $0[1] }
    ) { _, _, dz in dz },
    WrongGradient("x/y: the sign", .sign, at: [[4, 3], [4, 3]], of: { $0[0] / $0[1] }, input: 1) {
      right, _, _ in -right
    },
    WrongGradient(
      "x/y: the square", .localDerivative, at: [[7], [7]], of: { $0[0] / $0[1] }, input: 1
    ) { right, p, _ in right * p[1] },
    WrongGradient("x/y: dx = dz·y", .localDerivative, at: [[7], [7]], of: { $0[0] / $0[1] }) {
      _, p, dz in dz * p[1]
    },
    WrongGradient(
      "xᵖ: log x missing", .localDerivative, values: positive([5]) + [random([5], seed: 4)],
      of: { pow($0[0], $0[1]) }, input: 1
    ) { right, p, _ in right / log(p[0]) },
    WrongGradient(
      "x/y: the operands exchanged", .otherPoint, .localDerivative, .otherInput,
      at: [[2, 4], [2, 4]], of: { $0[0] / $0[1] }
    ) { _, p, dz in dz / p[0] },
    WrongGradient(
      "a branch's gate: dx = g only", .termMissing, at: [[3, 4], [4, 4]],
      of: { $0[0] * sigmoid(matmul($0[0], $0[1])) },
      taken: {
        $0[0] * sigmoid(matmul($0[0], $0[1])).detached
      }),
    WrongGradient("an infinite entry", .notFinite, at: vector, of: { tanh($0[0]) }) { right, _, _ in
      right.replacing(4, along: 0) { $0 / 0 }
    },
    WrongGradient("0/0 at every entry", .notFinite, at: matrix, of: { tanh($0[0]) }) {
      right, _, _ in 0 * right / 0
    },
    WrongGradient("the loop over elements ends early", .unwritten, at: vector, of: { tanh($0[0]) })
    { right, _, _ in right.picking(along: 0) { $0 < 8 ? $0 : nil } },
    WrongGradient(
      "the loop over examples ends early", .unwritten, .shareMissing, at: matrix, of: { exp($0[0]) }
    ) { right, _, _ in right.picking(along: 1) { $0 < 3 ? $0 : nil } },
    WrongGradient(
      "the loop over rows begins at 1", .unwritten, .shareMissing, at: matrix, of: { exp($0[0]) }
    ) { right, _, _ in right.picking(along: 0) { $0 > 0 ? $0 : nil } },
    WrongGradient("a constant is added", .offset, at: matrix, of: { exp($0[0]) }) { right, _, _ in
      right + 0.1
    },
    WrongGradient("the gradient of yesterday is added", .offset, at: matrix, of: { exp($0[0]) }) {
      right, _, _ in right + random([3, 5], seed: 77)
    },
  ]
}
