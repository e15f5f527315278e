import Gradus
import Testing

@Suite struct Conv2dAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "conv2d/with-bias": { i in
        let layer = i.layer(
          Conv2d(weight: i.weight.value, bias: i.bias.value, stride: [2, 3], padding: [1, 2]))
        return layer(i.x, .training)
      },
      "conv2d/without-bias": { i in
        let layer = i.layer(
          Conv2d(weight: i.weight.value, bias: nil, stride: [2, 3], padding: [1, 2]))
        return layer(i.x, .evaluation)
      },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }
}
