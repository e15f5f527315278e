// Recurrence over time, attention, softmax, residual connections and gates.

import Gradus

/// How far back a step's gradient reaches through the state.
private struct Recurrence: Sendable {
  /// Steps after which the state is taken for a constant; nil for never.
  var reach: Int?
  /// Whether the states of all steps come out, or the last one's alone.
  var isWhole = true
  var slope: @Sendable (Variable<Double>) -> Variable<Double> = { tanh($0) }

  /// h_t = tanh(Wx_t + Uh_{t−1}): x [2, steps, examples], w [3, 2], u [3, 3]; out [3, steps, examples].
  func callAsFunction(_ p: Variables) -> Variable<Double> {
    let (x, w, u) = (p[0], p[1], p[2])
    let (steps, examples) = (x.shape[1], x.shape[2])
    let inputs = (0..<steps).map {
      x.sliced($0..<$0 + 1, along: 1).reshaped([x.shape[0], examples])
    }
    func step(_ h: Variable<Double>, _ t: Int) -> Variable<Double> {
      slope(matmul(w, inputs[t]) + matmul(u, h))
    }
    let zero = Variable(Tensor<Double>.zeros([u.shape[0], examples]))
    var states = [zero]
    for t in 0..<steps { states.append(step(states[t], t)) }
    let out = (0..<steps).map { t in
      guard let reach, t + 1 > reach else { return states[t + 1] }
      var h = states[t + 1 - reach].detached
      for k in (t + 1 - reach)...t { h = step(h, k) }
      return h
    }
    return isWhole
      ? .concatenated(out.map { $0.reshaped([u.shape[0], 1, examples]) }, along: 1) : out[steps - 1]
  }
}

private let recurrent: [[Int]] = [[2, 5, 3], [3, 2], [3, 3]]

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
      "dx of its own step alone", .truncated, .diagonal, at: recurrent,
      of: Recurrence().callAsFunction
    ) { _, p, dy in
      gradient(Recurrence(reach: 1), p, dy, 0)
    },
    WrongGradient("dx two steps back", .truncated, at: recurrent, of: Recurrence().callAsFunction) {
      _, p, dy in gradient(Recurrence(reach: 2), p, dy, 0)
    },
    WrongGradient(
      "dW of each step's own input (d2l-en#2616)", .truncated, at: recurrent,
      of: Recurrence().callAsFunction, input: 1
    ) { _, p, dy in gradient(Recurrence(reach: 1), p, dy, 1) },
    WrongGradient(
      "dU of each step's own state (d2l-en#2616)", .truncated, at: recurrent,
      of: Recurrence().callAsFunction, input: 2
    ) { _, p, dy in gradient(Recurrence(reach: 1), p, dy, 2) },
    WrongGradient(
      "everything three steps back", .truncated, at: recurrent, of: Recurrence().callAsFunction,
      taken: Recurrence(reach: 3).callAsFunction),
    WrongGradient(
      "dx of the last step alone", .truncated, .unwritten, at: recurrent,
      of: Recurrence(isWhole: false).callAsFunction
    ) { _, p, dy in
      gradient(Recurrence(reach: 1, isWhole: false), p, dy, 0)
    },
    WrongGradient(
      "the last state's gradient three steps back", .truncated, .unwritten, at: recurrent,
      of: Recurrence(isWhole: false).callAsFunction
    ) { _, p, dy in
      gradient(Recurrence(reach: 3, isWhole: false), p, dy, 0)
    },
    WrongGradient(
      "the gradient of the first steps' outputs is dropped", .shareMissing, at: recurrent,
      of: Recurrence().callAsFunction, input: 1
    ) { _, p, dy in
      gradient(Recurrence(), p, dy.picking(along: 1) { $0 > 1 ? $0 : nil }, 1)
    },
    WrongGradient(
      "only the last step's output counts", .overwritten, at: recurrent,
      of: Recurrence().callAsFunction, input: 2
    ) { _, p, dy in
      gradient(Recurrence(), p, dy.picking(along: 1) { $0 == 4 ? $0 : nil }, 2)
    },
    WrongGradient(
      "time runs forwards in dx", .reversed, at: recurrent, of: Recurrence().callAsFunction
    ) { right, _, _ in right.picking(along: 1) { 4 - $0 } },
    WrongGradient("dx one step late", .shifted, at: recurrent, of: Recurrence().callAsFunction) {
      right, _, _ in right.moved(by: 1, along: 1)
    },
    WrongGradient(
      "tanh′ missing at every step", .localDerivative, at: recurrent,
      of: Recurrence().callAsFunction,
      taken: Recurrence(slope: { z in tanh(z).passing(to: z) { $0 } }).callAsFunction),
    WrongGradient(
      "dW averaged over time", .factor, at: recurrent, of: Recurrence().callAsFunction, input: 1
    ) { right, _, _ in right / 5 },
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

private func gradient(
  _ f: Recurrence, _ p: Values, _ dy: Tensor<Double>, _ input: Int
) -> Tensor<Double> {
  let variables = p.map { Variable($0) }
  return f(variables).gradients(of: variables, upstream: dy)[input]
}
