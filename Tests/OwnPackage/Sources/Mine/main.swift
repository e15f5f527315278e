// ANCHOR: program
import Gradus

let x = Tensor<Float>.linearlySpaced(-1...1, count: 21).reshaped([1, 21])
let t = x * x  // a column an example
var generator = RandomGenerator(seed: 1)
let model = Sequential<Float> {
  Linear(1, 8, using: &generator)
  Tanh()
  Linear(8, 1, using: &generator)
}
var optimizer = Adam(model.parameters, learningRate: 0.02)
for _ in 1...500 {
  let loss = mse(model(x, .training), t)
  optimizer.step(loss.gradients(of: optimizer.parameters))
}
let error = mse(model(x, .evaluation), t).value.scalar
print("mean squared error below 0.0001:", error < 0.0001)
// ANCHOR_END: program
