import Gradus

func mean(_ x: Tensor<Double>) -> Tensor<Double> {
  x.mean(along: 1, keepingAxes: true)  // a number a feature
}

/// The gradient of (x − mean(x))/s by x; dy is that of the result.
func gradient(
  _ x: Tensor<Double>, _ dy: Tensor<Double>
) -> Tensor<Double> {
  let c = x - mean(x)
  let s = sqrt(mean(c * c) + 1e-5)
  let xh = c / s
  return (dy - mean(dy) - xh * mean(dy * xh)) / s
}

var generator = RandomGenerator(seed: 1)
let x = Tensor<Double>.normal([3, 7], mean: 5, using: &generator)
let dy = Tensor<Double>.normal([3, 7], using: &generator)
let dx = gradient(x, dy)

let input = Variable(x)
let y = BatchNorm1d<Double>(3)(input, .training)
let fromGraph = y.gradients(of: [input], upstream: dy)[0]
print("means below 1e-12:", abs(mean(y.value)).max().scalar < 1e-12)
print("the same gradient:", abs(dx - fromGraph).max().scalar < 1e-12)

// The formula without its last term, as it is often found.
let c = x - mean(x)
let forgetful = (dy - mean(dy)) / sqrt(mean(c * c) + 1e-5)
let agreement = (forgetful * dx).summed() / (dx * dx).summed()
print("without the last term:", abs(forgetful - dx).max().scalar > 0.1)
print("still downhill:", agreement.scalar > 0)
