// Where exercises 08.7 and 08.8 are checked: LeNet-5, by the shapes of its parameters and by what it
// computes with them, and the gradient of the cross-entropy.

import Gradus

/// The checks of LeNet-5. It is told a seed and images; the parts of its answer are its outputs and
/// its parameters.
func lenetCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let shapes = [
    [6, 3, 5, 5], [6], [16, 6, 5, 5], [16], [120, 400], [120], [84, 120], [84], [10, 84], [10],
  ]
  let names = ["first convolution", "second convolution", "C5", "F6", "output"]
  var random = variation.generator(1998)
  let x = Tensor<Double>.normal([3, 32, 32, 2], using: &random)
  let question = [Tensor(Double(7 + variation.growth)), x]
  let parameters = shapes.indices.map { index in
    Case.value(
      name: "the \(names[index / 2])'s \(index.isMultiple(of: 2) ? "weights" : "bias")",
      what: "the shape",
      answer: { Tensor(student.part(index + 1, of: question).shape.map { Double($0) }) },
      expected: { Tensor(shapes[index].map { Double($0) }) })
  }
  /// What LeNet-5 makes of the images with the student's parameters.
  @Sendable func outputs(
    _ bend: (Tensor<Double>) -> Tensor<Double> = { relu($0) }, pools: Bool = true
  ) -> Tensor<Double> {
    let p = Array(student.ask(question).dropFirst())
    guard p.map(\.shape) == shapes else { return [] }
    var h = x
    for layer in 0..<2 {
      h = bend(conv2d(h, p[2 * layer], bias: p[2 * layer + 1]))
      h = pools ? maxPool2d(h, Window2d(2, stride: 2)) : avgPool2d(h, Window2d(2, stride: 2))
    }
    h = h.reshaped([400, 2])
    for layer in 2..<5 {
      h = matmul(p[2 * layer], h) + p[2 * layer + 1].reshaped([-1, 1])
      if layer < 4 { h = bend(h) }
    }
    return h
  }
  return parameters + [
    Case.value(
      name: "what it computes", what: "the scores", tolerance: 1e-4,
      answer: { student.part(0, of: question) }, expected: { outputs() },
      mistakes: [
        "the rectifiers are missing.": { outputs({ $0 }) },
        "the activation is another: rectifiers here.": { outputs({ tanh($0) }) },
        "the pooling takes means; here it takes the largest.": { outputs(pools: false) },
      ])
  ]
}

/// The checks of the gradient of the cross-entropy by its logits.
func crossEntropyCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1989)
  return [(3, 5), (10, 4), (5, 7), (2, 3)].map { C, N in
    let N = variation.grown(N)
    let z = Tensor<Double>.normal([C, N], using: &random)
    let labels = Tensor((0..<N).map { _ in random.integer(below: C) })
    let right = Tensor<Double>.oneHot(labels, classes: C)
    let places = Tensor(labels.scalars.map { Double($0) })
    @Sendable func loss(_ z: Tensor<Double>) -> Tensor<Double> {
      -(right * logSoftmax(z)).summed() / Double(N)
    }
    return Case.gradient(
      name: "\(C) classes, \(N) examples", input: "z", point: z, function: { loss($0) },
      gradient: { z, dL in student(z, places, dL) },
      mistakes: [
        "the loss is a mean over the examples: divide by N.": { Double(N) * loss($0) },
        "it is divided by the number of all scores; N counts examples.": { loss($0) / Double(C) },
        "the one-hot columns are missing: where the label is, 1 goes off.":
          { log(exp($0).summed(along: [0])).mean() },
        "the softmax is missing: p is exp of the log-probabilities.":
          { ((logSoftmax(z) - right) * $0).summed() / Double(N) },
      ])
  }
}
