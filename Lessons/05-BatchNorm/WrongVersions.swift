// The classic wrong versions of the backward pass: terms forgotten, sums for means, γ ignored, ε in
// the wrong place, statistics over the wrong axis. Each changes dx only; the forward pass is right.

import GradientCheck
import Gradus

/// A wrong backward pass.
struct WrongVersion: Sendable {
  /// The last part of its report's key.
  let name: String
  /// What was done wrong, in a sentence.
  let mistake: String
  /// The kind the checker should find, with the suspect if there is one.
  let kind: Diagnosis.Kind
  /// The function whose gradient it may be; nil where the checker finds the mistake without.
  var suspect: Suspect?
  /// What is given for dx.
  let dx: @Sendable (Workings, _ dy: Tensor<Double>) -> Tensor<Double>

  // ANCHOR: wrong
  static let all: [WrongVersion] = [
    WrongVersion(
      name: "mean", mistake: "The mean is taken for a constant.", kind: .meanTerm
    ) { w, dy in
      w.gamma / w.s * (dy - w.xh * mean(dy * w.xh))
    },
    WrongVersion(
      name: "variance", mistake: "The variance is taken for a constant.",
      kind: .varianceTerm
    ) { w, dy in
      w.gamma / w.s * (dy - mean(dy))
    },
    // ANCHOR_END: wrong
    WrongVersion(
      name: "both", mistake: "Both are taken for constants: dx = γ·dy/s.",
      kind: .meanAndVarianceTerms
    ) { w, dy in
      w.gamma / w.s * dy
    },
    WrongVersion(
      name: "sums", mistake: "Sums stand where means belong.", kind: .meanAndVarianceTerms
    ) { w, dy in
      w.gamma / w.s * (dy - sum(dy) - w.xh * sum(dy * w.xh))
    },
    WrongVersion(
      name: "gamma", mistake: "γ is ignored.", kind: .otherInput,
      suspect: Suspect("x, normalised without γ") { x, _ in
        Forward(x, .ones([3, 1]), .zeros([3, 1])).y
      }
    ) { w, dy in
      (dy - mean(dy) - w.xh * mean(dy * w.xh)) / w.s
    },
    WrongVersion(
      name: "epsilon", mistake: "ε is added to √v instead of v, backward only.", kind: .otherInput,
      suspect: Suspect("x, divided by √v + ε") { x, gamma in
        let c = x - mean(x)
        return gamma * c / (sqrt(mean(c * c)) + 1e-5)
      }
    ) { w, dy in
      let root = sqrt(w.v)
      let s = root + 1e-5
      return w.gamma / s * (dy - mean(dy) - w.c * mean(dy * w.c) / (root * s))
    },
    WrongVersion(
      name: "axis", mistake: "All statistics run over the features, backward only.",
      kind: .otherInput, suspect: Suspect("x, normalised over the features", overFeatures)
    ) { w, dy in
      backwardOverFeatures(w.x, w.gamma, dy)
    },
  ]
}

/// What a backward pass may use.
struct Workings {
  let x, gamma, c, v, s, xh: Tensor<Double>

  init(_ f: Forward, _ x: Tensor<Double>, _ gamma: Tensor<Double>) {
    (self.x, self.gamma, c, v, s, xh) = (x, gamma, f.c, f.v, f.s, f.xh)
  }
}

/// γ·(x − μ)/√(v + ε) with the statistics of every example, over its features.
@Sendable private func overFeatures(
  _ x: Tensor<Double>, _ gamma: Tensor<Double>
) -> Tensor<Double> {
  let c = x - x.mean(along: 0, keepingAxes: true)
  return gamma * c / sqrt((c * c).mean(along: 0, keepingAxes: true) + 1e-5)
}

/// Its gradient by x: what the formula of batch normalisation becomes with the wrong axis.
private func backwardOverFeatures(
  _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ dy: Tensor<Double>
) -> Tensor<Double> {
  func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 0, keepingAxes: true) }
  let c = x - mean(x)
  let s = sqrt(mean(c * c) + 1e-5)
  let (xh, dxh) = (c / s, gamma * dy)
  return (dxh - mean(dxh) - xh * mean(dxh * xh)) / s
}
