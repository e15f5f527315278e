// Where exercises 05.7 and 05.8 are checked: batch normalisation's backward pass, node by node and in
// closed form. The gradient by x has the cases of exercise 05.2; those by γ and β are its own.

import Gradus

/// The checks of dx, dγ and dβ.
func bothWaysCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let dx = batchNormCases(
    { x, gamma, epsilon, dy in
      student(x, gamma, Tensor(epsilon), dy)
    }, variation)
  var random = variation.generator(448)
  let dParameters = [(3, 7), (5, 4)].flatMap { (features, n) -> [Case] in
    let n = variation.grown(n)
    let x = Tensor<Double>.normal([features, n], using: &random)
    let gamma = Tensor<Double>.uniform([features, 1], in: 0.5..<2, using: &random)
    let c = x - x.mean(along: 1, keepingAxes: true)
    let v = (c * c).mean(along: 1, keepingAxes: true)
    let xh = c / sqrt(v + 0.1)
    let count = Double(n)
    return [
      Case.gradient(
        name: "\(features) features, n = \(n), dγ", input: "γ", point: gamma,
        function: { $0 * xh },
        gradient: { gamma, dy in student(x, gamma, Tensor(0.1), dy, part: 1) },
        mistakes: [
          "ε is missing.": { $0 * c / sqrt(v) },
          "ε belongs to the variance, under the root.": { $0 * c / (sqrt(v) + 0.1) },
          "it belongs to c, not to x̂: divide by s.": { $0 * c },
          "it is a mean; every value has a share of its own: sum.": { $0 * xh / count },
          "x̂ is missing: it is the gradient of β.": { $0 + 0 * xh },
        ]),
      Case.gradient(
        name: "\(features) features, n = \(n), dβ", input: "β", point: .zeros([features, 1]),
        function: { gamma * xh + $0 },
        gradient: { _, dy in student(x, gamma, Tensor(0.1), dy, part: 2) },
        mistakes: [
          "it is a mean; every value has a share of its own: sum.": { $0 / count + 0 * xh }
        ]),
    ]
  }
  return dx + dParameters
}
