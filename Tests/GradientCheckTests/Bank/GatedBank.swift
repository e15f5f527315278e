// A step of a gated recurrent unit, and hidden layers whose derivative is another one's.

import Gradus

@testable import GradientCheck

/// h′ = (1 − z)·h + z·c, z = σ(Wz·[x; h]), r = σ(Wr·[x; h]), c = tanh(Wc·[x; r·h]).
private struct Step {
  let z, r, c, all, gated: Tensor<Double>
  let next: Tensor<Double>

  init(_ p: Values) {
    all = .concatenated([p[0], p[1]], along: 0)
    z = sigmoid(matmul(p[2], all))
    r = sigmoid(matmul(p[3], all))
    gated = .concatenated([p[0], r * p[1]], along: 0)
    c = tanh(matmul(p[4], gated))
    next = (1 - z) * p[1] + z * c
  }
}

/// What of the step's gradients is written wrongly.
private enum Wrong {
  case gateSign, gateTerm, gateDerivative, candidateDerivative, otherDerivative, direct, reset
  case exchangedGate
}

private func gradients(_ p: Values, _ dy: Tensor<Double>, _ wrong: Wrong) -> Values {
  let step = Step(p)
  let (z, r, c) = (step.z, step.r, step.c)
  let difference = wrong == .gateTerm ? c : wrong == .gateSign ? p[1] - c : c - p[1]
  let dz = dy * difference * (wrong == .gateDerivative ? .ones(z.shape) : z * (1 - z))
  let slope: Tensor<Double> =
    wrong == .candidateDerivative
    ? .ones(c.shape) : wrong == .otherDerivative ? 1 - c : 1 - c * c
  let dc = dy * z * slope
  let back = matmul(p[4].transposed(), dc)
  let dr = back.sliced(3..<5) * p[1] * r * (1 - r)
  let fromZ = matmul(p[2].transposed(), dz)
  let fromR = matmul(p[3].transposed(), dr)
  let direct =
    wrong == .direct ? .zeros(dy.shape) : wrong == .exchangedGate ? dy * z : dy * (1 - z)
  return [
    back.sliced(0..<3) + fromZ.sliced(0..<3) + fromR.sliced(0..<3),
    direct + back.sliced(3..<5) * r + fromZ.sliced(3..<5) + fromR.sliced(3..<5),
    matmul(dz, step.all.transposed()), matmul(dr, step.all.transposed()),
    matmul(dc, (wrong == .reset ? step.all : step.gated).transposed()),
  ]
}

private func step(_ story: String, _ names: Diagnosis.Kind..., wrong: Wrong) -> WrongGradient {
  WrongGradient(story, names) {
    checkGradient(
      at: [
        ("x", random([3, 4])), ("h", random([2, 4], seed: 2)), ("wz", random([2, 5], seed: 3)),
        ("wr", random([2, 5], seed: 4)), ("wc", random([2, 5], seed: 5)),
      ], forward: { Step($0).next }
    ) { gradients($0, $1, wrong) }
  }
}

/// W₂·tanh(W₁·X) with another derivative of the hidden layer for W₁.
private func hidden(
  _ story: String, _ slope: @escaping @Sendable (_ z: Tensor<Double>) -> Tensor<Double>
) -> WrongGradient {
  WrongGradient(story, [.localDerivative, .otherPoint]) {
    checkGradient(
      at: [
        ("w", random([4, 3])), ("u", random([2, 4], seed: 2)), ("x", random([3, 5], seed: 3)),
      ],
      forward: { matmul($0[1], tanh(matmul($0[0], $0[2]))) }
    ) { p, dy in
      let z = matmul(p[0], p[2])
      let h = tanh(z)
      let dh = matmul(p[1].transposed(), dy)
      return [
        matmul(dh * slope(z), p[2].transposed()), matmul(dy, h.transposed()),
        matmul(p[0].transposed(), dh * (1 - h * h)),
      ]
    }
  }
}

extension WrongGradient {
  static let gated: [WrongGradient] = [
    step("a gated unit, h − c for c − h", .sign, wrong: .gateSign),
    step("a gated unit, c for c − h", .localDerivative, .termMissing, wrong: .gateTerm),
    step("a gated unit, σ′ missing", .localDerivative, wrong: .gateDerivative),
    step("a gated unit, tanh′ missing", .localDerivative, wrong: .candidateDerivative),
    step("a gated unit, 1 − c for 1 − c²", .localDerivative, wrong: .otherDerivative),
    step("a gated unit, the direct path missing", .termMissing, wrong: .direct),
    step("a gated unit, z for 1 − z", .termMissing, .localDerivative, wrong: .exchangedGate),
    step("a gated unit, r forgotten", .localDerivative, .parameterIgnored, wrong: .reset),
    hidden("a hidden tanh′ of the input, 1 − z²") { 1 - $0 * $0 },
    hidden("a hidden tanh′, 1 − tanh z") { 1 - tanh($0) },
    hidden("a hidden tanh′ missing") { .ones($0.shape) },
  ]
}
