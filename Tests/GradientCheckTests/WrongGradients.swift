// Functions whose gradients the tests get wrong on purpose.

import Gradus

@testable import GradientCheck

func random(_ shape: [Int], seed: UInt64 = 1) -> Tensor<Double> {
  var generator = RandomGenerator(seed: seed)
  return .normal(shape, using: &generator)
}

/// W·X + b: W [3, 2], X [2, 5], b [3, 1]; one gradient replaced.
func linear(
  _ input: String,
  _ wrong: @escaping (_ right: Tensor<Double>, [Tensor<Double>], Tensor<Double>) -> Tensor<Double>
) -> GradientReport {
  let inputs = [("w", random([3, 2])), ("x", random([2, 5], seed: 2)), ("b", random([3, 1]))]
  return checkGradient(
    at: inputs, forward: { matmul($0[0], $0[1]) + $0[2] }
  ) { values, dy in
    var gradients = [
      matmul(dy, values[1].transposed()), matmul(values[0].transposed(), dy),
      dy.summed(along: 1, keepingAxes: true),
    ]
    for (i, named) in inputs.enumerated() where named.0 == input {
      gradients[i] = wrong(gradients[i], values, dy)
    }
    return gradients
  }
}

/// A function of one tensor with a gradient of one's own.
func unary(
  _ x: Tensor<Double>, _ f: @escaping (Tensor<Double>) -> Tensor<Double>,
  constants: [String: Double] = [:],
  _ backward: @escaping (_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double>
) -> GradientReport {
  checkGradient(
    at: [("x", x)], options: CheckOptions(constants: constants), forward: { f($0[0]) }
  ) { [backward($0[0], $1)] }
}

/// Batch normalisation of [3, 7] with some terms of its gradient.
func batchNorm(mean: Double, variance: Double) -> GradientReport {
  func normalised(_ x: Tensor<Double>) -> Tensor<Double> {
    (x - x.mean(along: 1, keepingAxes: true))
      / sqrt(x.variance(along: 1, keepingAxes: true) + 1e-5)
  }
  return unary(random([3, 7]), { normalised($0) }) { x, dy in
    let y = normalised(x)
    let deviation = sqrt(x.variance(along: 1, keepingAxes: true) + 1e-5)
    let means = mean * dy.mean(along: 1, keepingAxes: true)
    return (dy - means - variance * y * (dy * y).mean(along: 1, keepingAxes: true)) / deviation
  }
}
