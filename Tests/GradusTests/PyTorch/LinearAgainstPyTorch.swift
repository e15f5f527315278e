import Gradus
import Testing

@Suite struct LinearAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "linear/narrow": { i in
        i.layer(Linear(weight: i.weight.value, bias: i.bias.value))(i.x, .training)
      },
      "linear/wide": { i in
        i.layer(Linear(weight: i.weight.value, bias: i.bias.value))(i.x, .evaluation)
      },
      "linear/without-bias": { i in
        i.layer(Linear(weight: i.weight.value, bias: nil))(i.x, .training)
      },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func byHand() {
    let layer = Linear<Double>(weight: [[1, 2], [3, 4], [5, 6]], bias: [100, 200, 300])
    let y = layer([[1, 0], [0, 1]], .evaluation)
    #expect(y.value == [[101, 102], [203, 204], [305, 306]])
    #expect(layer.namedParameters.map(\.name) == ["weight", "bias"])
    #expect(layer.parameterCount == 9)
  }

  /// PyTorch's default: everything uniform in ±1/√inputs.
  @Test func initialisesLikePyTorch() {
    var generator = RandomGenerator(seed: 1)
    let layer = Linear<Double>(100, 50, using: &generator)
    for parameter in layer.parameters {
      #expect(parameter.value.scalars.allSatisfy { abs($0) <= 0.1 })
    }
    let variance = layer.weight.value.variance().scalar
    #expect(abs(variance / (0.01 / 3) - 1) < 0.05)
  }
}
