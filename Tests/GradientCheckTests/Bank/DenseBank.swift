// Dense layers, one and two of them, the batch first or last.

import Gradus

/// x·W + b: x [7, 3], W [3, 4], b [4].
private let layer: @Sendable (Variables) -> Variable<Double> = { matmul($0[0], $0[1]) + $0[2] }
private let shapes = [[7, 3], [3, 4], [4]]

/// Two layers of columns: W₂·φ(W₁·x).
private func hidden(
  _ p: Variables, _ activation: (Variable<Double>) -> Variable<Double>
) -> Variable<Double> {
  matmul(p[2], activation(matmul(p[1], p[0])))
}
private let hiddenShapes = [[3, 5], [4, 3], [2, 4]]

extension WrongGradient {
  static let dense: [WrongGradient] = [
    WrongGradient("dW averaged over the batch", .factor, at: shapes, of: layer, input: 1) {
      right, _, _ in right / 7
    },
    WrongGradient("dW of the last example only", .overwritten, at: shapes, of: layer, input: 1) {
      _, p, dy in
      matmul(p[0].sliced(6..<7).transposed(), dy.sliced(6..<7))
    },
    WrongGradient("dW of the first example only", .overwritten, at: shapes, of: layer, input: 1) {
      _, p, dy in
      matmul(p[0].sliced(0..<1).transposed(), dy.sliced(0..<1))
    },
    WrongGradient("dW without the first example", .shareMissing, at: shapes, of: layer, input: 1) {
      _, p, dy in
      matmul(p[0].sliced(1..<7).transposed(), dy.sliced(1..<7))
    },
    WrongGradient(
      "the loop over the examples ends after four", .shareMissing, at: shapes, of: layer, input: 1
    ) { _, p, dy in
      matmul(p[0].sliced(0..<4).transposed(), dy.sliced(0..<4))
    },
    WrongGradient("db of the last example only", .overwritten, at: shapes, of: layer, input: 2) {
      _, _, dy in dy.slice(at: 6)
    },
    WrongGradient("db averaged", .factor, at: shapes, of: layer, input: 2) { right, _, _ in
      right / 7
    },
    WrongGradient("dx = dy·W for dy·Wᵀ", .transposed, at: [[5, 4], [4, 4], [4]], of: layer) {
      _, p, dy in matmul(dy, p[1])
    },
    WrongGradient(
      "dx = W·dy for Wᵀ·dy", .transposed, at: [[3, 5], [3, 3]], of: { matmul($0[1], $0[0]) }
    ) { _, p, dy in matmul(p[1], dy) },
    WrongGradient("dW transposed", .transposed, at: [[5, 4], [4, 4], [4]], of: layer, input: 1) {
      right, _, _ in right.transposed()
    },
    WrongGradient("dW reshaped for transposed", .transposed, at: shapes, of: layer, input: 1) {
      right, _, _ in right.transposed().reshaped([3, 4])
    },
    WrongGradient(
      "σ′ missing from dW", .localDerivative, at: shapes, of: { sigmoid(layer($0)) }, input: 1
    ) { _, p, dy in matmul(p[0].transposed(), dy) },
    WrongGradient(
      "σ′ missing from db", .localDerivative, at: shapes, of: { sigmoid(layer($0)) }, input: 2
    ) { _, _, dy in dy.summed(along: 0) },
    WrongGradient("tanh′ missing from dx", .localDerivative, at: shapes, of: { tanh(layer($0)) }) {
      _, p, dy in matmul(dy, p[1].transposed())
    },
    WrongGradient(
      "1 − z² for 1 − y²", .localDerivative, .otherPoint, at: shapes, of: { tanh(layer($0)) },
      taken: { p in
        let z = layer(p)
        return z.passing(to: z) { dy in dy * (1 - z.value * z.value) }
      }),
    WrongGradient(
      "tanh′ taken at the output", .localDerivative, .otherPoint, at: shapes,
      of: { tanh(layer($0)) },
      taken: { p in
        let z = layer(p)
        let y = tanh(tanh(z.value))
        return z.passing(to: z) { dy in dy * (1 - y * y) }
      }),
    WrongGradient(
      "σ(z)(1 − σ(z)) of y", .localDerivative, .otherPoint, at: shapes, of: { sigmoid(layer($0)) },
      taken: { p in
        let z = layer(p)
        let y = sigmoid(sigmoid(z.value))
        return z.passing(to: z) { dy in dy * y * (1 - y) }
      }),
    WrongGradient(
      "the rectifier's mask is missing", .mask, .localDerivative, at: shapes,
      of: { relu(layer($0)) }, taken: layer),
    WrongGradient(
      "the rectifier's mask is inverted", .mask, at: shapes, of: { relu(layer($0)) },
      taken: { p in
        let z = layer(p)
        return z.passing(to: z) { dy in dy * z.value.map { $0 > 0 ? 0 : 1 } }
      }),
    WrongGradient(
      "tanh′ of the hidden layer missing", .localDerivative, at: hiddenShapes,
      of: { hidden($0) { tanh($0) } },
      taken: { p in
        hidden(p) { z in tanh(z).passing(to: z) { $0 } }
      }),
    WrongGradient(
      "σ′ of the hidden layer squared", .localDerivative, at: hiddenShapes,
      of: { hidden($0) { sigmoid($0) } },
      taken: { p in
        hidden(p) { z in
          let y = sigmoid(z)
          return y.passing(to: z) { dy in dy * pow(y.value * (1 - y.value), 2) }
        }
      }),
    WrongGradient(
      "W₂ not transposed on the way back", .transposed, at: [[3, 5], [4, 3], [4, 4]],
      of: { hidden($0) { tanh($0) } },
      taken: { p in
        let y = tanh(matmul(p[1], p[0]))
        return matmul(p[2], y).passing(to: y) { dy in matmul(p[2].value, dy) }
      }),
    WrongGradient(
      "the first layer never reached", .zero, at: hiddenShapes, of: { hidden($0) { tanh($0) } },
      taken: { p in
        hidden(p) { tanh($0).detached }
      }),
    WrongGradient(
      "dW₂ of the values before tanh", .localDerivative, .otherPoint, at: hiddenShapes,
      of: { hidden($0) { tanh($0) } }, input: 2
    ) { _, p, dy in
      matmul(dy, matmul(p[1], p[0]).transposed())
    },
    WrongGradient(
      "a dropout's mask missing from dx", .mask, .localDerivative, .factor, at: [[7, 3], [3, 4]],
      of: { matmul($0[0] * Variable(mask), $0[1]) }
    ) { _, p, dy in
      matmul(dy, p[1].transposed())
    },
    WrongGradient("a bias of one for all examples", .unreduced, at: shapes, of: layer, input: 2) {
      _, _, dy in dy
    },
    WrongGradient("dW added twice", .factor, at: shapes, of: layer, input: 1) { right, _, _ in
      right + right
    },
    WrongGradient(
      "tied weights, one use", .termMissing, at: [[5, 3], [3, 4]],
      of: { matmul(matmul($0[0], $0[1]), $0[1].transposed()) },
      taken: {
        matmul(matmul($0[0], $0[1].detached), $0[1].transposed())
      }),
    WrongGradient(
      "the residual is target − prediction", .sign, at: shapes,
      of: { mse(layer($0), random([7, 4], seed: 5)) }
    ) { right, _, _ in -right },
    WrongGradient("the examples of dy in reverse order", .reversed, at: shapes, of: layer, input: 1)
    { _, p, dy in
      matmul(p[0].transposed(), dy.picking(along: 0) { 6 - $0 })
    },
    WrongGradient("the inputs one example off", .shifted, at: shapes, of: layer, input: 1) {
      _, p, dy in
      matmul(p[0].picking(along: 0) { ($0 + 1) % 7 }.transposed(), dy)
    },
    WrongGradient("dW for ones", .upstreamIgnored, at: shapes, of: layer, input: 1) { _, p, dy in
      matmul(p[0].transposed(), .ones(dy.shape))
    },
    WrongGradient("dW in single precision", .precision, at: shapes, of: layer, input: 1) {
      right, _, _ in right.map { Double(Float($0)) }
    },
    WrongGradient("dW clipped", .clipped, at: shapes, of: layer, input: 1) { right, _, _ in
      clamp(right, -0.5...0.5)
    },
    WrongGradient(
      "decay that is not in the loss", .weightDecay, at: shapes, of: { layer($0).mean() }, input: 1
    ) { right, p, dy in right + 0.01 * dy * p[1] },
    WrongGradient("a factor of one in a million", .factor, at: shapes, of: layer, input: 1) {
      right, _, _ in 1.000001 * right
    },
    WrongGradient("one row's sign", .sign, at: shapes, of: layer, input: 1) { right, _, _ in
      right.replacing(1, along: 0) { -$0 }
    },
    WrongGradient("one column doubled", .factor, at: shapes, of: layer, input: 1) { right, _, _ in
      right.replacing(2, along: 1) { 2 * $0 }
    },
    WrongGradient("one column never written", .unwritten, at: shapes, of: layer, input: 1) {
      right, _, _ in right.replacing(3, along: 1) { 0 * $0 }
    },
    WrongGradient("the last example's share twice", .doubled, at: shapes, of: layer, input: 1) {
      right, p, dy in
      right + matmul(p[0].sliced(6..<7).transposed(), dy.sliced(6..<7))
    },
    WrongGradient(
      "dx and the bias of a square layer: sums over the wrong axis", .wrongAxis, .transposed,
      at: [[4, 3], [3, 4], [4]], of: layer, input: 2
    ) { _, _, dy in
      dy.summed(along: 1)
    },
  ]
}

private let mask: Tensor<Double> = random([7, 3], seed: 3).map { $0 > 0 ? 1.25 : 0 }
