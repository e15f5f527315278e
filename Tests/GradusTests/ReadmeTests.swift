// The program that the README shows, so that it compiles and does what the README says.

import Gradus
import Testing

@Test("the README's program learns XOR")
func readme() {
  // ANCHOR: program
  var generator = RandomGenerator(seed: 1)
  let x: Tensor<Float> = [[0, 0, 1, 1], [0, 1, 0, 1]]  // a column an example
  let t: Tensor<Float> = [[0, 1, 1, 0]]
  let model = Sequential<Float> {
    Linear(2, 4, using: &generator)
    Tanh()
    Linear(4, 1, using: &generator)
  }
  var optimizer = Adam(model.parameters, learningRate: 0.05)
  for _ in 1...500 {
    let loss = binaryCrossEntropy(logits: model(x, .training), targets: t)
    optimizer.step(loss.gradients(of: optimizer.parameters))
  }
  print(sigmoid(model(x, .evaluation)))  // close to [[0 1 1 0]]
  // ANCHOR_END: program
  let answers = sigmoid(model(x, .evaluation)).value
  #expect(abs(answers - t).max().scalar < 0.05)
}
