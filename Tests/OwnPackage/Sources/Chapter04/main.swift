import Gradus

// The four inputs, a column an example: 00, 01, 10, 11.
let corners: Tensor<Double> = [[0, 0, 1, 1], [0, 1, 0, 1]]
let xor: Tensor<Double> = [[0, 1, 1, 0]]

/// The steps until XOR is learnt by a network with hidden units, or nil.
func train(hidden: Int, seed: UInt64) -> Int? {
  var generator = RandomGenerator(seed: seed)
  let model = Sequential<Double> {
    Linear(2, hidden, using: &generator)
    Tanh()
    Linear(hidden, 1, using: &generator)
  }
  var optimizer = SGD(model.parameters, learningRate: 1)
  for step in 0...500 {
    let z = model(corners, .training)
    if abs(sigmoid(z.value) - xor).max().scalar < 0.1 { return step }
    let loss = binaryCrossEntropy(logits: z, targets: xor)
    optimizer.step(loss.gradients(of: optimizer.parameters))
  }
  return nil
}

for hidden in [1, 2, 4, 8] {
  let learnt = (1...50).compactMap { train(hidden: hidden, seed: $0) }
  print("\(hidden) hidden units: \(learnt.count) of 50 starts learn XOR")
}
