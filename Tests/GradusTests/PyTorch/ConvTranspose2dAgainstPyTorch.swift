import Gradus
import Testing

@Suite struct ConvTranspose2dAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "conv-transpose2d/with-bias": { i in
        let layer = i.layer(
          ConvTranspose2d(
            weight: i.weight.value, bias: i.bias.value, stride: [2, 3], padding: [1, 2]))
        return layer(i.x, .training)
      },
      "conv-transpose2d/without-bias": { i in
        let layer = i.layer(
          ConvTranspose2d(weight: i.weight.value, bias: nil, stride: [2, 3], padding: [1, 2]))
        return layer(i.x, .evaluation)
      },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }
}
