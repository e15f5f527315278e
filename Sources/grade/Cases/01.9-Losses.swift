// Where exercises 01.9 and 04.9 are checked: the gradients that the engine gives its losses.

import Gradus

private typealias T = Tensor<Double>

/// Predictions and targets of several shapes.
private func points(_ seed: UInt64, _ variation: Variation) -> [(name: String, z: T, t: T)] {
  var random = variation.generator(seed)
  return [[1, variation.grown(5)], [3, variation.grown(4)], [2, 3, variation.grown(2)]].map {
    let t = T.uniform($0, in: 0..<1, using: &random)
    return ("shape \($0)", .normal($0, standardDeviation: 2, using: &random), t)
  }
}

/// The checks of the gradient of the mean squared error.
func squaredErrorCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  points(1805, variation).map { name, z, t in
    @Sendable func loss(_ z: T) -> T { ((z - t) * (z - t)).mean() }
    let (n, examples) = (Double(z.count), Double(z.shape[z.rank - 1]))
    return Case.gradient(
      name: name, input: "z", point: z, function: { loss($0) },
      gradient: { z, dL in student(z, t, dL) },
      mistakes: [
        "the loss is a mean over all elements: divide by their number.": { n * loss($0) },
        "the 2 of the square is missing.": { loss($0) / 2 },
        "it is divided by another number; n counts all elements.": {
          (n == examples ? 2 : n / examples) * loss($0)
        },
        "the targets are missing.": { ($0 * $0).mean() },
      ])
  }
}

/// The checks of the gradient of the binary cross-entropy by its logits.
func binaryCrossEntropyCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  points(1958, variation).map { name, z, t in
    @Sendable func loss(_ z: T) -> T { (log(1 + exp(z)) - t * z).mean() }
    let n = Double(z.count)
    return Case.gradient(
      name: name, input: "z", point: z, function: { loss($0) },
      gradient: { z, dL in student(z, t, dL) },
      mistakes: [
        "the loss is a mean over all elements: divide by their number.": { n * loss($0) },
        "the slope of the sigmoid is in it; the cross-entropy cancels it.": {
          let e = sigmoid($0) - t
          return (e * e).mean() / 2
        },
        "the sigmoid is missing: z is a score, not a probability.":
          { (($0 - t) * ($0 - t)).mean() / 2 },
        "the targets are missing.": { log(1 + exp($0)).mean() },
      ])
  }
}
