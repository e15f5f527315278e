// Where exercises 07.7 to 07.9 are checked: the two losses of the game, and the transposed convolution,
// which is right if it is the convolution's gradient.

import Gradus

private func logSigmoid(_ z: Tensor<Double>) -> Tensor<Double> { -log(1 + exp(-z)) }

/// The checks of L_D.
func discriminatorLossCases(
  _ student: Student, _ variation: Variation = .published
) -> [Case] {
  var random = variation.generator(2014)
  return [("unsure", 0.5), ("sure", 3), ("fooled", -2)].map { name, center in
    let n = variation.grown(5)
    let real = Tensor<Double>.normal([1, n], using: &random) + center
    let fake = Tensor<Double>.normal([1, n], using: &random) - center
    let (r, f) = (logSigmoid(real).mean(), logSigmoid(-fake).mean())
    return Case.value(
      name: "a discriminator that is \(name)", what: "L_D", answer: { student(real, fake) },
      expected: { -r - f },
      mistakes: [
        "it is half of it: the two means add up.": { (-r - f) / 2 },
        "real and fake have changed places.":
          { -logSigmoid(-real).mean() - logSigmoid(fake).mean() },
        "the fakes are missing.": { -r }, "the real examples are missing.": { -f },
        "fakes count as real: their targets are 0.": { -r - logSigmoid(fake).mean() },
      ])
  }
}

/// The checks of both losses of a generator, by the logits of its fakes.
func generatorLossCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1406)
  return [("found out", -3.0), ("in balance", 0)].flatMap { (name, center) -> [Case] in
    let z = Tensor<Double>.normal([1, variation.grown(7)], using: &random) + center
    let (saturating, flipped) = (logSigmoid(-z).mean(), -logSigmoid(z).mean())
    return [("saturating", saturating, flipped), ("flipped", flipped, saturating)].enumerated()
      .map { index, loss in
        Case.value(
          name: "fakes that are \(name), \(loss.0)", what: "the loss",
          answer: { student(z, part: index) }, expected: { loss.1 },
          mistakes: [
            "it is the other of the two losses.": { loss.2 },
            "its sign is wrong: the generator makes it small.": { -loss.1 },
            "it is a sum; the losses are means.": { Double(z.count) * loss.1 },
          ])
      }
  }
}

/// The checks of the transposed convolution.
func transposedCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, s: Size2d, p: Size2d, d: Size2d)] = [
    ("stride 1", 1, 0, 1), ("stride 2", 2, 0, 1), ("stride 2, padding 1", 2, 1, 1),
    ("a dilation", 1, 0, [2, 1]),
  ]
  var random = variation.generator(2010)
  return table.map { name, s, p, d in
    let w = Tensor<Double>.normal([3, 2, 3, 2], using: &random)
    let y = Tensor<Double>.normal([2, 7, 8, variation.grown(2)], using: &random)
    let numbers = Tensor([s, p, d, [7, 8]].flatMap { [Double($0.height), Double($0.width)] })
    return Case.gradient(
      name: name, input: "Y", point: y,
      function: { conv2d($0, w, stride: s, padding: p, dilation: d) },
      gradient: { _, x in student(x, w, numbers) })
  }
}
