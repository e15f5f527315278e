// The activations as layers do what the functions of their names do.

import Gradus
import Testing

@Suite struct ActivationLayersTests {
  let x: Tensor<Double> = [[-1, 0.5], [2, -3]]

  @Test("Each layer calls its function, in training as in evaluation")
  func values() {
    let expected: [(any Layer<Double>, Tensor<Double>)] = [
      (ReLU(), relu(x)), (LeakyReLU(), leakyReLU(x, slope: 0.01)),
      (LeakyReLU(slope: 0.2), leakyReLU(x, slope: 0.2)), (Sigmoid(), sigmoid(x)),
      (Tanh(), tanh(x)), (Softmax(), softmax(x, along: 0)),
    ]
    for (layer, value) in expected {
      #expect(layer(x, .training).value == value, "\(layer)")
      #expect(layer(x, .evaluation).value == value, "\(layer)")
      #expect(layer.outputShape(for: [2]) == [2])
      #expect(layer.parameters.isEmpty)
    }
    #expect(
      expected.map { "\($0.0)" } == [
        "ReLU", "LeakyReLU(0.01)", "LeakyReLU(0.2)", "Sigmoid", "Tanh", "Softmax",
      ])
  }
}
