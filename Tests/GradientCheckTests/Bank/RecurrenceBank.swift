// A recurrent layer over time, with its states as outputs or the last one alone.

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

extension WrongGradient {
  static let recurrence: [WrongGradient] = [
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
  ]
}

private func gradient(
  _ f: Recurrence, _ p: Values, _ dy: Tensor<Double>, _ input: Int
) -> Tensor<Double> {
  let variables = p.map { Variable($0) }
  return f(variables).gradients(of: variables, upstream: dy)[input]
}
