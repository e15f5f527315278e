import GradientCheck
import Gradus

typealias Pullback = (Tensor<Double>, Tensor<Double>) -> Tensor<Double>

// From the gradient of the probabilities p to that of the scores z.
let wrong: Pullback = { p, dp in dp * p * (1 - p) }
let right: Pullback = { p, dp in
  p * (dp - (dp * p).summed(along: 0, keepingAxes: true))
}

var generator = RandomGenerator(seed: 1)
let z = Tensor<Double>.normal([3, 5], using: &generator)
for (name, pullback) in [("wrong", wrong), ("right", right)] {
  let report = checkGradient(
    at: [("z", z)],
    forward: { softmax($0[0]) },
    backward: { z, dp in [pullback(softmax(z[0]), dp)] })
  print("\(name): \(report.verdict)")
  for diagnosis in report.diagnoses { print(diagnosis) }
}
