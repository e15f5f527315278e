// Attention, softmax(Q·Kᵀ/√d)·V, a token a row, written by hand on tensors.

import Gradus

@testable import GradientCheck

private func sum(_ x: Tensor<Double>, _ axis: Int) -> Tensor<Double> {
  x.summed(along: TensorAxes([axis]), keepingAxes: true)
}

private func weights(_ p: Values, _ mask: Tensor<Double>? = nil) -> Tensor<Double> {
  let scores = matmul(p[0], p[1].transposed()) / Double(p[0].shape[1]).squareRoot()
  return softmax(mask.map { scores + $0 } ?? scores, along: 1)
}

/// What a softmax's gradient is, of its weights and theirs.
private typealias Softmax = @Sendable (_ a: Tensor<Double>, _ da: Tensor<Double>) -> Tensor<Double>

private let right: Softmax = { a, da in a * (da - sum(a * da, 1)) }

/// The gradients of Q, K and V.
private func gradients(
  _ p: Values, _ dy: Tensor<Double>, scale: Double = 1, softmax: Softmax = right,
  weights own: Tensor<Double>? = nil
) -> Values {
  let a = own ?? weights(p)
  let ds = softmax(a, matmul(dy, p[2].transposed())) * scale / Double(p[0].shape[1]).squareRoot()
  return [matmul(ds, p[1]), matmul(ds.transposed(), p[0]), matmul(a.transposed(), dy)]
}

private func attending(
  _ story: String, _ names: Diagnosis.Kind..., keys: Int = 5, width: Int = 2,
  _ backward: @escaping @Sendable (Values, Tensor<Double>) -> Values
) -> WrongGradient {
  WrongGradient(story, names) {
    checkGradient(
      at: [
        ("q", random([4, 3])), ("k", random([keys, 3], seed: 2)),
        ("v", random([keys, width], seed: 3)),
      ], forward: { matmul(weights($0), $0[2]) }, backward: backward)
  }
}

/// The same tokens in all three places, with some of the three shares.
private func selfAttention(
  _ story: String, _ names: Diagnosis.Kind..., shares: [Int]
) -> WrongGradient {
  WrongGradient(story, names) {
    checkGradient(
      at: [("x", random([4, 3]))], forward: { matmul(weights([$0[0], $0[0]]), $0[0]) }
    ) { p, dy in
      let all = gradients([p[0], p[0], p[0]], dy)
      return [shares.dropFirst().reduce(all[shares[0]]) { $0 + all[$1] }]
    }
  }
}

extension WrongGradient {
  static let attentions: [WrongGradient] = [
    attending("attention, 1/√d missing on the way back", .factor) {
      gradients($0, $1, scale: 3.0.squareRoot())
    },
    attending("attention, 1/√d twice", .factor) {
      gradients($0, $1, scale: 1 / 3.0.squareRoot())
    },
    attending("attention, the softmax's sum missing", .termMissing) {
      gradients($0, $1) { a, da in a * da }
    },
    attending("attention, the softmax's diagonal alone", .diagonal) {
      gradients($0, $1) { a, da in a * (1 - a) * da }
    },
    attending("attention, the softmax along the queries", .wrongAxis) {
      gradients($0, $1) { a, da in a * (da - sum(a * da, 0)) }
    },
    attending("attention, plus in the softmax", .termSign) {
      gradients($0, $1) { a, da in a * (da + sum(a * da, 1)) }
    },
    attending("attention, the softmax forgotten", .localDerivative) {
      gradients($0, $1) { _, da in da }
    },
    attending("attention, dK from dS for dSᵀ", .transposed, keys: 4) { p, dy in
      let own = gradients(p, dy)
      let a = weights(p)
      let ds = right(a, matmul(dy, p[2].transposed())) / 3.0.squareRoot()
      return [own[0], matmul(ds, p[0]), own[2]]
    },
    attending("attention, dV from A for Aᵀ", .transposed, keys: 4) { p, dy in
      let own = gradients(p, dy)
      return [own[0], own[1], matmul(weights(p), dy)]
    },
    attending("attention, the scores detached", .zero) { p, dy in
      let own = gradients(p, dy)
      return [0 * own[0], 0 * own[1], own[2]]
    },
    attending(
      "attention, dQ and dK exchanged", .otherInput, .otherPoint, keys: 4
    ) { p, dy in
      let own = gradients(p, dy)
      return [own[1], own[0], own[2]]
    },
    selfAttention("self-attention, the queries' share alone", .termMissing, shares: [0]),
    selfAttention("self-attention, the values' share missing", .termMissing, shares: [0, 1]),
    selfAttention("self-attention, the keys' share missing", .termMissing, shares: [0, 2]),
    WrongGradient("causal attention, the mask forgotten on the way back", [.mask]) {
      let mask = Tensor(shape: [4, 4], scalars: (0..<16).map { $0 % 4 > $0 / 4 ? -1e9 : 0.0 })
      return checkGradient(
        at: [
          ("q", random([4, 3])), ("k", random([4, 3], seed: 2)), ("v", random([4, 2], seed: 3)),
        ], forward: { matmul(weights($0, mask), $0[2]) }
      ) { p, dy in
        let masked = gradients(p, dy, weights: weights(p, mask))
        let open = gradients(p, dy)
        return [open[0], open[1], masked[2]]
      }
    },
  ]
}
