import Gradus
import Testing

@Suite struct SequentialAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "perceptron": { i in
        crossEntropy(logits: i.layer(perceptron())(i.x, .training), targets: i.labels)
      }
    ]
  }

  /// The model of the fixture, untrained: 5 features, 3 classes.
  static func perceptron<Scalar>() -> Sequential<Scalar> {
    var generator = RandomGenerator(seed: 1)
    return Sequential {
      Linear(5, 7, using: &generator)
      Tanh()
      Linear(7, 4, using: &generator)
      ReLU()
      Linear(4, 3, using: &generator)
    }
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func namesItsParametersAsPyTorchDoes() {
    let model: Sequential<Float> = Self.perceptron()
    #expect(
      model.namedParameters.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias", "layers.4.weight",
        "layers.4.bias",
      ])
    #expect(model.parameterCount == 5 * 7 + 7 + 7 * 4 + 4 + 4 * 3 + 3)
  }
}
