// Reductions, broadcasting and losses.

import Gradus

/// σ(z), targets and labels of [3, 5] and [5, 3].
private let targets = sigmoid(random([3, 5], seed: 31))
private let labels = Tensor<Int>([2, 0, 1, 1, 2])

/// Cross-entropy of a batch of rows.
private let rowCrossEntropy: @Sendable (Variables) -> Variable<Double> = {
  -logSoftmax($0[0], along: 1).transposed().gathered(byLabel: labels).mean()
}

private func oneHot(_ labels: Tensor<Int>) -> Tensor<Double> { .oneHot(labels, classes: 3) }

/// Σ max(0, 1 − t·x)/n for t = ±1.
private let signs: Tensor<Double> = random([13], seed: 8).map { $0 < 0 ? -1 : 1 }

private let huber: @Sendable (Variables) -> Variable<Double> = { p in
  let x = p[0]
  let value = x.value.map { Swift.abs($0) < 0.8 ? $0 * $0 / 2 : 0.8 * (Swift.abs($0) - 0.4) }
  return Variable(
    value.mean(), Edge(x) { dL in dL * clamp(x.value, -0.8...0.8) / Double(value.count) })
}

private func deviation(_ x: Variable<Double>, along axes: TensorAxes) -> Variable<Double> {
  sqrt(x.variance(along: axes))
}

/// The partial sums along an axis.
private func cumulated(_ x: Tensor<Double>, along axis: Int) -> Tensor<Double> {
  var total = 0 * x.sliced(0..<1, along: axis)
  return .concatenated(
    (0..<x.shape[axis]).map { index in
      total = total + x.sliced(index..<index + 1, along: axis)
      return total
    }, along: axis)
}

private func cumulative(along axis: Int) -> @Sendable (Variables) -> Variable<Double> {
  { p in
    Variable(
      cumulated(p[0].value, along: axis),
      Edge(p[0]) { dy in
        let n = dy.shape[axis]
        return cumulated(dy.picking(along: axis) { n - 1 - $0 }, along: axis).picking(along: axis) {
          n - 1 - $0
        }
      })
  }
}

extension WrongGradient {
  static let reductions: [WrongGradient] = [
    WrongGradient("mean: not divided", .factor, at: [[4, 3]], of: { $0[0].mean(along: 0) }) {
      right, _, _ in 4 * right
    },
    WrongGradient(
      "mean: divided by all", .factor, at: [[2, 3, 4]], of: { $0[0].mean(along: [0, 2]) }
    ) { right, _, _ in right / 3 },
    WrongGradient("variance: n − 1 for n", .factor, at: [[3, 5]], of: { $0[0].variance(along: 1) })
    { right, _, _ in right * 1.25 },
    WrongGradient(
      "variance: the 2 missing", .factor, at: [[6, 2]], of: { $0[0].variance(along: 0) }
    ) { right, _, _ in right / 2 },
    WrongGradient(
      "variance: 2x/n", .meanTerm, .termMissing, .offset, at: [[3, 5]],
      of: { $0[0].variance(along: 1) }
    ) { _, p, dy in dy.reshaped([3, 1]) * p[0] * (2.0 / 5) },
    WrongGradient(
      "the deviation's gradient is the variance's", .localDerivative, at: [[3, 5]],
      of: { deviation($0[0], along: 1) }, taken: { $0[0].variance(along: 1) }),
    WrongGradient(
      "the norm's gradient is its square's", .localDerivative, at: [[5, 3]],
      of: { sqrt(pow($0[0], 2).summed(along: 0)) }, taken: { pow($0[0], 2).summed(along: 0) }),
    WrongGradient(
      "the norm: x without 1/|x|", .localDerivative, at: [[7]], of: { sqrt(pow($0[0], 2).summed()) }
    ) { _, p, dy in dy * p[0] },
    WrongGradient(
      "max: to all of them", .mask, .localDerivative, at: [[4, 5]], of: { $0[0].max(along: 0) }
    ) { _, _, dy in dy.reshaped([1, 5]).broadcast(to: [4, 5]) },
    WrongGradient(
      "max: to the least", .mask, .otherPoint, at: [[4, 5]], of: { $0[0].max(along: 0) },
      taken: { -(-$0[0]).max(along: 0) }),
    WrongGradient(
      "log Σ exp: ones for softmax", .localDerivative, .mask, at: [[3, 4]],
      of: { log(exp($0[0]).summed(along: 1)) }
    ) { _, _, dy in dy.reshaped([3, 1]).broadcast(to: [3, 4]) },
    WrongGradient(
      "log Σ exp: exp without 1/Σ", .localDerivative, at: [[3, 4]],
      of: { log(exp($0[0]).summed(along: 1)) }, taken: { exp($0[0]).summed(along: 1) }),
    WrongGradient(
      "a repeated column: the first only", .overwritten, at: [[3, 5], [3, 1]],
      of: { $0[0] * $0[1] }, input: 1
    ) { _, p, dy in (dy * p[0]).sliced(0..<1, along: 1) },
    WrongGradient(
      "a repeated row: the last only", .overwritten, at: [[4, 5], [5]], of: { $0[0] * $0[1] },
      input: 1
    ) { _, p, dy in (dy * p[0]).slice(at: 3) },
    WrongGradient(
      "a scale for all: averaged", .factor, at: [[3, 5], []], of: { $0[0] * $0[1] }, input: 1
    ) { right, _, _ in right / 15 },
    WrongGradient(
      "a scale for all: the last element only", .overwritten, at: [[3, 5], []],
      of: { $0[0] * $0[1] }, input: 1
    ) { _, p, dy in Tensor(dy[2, 4] * p[0][2, 4]) },
    WrongGradient(
      "a repeated operand keeps its result's shape", .unreduced, at: [[4, 5], [5]],
      of: { $0[0] * $0[1] }, input: 1
    ) { _, p, dy in dy * p[0] },
    WrongGradient(
      "a bias of a square batch: the wrong axis", .wrongAxis, .transposed, at: [[4, 4], [4]],
      of: { $0[0] + $0[1] }, input: 1
    ) { _, _, dy in dy.summed(along: 1) },
    WrongGradient(
      "a column's bias of a square batch: the wrong axis", .wrongAxis, .transposed,
      at: [[3, 3], [3, 1]], of: { $0[0] + $0[1] }, input: 1
    ) { _, _, dy in dy.summed(along: 0).reshaped([3, 1]) },
    WrongGradient(
      "partial sums: dy", .diagonal, .truncated, at: [[3, 5]], of: cumulative(along: 1)
    ) { _, _, dy in dy },
    WrongGradient(
      "partial sums: not backwards", .transposed, .reversed, at: [[6, 2]], of: cumulative(along: 0)
    ) { _, _, dy in cumulated(dy, along: 0) },
    WrongGradient(
      "the mean of squares: 2 missing", .factor, at: [[3, 5]], of: { mse($0[0], targets) }
    ) { right, _, _ in right / 2 },
    WrongGradient(
      "the mean of squares: not averaged", .factor, at: [[3, 5]], of: { mse($0[0], targets) }
    ) { right, _, _ in right * 15 },
    WrongGradient(
      "the mean of squares: averaged over the batch alone", .factor, at: [[3, 5]],
      of: { mse($0[0], targets) }
    ) { right, _, _ in right * 3 },
    WrongGradient(
      "the mean of squares: z + t", .termSign, .offset, .target, at: [[3, 5]],
      of: { mse($0[0], targets) }
    ) { _, p, dL in dL * (2.0 / 15) * (p[0] + targets) },
    WrongGradient(
      "the mean of squares: z alone", .termMissing, .offset, .target, at: [[3, 5]],
      of: { mse($0[0], targets) }
    ) { _, p, dL in dL * (2.0 / 15) * p[0] },
    WrongGradient(
      "the mean of squares: its target's sign", .sign, .otherInput, at: [[3, 5], [3, 5]],
      of: { pow($0[0] - $0[1], 2).mean() }, input: 1
    ) { right, _, _ in -right },
    WrongGradient(
      "binary cross-entropy: not averaged", .factor, at: [[3, 5]],
      of: { binaryCrossEntropy(logits: $0[0], targets: targets) }
    ) { right, _, _ in 15 * right },
    WrongGradient(
      "binary cross-entropy of logits: σ′ once more", .localDerivative, at: [[3, 5]],
      of: { binaryCrossEntropy(logits: $0[0], targets: targets) }
    ) { right, p, _ in right * sigmoid(p[0]) * (1 - sigmoid(p[0])) },
    WrongGradient(
      "binary cross-entropy of probabilities: −t/p alone", .termMissing,
      values: [sigmoid(random([7], seed: 6))], of: { binary($0[0]) }
    ) { _, p, dL in dL * (-sevenTargets / p[0]) / 7 },
    WrongGradient(
      "cross-entropy: −y missing", .target, at: [[3, 5]],
      of: { crossEntropy(logits: $0[0], targets: labels) }
    ) { _, p, dL in dL * softmax(p[0]) / 5 },
    WrongGradient("cross-entropy of rows: −y missing", .target, at: [[5, 3]], of: rowCrossEntropy) {
      _, p, dL in dL * softmax(p[0], along: 1) / 5
    },
    WrongGradient(
      "cross-entropy: the label one off", .target, .shifted, at: [[3, 5]],
      of: { crossEntropy(logits: $0[0], targets: labels) }
    ) { _, p, dL in
      dL * (softmax(p[0]) - oneHot(labels.map { ($0 + 1) % 3 })) / 5
    },
    WrongGradient(
      "cross-entropy: +y", .target, .termSign, at: [[3, 5]],
      of: { crossEntropy(logits: $0[0], targets: labels) }
    ) { _, p, dL in dL * (softmax(p[0]) + oneHot(labels)) / 5 },
    WrongGradient(
      "cross-entropy: divided by all logits (victorlempitsky/Mate#2)", .factor, at: [[3, 5]],
      of: { crossEntropy(logits: $0[0], targets: labels) }
    ) { right, _, _ in right / 3 },
    WrongGradient("cross-entropy of rows: summed", .factor, at: [[5, 3]], of: rowCrossEntropy) {
      right, _, _ in right * 5
    },
    WrongGradient(
      "cross-entropy of probabilities: −t·p", .localDerivative,
      values: [softmax(random([3, 5], seed: 6))],
      of: { -(log($0[0]) * Variable(oneHot(labels))).summed() }
    ) { _, p, dL in -dL * oneHot(labels) * p[0] },
    WrongGradient(
      "hinge: the margin forgotten", .mask, .localDerivative, values: [3 * random([13], seed: 9)],
      of: { relu(1 - $0[0] * Variable(signs)).mean() }
    ) { _, _, dL in -dL * signs / 13 },
    WrongGradient("Huber: not clipped", .clipped, .mask, at: [[13]], of: huber) { _, p, dL in
      dL * p[0] / 13
    },
    WrongGradient(
      "the mean of magnitudes: the residual for its sign", .localDerivative, at: [[13]],
      of: { abs($0[0]).mean() }
    ) { _, p, dL in dL * p[0] / 13 },
    WrongGradient(
      "the loss has decay and the gradient has none", .weightDecay, .termMissing, at: [[4, 3]],
      of: { (tanh($0[0]) + 0.05 * pow($0[0], 2)).summed() }
    ) { _, p, dL in dL * (1 - pow(tanh(p[0]), 2)) },
    WrongGradient(
      "decay of every weight in a vector of losses", .weightDecay, at: [[4, 3], [5, 4]],
      of: { pow(matmul($0[1], $0[0]), 2).mean() }
    ) { right, p, dL in right + dL * 0.001 * p[0] },
    WrongGradient(
      "the examples' weights ignored", .parameterIgnored, .localDerivative, .factor,
      at: [[3, 5], [5]], of: { $0[1] * pow($0[0], 2).summed(along: 0) }
    ) { _, p, dy in 2 * dy * p[0] },
    WrongGradient(
      "an outer product: dY·v for dYᵀ·v", .transposed, at: [[4, 1], [1, 4]],
      of: { matmul($0[0], $0[1]) }
    ) { _, p, dy in matmul(dy.transposed(), p[1].transposed()) },
    WrongGradient(
      "a scale of 0.1 not passed on", .factor, .localDerivative, at: [[3, 5]], of: { 0.1 * $0[0] }
    ) { _, _, dy in dy },
    WrongGradient(
      "xᵀAx: A·x alone", .termMissing, at: [[4, 1], [4, 4]],
      of: { ($0[0] * matmul($0[1], $0[0])).summed() }
    ) { _, p, dL in dL * matmul(p[1], p[0]) },
    WrongGradient(
      "xᵀAx of a vector: 2A·x", .transposed, .termMissing, at: [[4, 1], [4, 4]],
      of: { ($0[0] * matmul($0[1], $0[0])).summed() }
    ) { _, p, dL in 2 * dL * matmul(p[1], p[0]) },
    WrongGradient(
      "a cosine: the projection missing", .varianceTerm, .termMissing, at: [[5], [5]],
      of: { ($0[0] * $0[1]).summed() / sqrt(pow($0[0], 2).summed()) },
      taken: {
        ($0[0] * $0[1]).summed() / sqrt(pow($0[0], 2).summed()).detached
      }),
  ]
}

private let sevenTargets = Tensor<Double>([0.2, 0.9, 0.4, 0.7, 0.1, 0.6, 0.8])

private func binary(_ p: Variable<Double>) -> Variable<Double> {
  -(Variable(sevenTargets) * log(p) + Variable(1 - sevenTargets) * log(1 - p)).mean()
}
