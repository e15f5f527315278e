import Gradus
import Testing

@Suite struct ActivationsAgainstPyTorch: HeldToPyTorch {
  static let file = "Activations"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "relu": { relu($0.x) },
      "leaky-relu": { leakyReLU($0.x, slope: 0.2) },
      "sigmoid": { sigmoid($0.x) },
      "tanh": { tanh($0.x) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// The functions of tensors are not those the graph calls in every case.
  @Test func tensorsAndVariablesAgree() {
    let x: Tensor<Double> = [[-2, 0, 0.5], [3, -0.25, 1]]
    #expect(relu(x) == relu(Variable(x)).value)
    #expect(leakyReLU(x) == leakyReLU(Variable(x)).value)
    #expect(relu(x) == [[0, 0, 0.5], [3, 0, 1]])
    #expect(leakyReLU(x, slope: 0.5) == [[-1, 0, 0.5], [3, -0.125, 1]])
  }
}
