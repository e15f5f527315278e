// Normalisations, over any axes, with or without γ and β.

import GradientCheck
import Gradus

/// What of a normalisation is taken for a constant.
private struct Constants: OptionSet {
  let rawValue: Int
  static let mean = Constants(rawValue: 1)
  static let variance = Constants(rawValue: 2)
}

/// (x − μ)/√(v + ε) over the given axes.
private func normalised(
  _ x: Variable<Double>, _ axes: TensorAxes, constant: Constants = []
) -> Variable<Double> {
  let mean = x.mean(along: axes, keepingAxes: true)
  let centred = x - mean
  let deviation = sqrt(pow(centred, 2).mean(along: axes, keepingAxes: true) + 1e-5)
  return (constant.contains(.mean) ? x - mean.detached : centred)
    / (constant.contains(.variance) ? deviation.detached : deviation)
}

private func mistaken(
  _ story: String, _ kind: Diagnosis.Kind, _ shape: [Int], along axes: [Int], _ constant: Constants,
  gamma: [Int]? = nil
) -> WrongGradient {
  WrongGradient(
    story, kind, at: [shape] + (gamma.map { [$0] } ?? []),
    of: { p in
      let y = normalised(p[0], TensorAxes(axes))
      return p.count == 1 ? y : y * p[1]
    },
    taken: { p in
      let y = normalised(p[0], TensorAxes(axes), constant: constant)
      return p.count == 1 ? y : y * p[1]
    })
}

/// x/√(mean x² + ε) over an axis.
private func byMeanSquare(_ x: Variable<Double>, _ axis: Int, isDetached: Bool = false) -> Variable<
  Double
> {
  let root = sqrt(pow(x, 2).mean(along: TensorAxes([axis]), keepingAxes: true) + 1e-6)
  return x / (isDetached ? root.detached : root)
}

private func batch(_ p: Variables) -> Variable<Double> { normalised(p[0], 0) * p[1] + p[2] }
private func layer(_ p: Variables) -> Variable<Double> { normalised(p[0], 1) * p[1] + p[2] }

extension WrongGradient {
  static let normalisation: [WrongGradient] = [
    mistaken("batch first, the mean a constant", .meanTerm, [7, 3], along: [0], .mean),
    mistaken("batch first, the variance a constant", .varianceTerm, [7, 3], along: [0], .variance),
    mistaken(
      "batch first, both constants", .meanAndVarianceTerms, [7, 3], along: [0], [.mean, .variance]),
    mistaken(
      "batch last with γ, the mean a constant", .meanTerm, [3, 7], along: [1], .mean, gamma: [3, 1]),
    mistaken(
      "batch last with γ, the variance a constant", .varianceTerm, [3, 7], along: [1], .variance,
      gamma: [3, 1]),
    mistaken("layer norm, the mean a constant", .meanTerm, [4, 6], along: [1], .mean, gamma: [6]),
    mistaken(
      "layer norm, the variance a constant", .varianceTerm, [4, 6], along: [1], .variance,
      gamma: [6]),
    mistaken(
      "layer norm, both constants", .meanAndVarianceTerms, [4, 6], along: [1], [.mean, .variance],
      gamma: [6]),
    mistaken(
      "layer norm of columns, both constants", .meanAndVarianceTerms, [6, 4], along: [0],
      [.mean, .variance], gamma: [6, 1]),
    mistaken(
      "layer norm of sequences, the mean a constant", .meanTerm, [2, 3, 5], along: [2], .mean,
      gamma: [5]),
    mistaken(
      "layer norm of sequences, the variance a constant", .varianceTerm, [2, 3, 5], along: [2],
      .variance),
    mistaken(
      "instance norm, both constants", .meanAndVarianceTerms, [2, 3, 4, 2], along: [1, 2],
      [.mean, .variance]),
    mistaken(
      "batch norm of images first, the variance a constant", .varianceTerm, [3, 2, 3, 2],
      along: [0, 2, 3], .variance, gamma: [2, 1, 1]),
    mistaken(
      "batch norm of images last, the mean a constant", .meanTerm, [2, 3, 2, 3], along: [1, 2, 3],
      .mean),
    mistaken("group norm, the mean a constant", .meanTerm, [2, 2, 5, 3], along: [1, 2], .mean),
    mistaken(
      "all standardised, the variance a constant", .varianceTerm, [3, 5], along: [0, 1], .variance),
    WrongGradient(
      "γ ignored in dx", .parameterIgnored, .localDerivative, at: [[7, 3], [3], [3]], of: batch,
      taken: {
        normalised($0[0], 0) + $0[2] + $0[1] * Variable(normalised($0[0].detached, 0).value)
      }),
    WrongGradient(
      "layer norm: γ ignored in dx", .parameterIgnored, .localDerivative, at: [[4, 6], [6], [6]],
      of: layer,
      taken: {
        normalised($0[0], 1) + $0[2] + $0[1] * Variable(normalised($0[0].detached, 1).value)
      }),
    WrongGradient(
      "layer norm: γ ignored, twice over", .parameterIgnored, .localDerivative,
      at: [[4, 6], [6], [6]], of: layer
    ) { right, p, dy in
      let x = Variable(p[0])
      return normalised(x, 1).gradients(of: [x], upstream: dy * p[1] * p[1])[0]
    },
    WrongGradient(
      "dγ without x̂", .otherInput, .localDerivative, at: [[7, 3], [3], [3]], of: batch, input: 1
    ) { _, _, dy in dy.summed(along: 0) },
    WrongGradient(
      "dγ with x for x̂", .otherPoint, .localDerivative, .termMissing, at: [[7, 3], [3], [3]],
      of: batch, input: 1
    ) { _, p, dy in (dy * p[0]).summed(along: 0) },
    WrongGradient("dβ averaged", .factor, at: [[7, 3], [3], [3]], of: batch, input: 2) { _, _, dy in
      dy.mean(along: 0)
    },
    WrongGradient(
      "dγ of the last example", .overwritten, at: [[4, 6], [6], [6]], of: layer, input: 1
    ) { _, p, dy in (dy * normalised(Variable(p[0]), 1).value).slice(at: 3) },
    WrongGradient(
      "layer norm: statistics of the other axis", .wrongAxis, at: [[4, 6]],
      of: { normalised($0[0], 1) }, taken: { normalised($0[0], 0) }),
    WrongGradient(
      "batch norm: statistics of one example (dl2)", .wrongAxis, at: [[5, 4]],
      of: { normalised($0[0], 0) }, taken: { normalised($0[0], 1) }),
    WrongGradient(
      "a root mean square for a constant", .varianceTerm, at: [[4, 5], [5]],
      of: { byMeanSquare($0[0], 1) * $0[1] },
      taken: { byMeanSquare($0[0], 1, isDetached: true) * $0[1] }),
    WrongGradient(
      "a root mean square of columns for a constant", .varianceTerm, at: [[5, 3]],
      of: { byMeanSquare($0[0], 0) }, taken: { byMeanSquare($0[0], 0, isDetached: true) }),
    WrongGradient(
      "rows of length one: the length a constant", .varianceTerm, at: [[3, 4]],
      of: { $0[0] / sqrt(pow($0[0], 2).summed(along: 1, keepingAxes: true)) },
      taken: { $0[0] / sqrt(pow($0[0], 2).summed(along: 1, keepingAxes: true)).detached }),
    WrongGradient(
      "a weight's length a constant", .varianceTerm, at: [[6], [2, 6]],
      of: { matmul($0[1], ($0[0] / sqrt(pow($0[0], 2).summed())).reshaped([6, 1])) },
      taken: { matmul($0[1], ($0[0] / sqrt(pow($0[0], 2).summed()).detached).reshaped([6, 1])) }),
    WrongGradient(
      "centred only: the mean a constant", .meanTerm, at: [[5, 3]],
      of: { $0[0] - $0[0].mean(along: 0, keepingAxes: true) }
    ) { _, _, dy in dy },
    WrongGradient(
      "batch norm before a layer: the variance a constant", .varianceTerm, at: [[7, 3], [3, 2]],
      of: { tanh(matmul(normalised($0[0], 0), $0[1])) },
      taken: { tanh(matmul(normalised($0[0], 0, constant: .variance), $0[1])) }),
    WrongGradient(
      "layer norm before a layer: both constants", .meanAndVarianceTerms, at: [[3, 7], [7, 2]],
      of: { matmul(normalised($0[0], 1), $0[1]) },
      taken: { matmul(normalised($0[0], 1, constant: [.mean, .variance]), $0[1]) }),
  ]
}
