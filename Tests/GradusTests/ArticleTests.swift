// The listings of the article "From Tensor to Sequential", which opens the pages of the API.

import Gradus
import Testing

struct ArticleTests {
  @Test func fromTensorToSequential() {
    // ANCHOR: tensor
    let x: Tensor<Float> = [[0, 0, 1, 1], [0, 1, 0, 1]]  // a column an example
    let t: Tensor<Float> = [[0, 1, 1, 0]]
    let sums = x.summed(along: 0)
    #expect(x.shape == [2, 4] && sums == [0, 1, 1, 2])
    // ANCHOR_END: tensor

    // ANCHOR: operation
    let W: Tensor<Float> = [[2, -1]]
    let y = sigmoid(matmul(W, x) + 1)
    #expect(y.shape == [1, 4])
    // ANCHOR_END: operation

    // ANCHOR: variable
    let w = Variable(W)
    let loss = mse(matmul(w, Variable(x)), t)
    let dW = loss.gradients(of: [w])[0]
    #expect(loss.value.scalar == 1.5 && dW == [[1, -0.5]])
    // ANCHOR_END: variable

    // ANCHOR: layer
    var generator = RandomGenerator(seed: 1)
    let linear = Linear<Float>(2, 1, using: &generator)
    #expect(linear(x, .evaluation).shape == [1, 4])
    #expect(linear.parameters.count == 2)  // W and b
    // ANCHOR_END: layer

    // ANCHOR: sequential
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
    let p = sigmoid(model(x, .evaluation)).value
    #expect(abs(p - t).max().scalar < 0.05)
    // ANCHOR_END: sequential
  }
}
