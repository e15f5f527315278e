import Gradus

// Points on two half-moons that reach into each other, with a little noise.
func moons(
  _ n: Int, using random: inout RandomGenerator
) -> (points: Tensor<Float>, labels: Tensor<Float>) {
  var (xs, ys, labels): ([Float], [Float], [Float]) = ([], [], [])
  for k in 0..<n {
    let isUpper = k % 2 == 0
    let angle = Double.pi * random.uniform()
    let (x, y) = (Double.cos(angle), Double.sin(angle))
    xs.append(Float((isUpper ? x : 1 - x) + 0.1 * random.normal()))
    ys.append(Float((isUpper ? y : 0.5 - y) + 0.1 * random.normal()))
    labels.append(isUpper ? 1 : 0)
  }
  return (Tensor([xs, ys]), Tensor([labels]))  // a column a point
}

var random = RandomGenerator(seed: 1)
let (points, labels) = moons(200, using: &random)
print("points \(points.shape), labels \(labels.shape)")
let model = Sequential<Float> {
  Linear(2, 16, using: &random)
  Tanh()
  Linear(16, 1, using: &random)
}
var optimizer = Adam(model.parameters, learningRate: 0.05)
for _ in 1...300 {
  let z = model(points, .training)
  let loss = binaryCrossEntropy(logits: z, targets: labels)
  optimizer.step(loss.gradients(of: optimizer.parameters))
}

let (others, truth) = moons(1000, using: &random)  // not trained on
let guess = Tensor<Float>(model(others, .evaluation).value .> 0)
let accuracy = Tensor<Float>(guess .== truth).mean().scalar
print("more than 95 of 100 right:", accuracy > 0.95)
