import Foundation
import Gradus

// A small network with a residual block, trained for a moment.
var random = RandomGenerator(seed: 1)
let model = Sequential<Float>(inputShape: [1, 8, 8]) {
  Conv2d(1, 4, kernel: 3, padding: 1, using: &random)
  BatchNorm2d(4)
  ReLU()
  Residual {
    Conv2d(4, 4, kernel: 3, padding: 1, using: &random)
    Tanh()
  }
  MaxPool2d(2)
  Flatten()
  Linear(64, 3, using: &random)
}
var optimizer = Adam(model.parameters, learningRate: 0.01)
for _ in 1...20 {
  let x = Tensor<Float>.normal([1, 8, 8, 30], using: &random)
  let labels = Tensor((0..<30).map { $0 % 3 })
  let loss = crossEntropy(logits: model(x, .training), targets: labels)
  optimizer.step(loss.gradients(of: optimizer.parameters))
}
let file = URL(fileURLWithPath: "model.safetensors")
try model.save(to: file)
for (name, tensor) in try Checkpoint<Float>(from: file).tensors {
  print(name, tensor.shape)
}

// Five images and what the model makes of them, with the examples first.
let x = Tensor<Float>.normal([1, 8, 8, 5], using: &random)
let z = model(x, .evaluation).value
var batch = Checkpoint<Float>()
batch.tensors["x"] = x.permuted([3, 0, 1, 2])
batch.tensors["z"] = z.transposed()
try batch.write(to: URL(fileURLWithPath: "batch.safetensors"))
