import Gradus
import Testing

@Suite struct DropoutAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "dropout/evaluate": { i in
        var generator = RandomGenerator(seed: 1)
        return Dropout(0.5, using: &generator)(i.x, .evaluation)
      }
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// A quarter of the numbers vanish, the others grow by 4/3; the gradient passes the same mask.
  @Test func dropsAndScales() {
    var generator = RandomGenerator(seed: 7)
    let layer = Dropout<Double>(0.25, using: &generator)
    let x = Variable<Double>(.ones([100, 100]))
    let y = layer(x, .training)
    let kept = y.value.scalars.filter { $0 != 0 }
    let scale = 1 / 0.75
    #expect(kept.allSatisfy { $0 == scale })
    let share = Double(kept.count) / 10_000
    #expect(abs(share - 0.75) < 0.02)
    #expect(y.gradients(of: [x], upstream: .ones(x.shape)) == [y.value])
    #expect(layer(x, .training).value != y.value)
  }

  @Test func theSeedDecidesTheMasks() {
    let masks = [3, 3, 4].map { (seed: UInt64) in
      var generator = RandomGenerator(seed: seed)
      return Dropout<Double>(0.5, using: &generator)(.ones([5, 7]), .training).value
    }
    #expect(masks[0] == masks[1])
    #expect(masks[0] != masks[2])
  }
}
