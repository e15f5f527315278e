import Gradus
import Testing

@Suite struct ElementaryFunctionsAgainstPyTorch: HeldToPyTorch {
  static let file = "ElementaryFunctions"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "exp": { exp($0.x) },
      "log": { log($0.x) },
      "sqrt": { sqrt($0.x) },
      "cube": { pow($0.x, 3) },
      "inverse-square": { pow($0.x, -2) },
      "power-2.5": { pow($0.x, 2.5) },
      "power": { pow($0.a, $0.b) },
      "abs": { abs($0.x) },
      "clamp": { clamp($0.x, -0.5...0.75) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func powersOfZeroAndOfNegativeNumbers() {
    let x: Tensor<Double> = [-2, 0, 3]
    #expect(pow(x, 0) == [1, 1, 1])
    #expect(pow(x, 2.0) == [4, 0, 9])
    #expect(pow(x, [3.0, 1, -2]) == Tensor([-8.0, 0, 1.0 / 9]))
    let v = Variable(x)
    #expect(pow(v, 0).gradients(of: [v], upstream: .ones([3])) == [[0, 0, 0]])
    #expect(pow(v, 0.0).gradients(of: [v], upstream: .ones([3])) == [[0, 0, 0]])
    #expect(pow(v, 2.0).gradients(of: [v], upstream: .ones([3])) == [[-4, 0, 6]])
  }
}
