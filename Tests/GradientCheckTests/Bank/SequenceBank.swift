// Softmax, attention, residual connections, gates and moving averages.

import Gradus

/// Attention of rows: softmax(Q·Kᵀ/√d)·V.
private func attention(
  _ q: Variable<Double>, _ k: Variable<Double>, _ v: Variable<Double>, scale: Double? = nil,
  softmax: (Variable<Double>) -> Variable<Double> = { Gradus.softmax($0, along: 1) }
) -> Variable<Double> {
  matmul(softmax(matmul(q, k.transposed()) * (scale ?? 1 / Double(q.shape[1]).squareRoot())), v)
}

private let heads: [[Int]] = [[4, 3], [4, 3], [4, 3]]
private let attend: @Sendable (Variables) -> Variable<Double> = { attention($0[0], $0[1], $0[2]) }

private func rows(_ x: Tensor<Double>) -> Tensor<Double> { softmax(x, along: 1) }

extension WrongGradient {
  static let sequences: [WrongGradient] = [
    WrongGradient(
      "softmax of columns: the diagonal", .diagonal, at: [[3, 5]], of: { softmax($0[0]) }
    ) { _, p, dy in dy * softmax(p[0]) * (1 - softmax(p[0])) },
    WrongGradient(
      "softmax of rows: the diagonal", .diagonal, at: [[4, 6]], of: { softmax($0[0], along: 1) }
    ) { _, p, dy in dy * rows(p[0]) * (1 - rows(p[0])) },
    WrongGradient(
      "softmax of rows: y·dy", .termMissing, at: [[4, 3]], of: { softmax($0[0], along: 1) }
    ) { _, p, dy in dy * rows(p[0]) },
    WrongGradient(
      "softmax: summed over the other axis", .wrongAxis, at: [[4, 3]],
      of: { softmax($0[0], along: 1) }
    ) { _, p, dy in
      let y = rows(p[0])
      return y * (dy - (y * dy).summed(along: 0, keepingAxes: true))
    },
    WrongGradient(
      "softmax of columns: summed over the other axis", .wrongAxis, at: [[3, 5]],
      of: { softmax($0[0]) }
    ) { _, p, dy in
      let y = softmax(p[0])
      return y * (dy - (y * dy).summed(along: 1, keepingAxes: true))
    },
    WrongGradient("softmax: summed over all", .wrongAxis, at: [[3, 5]], of: { softmax($0[0]) }) {
      _, p, dy in
      let y = softmax(p[0])
      return y * (dy - (y * dy).summed())
    },
    WrongGradient(
      "softmax: y before the bracket missing", .localDerivative, .termMissing, at: [[3, 5]],
      of: { softmax($0[0]) }
    ) { _, p, dy in
      dy - (softmax(p[0]) * dy).summed(along: 0, keepingAxes: true)
    },
    WrongGradient("softmax: + for −", .termSign, at: [[4, 3]], of: { softmax($0[0], along: 1) }) {
      _, p, dy in
      let y = rows(p[0])
      return y * (dy + (y * dy).summed(along: 1, keepingAxes: true))
    },
    WrongGradient(
      "log-softmax: dy", .termMissing, .localDerivative, at: [[3, 5]], of: { logSoftmax($0[0]) }
    ) { _, _, dy in dy },
    WrongGradient(
      "log-softmax of rows: the diagonal", .diagonal, at: [[4, 3]],
      of: { logSoftmax($0[0], along: 1) }
    ) { _, p, dy in dy * (1 - rows(p[0])) },
    WrongGradient(
      "log-softmax of rows: over columns", .wrongAxis, at: [[4, 3]],
      of: { logSoftmax($0[0], along: 1) }
    ) { _, p, dy in dy - rows(p[0]) * dy.summed(along: 0, keepingAxes: true) },
    WrongGradient("attention: 1/√d missing from dQ", .factor, at: heads, of: attend) {
      right, _, _ in right * Double(3).squareRoot()
    },
    WrongGradient(
      "attention: divided by d, not √d, in dK", .factor, at: heads, of: attend, input: 1
    ) { right, _, _ in right / Double(3).squareRoot() },
    WrongGradient("attention: P·dY for Pᵀ·dY", .transposed, at: heads, of: attend, input: 2) {
      _, p, dy in
      matmul(rows(matmul(p[0], p[1].transposed()) / Double(3).squareRoot()), dy)
    },
    WrongGradient("attention: dS for dSᵀ in dK", .transposed, at: heads, of: attend, input: 1) {
      _, p, dy in
      let s = Variable(matmul(p[0], p[1].transposed()) / Double(3).squareRoot())
      let dS = softmax(s, along: 1).gradients(of: [s], upstream: matmul(dy, p[2].transposed()))[0]
      return matmul(dS, p[0]) / Double(3).squareRoot()
    },
    WrongGradient(
      "attention: the softmax's diagonal", .diagonal, at: heads, of: attend,
      taken: { p in
        attention(
          p[0], p[1], p[2],
          softmax: { s in
            let y = softmax(s, along: 1)
            return y.passing(to: s) { dy in dy * y.value * (1 - y.value) }
          })
      }),
    WrongGradient("attention: dQ for dK", .otherInput, at: heads, of: attend, input: 1) {
      _, p, dy in
      let v = p.map { Variable($0) }
      return attend(v).gradients(of: v, upstream: dy)[0]
    },
    WrongGradient(
      "self-attention: through the values alone", .termMissing, at: [[4, 3]],
      of: { attention($0[0], $0[0], $0[0]) },
      taken: {
        attention($0[0].detached, $0[0].detached, $0[0])
      }),
    WrongGradient(
      "a residual connection: the branch missing", .termMissing, .localDerivative,
      at: [[4, 3], [3, 3]], of: { $0[0] + tanh(matmul($0[0], $0[1])) }
    ) { _, _, dy in dy },
    WrongGradient(
      "a residual connection: the skip missing", .termMissing, at: [[4, 3], [3, 3]],
      of: { $0[0] + tanh(matmul($0[0], $0[1])) }
    ) { right, _, dy in right - dy },
    WrongGradient(
      "a residual connection: the branch's sign", .termSign, at: [[3, 5], [3, 3]],
      of: { $0[0] + tanh(matmul($0[1], $0[0])) }
    ) { right, _, dy in 2 * dy - right },
    WrongGradient(
      "a residual connection: the skip twice", .termMissing, .doubled, at: [[3, 5], [3, 3]],
      of: { $0[0] + tanh(matmul($0[1], $0[0])) }
    ) { right, _, dy in dy + right },
    WrongGradient(
      "a highway: the gate's share of x missing", .termMissing, at: [[5], [5], [5]],
      of: { sigmoid($0[1]) * tanh($0[0]) + (1 - sigmoid($0[1])) * $0[2] }, input: 1
    ) { _, p, dy in
      let g = sigmoid(p[1])
      return dy * g * (1 - g) * tanh(p[0])
    },
    WrongGradient(
      "a highway: the carry gate's sign", .termSign, at: [[5], [5], [5]],
      of: { sigmoid($0[1]) * tanh($0[0]) + (1 - sigmoid($0[1])) * $0[2] }, input: 1
    ) { _, p, dy in
      let g = sigmoid(p[1])
      return dy * g * (1 - g) * (tanh(p[0]) + p[2])
    },
    WrongGradient(
      "a cell: the forget gate missing", .localDerivative, .factor, at: [[4], [4], [4]],
      of: { sigmoid($0[1]) * $0[0] + tanh($0[2]) }
    ) { _, _, dy in dy },
    WrongGradient(
      "a cell's gate: σ′ missing", .localDerivative, at: [[4], [4], [4]],
      of: { sigmoid($0[1]) * $0[0] + tanh($0[2]) }, input: 1
    ) { _, p, dy in dy * p[0] },
    WrongGradient(
      "a moving average: each step alone", .truncated, .diagonal, .factor, at: [[6, 2]], of: average
    ) { _, _, dy in 0.3 * dy },
    WrongGradient(
      "a moving average: forwards for backwards", .transposed, at: [[6, 2]], of: average
    ) { _, _, dy in average([Variable(dy)]).value },
  ]
}

/// y_t = 0.7·y_{t−1} + 0.3·x_t along axis 0.
private let average: @Sendable (Variables) -> Variable<Double> = { p in
  var y = Variable(Tensor<Double>.zeros([1, p[0].shape[1]]))
  var all: Variables = []
  for t in 0..<p[0].shape[0] {
    y = 0.7 * y + 0.3 * p[0].sliced(t..<t + 1)
    all.append(y)
  }
  return .concatenated(all)
}
