import Gradus

// Images of 12×12: noise, and a bar that stands (0), lies (1) or slants (2).
func images(
  _ n: Int, using random: inout RandomGenerator
) -> (x: Tensor<Float>, labels: Tensor<Int>) {
  var x = Tensor<Float>.normal(
    [1, 12, 12, n], standardDeviation: 0.5, using: &random)
  let labels = (0..<n).map { $0 % 3 }
  for (k, label) in labels.enumerated() {
    let (row, column) = (random.integer(below: 6), random.integer(below: 6))
    for step in 0..<6 {
      let (down, right) = (label == 1 ? 0 : step, label == 0 ? 0 : step)
      x[0, row + down, column + right, k] += 2
    }
  }
  return (x, Tensor(labels))
}

var random = RandomGenerator(seed: 1)
let model = Sequential<Float>(inputShape: [1, 12, 12]) {
  Conv2d(1, 6, kernel: 5, using: &random)
  ReLU()
  MaxPool2d(2)
  Flatten()
  Linear(96, 24, using: &random)
  ReLU()
  Linear(24, 3, using: &random)
}
print(model)
var optimizer = SGD(model.parameters, learningRate: 0.05, momentum: 0.9)
for _ in 1...300 {
  let (x, labels) = images(60, using: &random)  // new at every step
  let loss = crossEntropy(logits: model(x, .training), targets: labels)
  optimizer.step(loss.gradients(of: optimizer.parameters))
}
let (x, labels) = images(300, using: &random)
let found = model(x, .evaluation).value.argmax(along: 0)
let accuracy = Tensor<Double>(found .== labels).mean().scalar
print("more than 95 of 100 right:", accuracy > 0.95)
