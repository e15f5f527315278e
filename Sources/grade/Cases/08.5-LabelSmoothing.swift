// Where exercise 08.5 is checked, and which mistakes are recognised.
//
// The numbers of classes and examples differ, so that no axis can stand in for the other, and each ε
// is large enough to be seen; one is 0, where the loss is the plain cross-entropy.

import Gradus

/// A gradient of the smoothed cross-entropy as the exercise has it.
typealias LabelSmoothingGradient =
  @Sendable (_ z: Tensor<Double>, _ labels: Tensor<Int>, _ epsilon: Double) -> Tensor<Double>

/// The checks of a gradient of the smoothed cross-entropy by its scores.
func labelSmoothingCases(
  _ gradient: @escaping LabelSmoothingGradient, _ variation: Variation = .published
) -> [Case] {
  let table: [(classes: Int, examples: Int, epsilon: Double)] = [
    (3, 5, 0.3), (10, 4, 0.1), (5, 7, 0.2), (10, 3, 0), (4, 11, 0.6),
  ]
  var random = variation.generator(2016)
  return table.map { C, N, epsilon in
    let N = variation.grown(N)
    let z = Tensor<Double>.normal([C, N], using: &random)
    let labels = Tensor((0..<N).map { _ in random.integer(below: C) })
    let right = Tensor<Double>.oneHot(labels, classes: C)
    let t = (1 - epsilon) * right + epsilon / Double(C)
    return Case.gradient(
      name: "\(C) classes, \(N) examples, ε = \(epsilon)", input: "z", point: z,
      function: { z in loss(z, t) },
      gradient: { z, dL in dL * gradient(z, labels, epsilon) },
      mistakes: mistakes(right, t, epsilon))
  }
}

/// −Σ t·log softmax(z) / N.
private func loss(_ z: Tensor<Double>, _ t: Tensor<Double>) -> Tensor<Double> {
  -(t * logSoftmax(z)).summed() / Double(z.shape[1])
}

/// Hints, and the functions whose gradients deserve them.
private func mistakes(
  _ right: Tensor<Double>, _ t: Tensor<Double>, _ epsilon: Double
) -> [String: Function] {
  let (C, N) = (Double(t.shape[0]), Double(t.shape[1]))
  return [
    "the loss is a mean over the examples: divide by N.": { z in N * loss(z, t) },
    "it is divided by the number of all scores; N counts examples.": { z in loss(z, t) / C },
    "nothing is smoothed: t is (1 − ε)·one-hot + ε/C.": { z in loss(z, right) },
    "the right class has its share ε/C too; here the others have it all.":
      { z in loss(z, (1 - epsilon) * right + epsilon / (C - 1) * (1 - right)) },
    "every class gets ε/C, not ε.":
      { z in
        let t = (1 - epsilon) * right + epsilon
        return ((logSumExp(z, along: 0)).summed() - (t * z).summed()) / N
      },
    "the softmax is missing: p comes from the scores.":
      { z in (z * z / 2 - t * z).summed() / N },
    "the softmax runs over the examples, axis 1; the classes are axis 0.":
      { z in (logSumExp(z, along: 1).summed() - (t * z).summed()) / N },
  ]
}

/// log Σ exp(z) along an axis, whose derivative is the softmax.
private func logSumExp(_ z: Tensor<Double>, along axis: Int) -> Tensor<Double> {
  log(exp(z).summed(along: [axis]))
}
