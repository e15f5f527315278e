import Gradus
import Testing

@Suite struct MatrixProductAgainstPyTorch: HeldToPyTorch {
  static let file = "MatrixProduct"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    ["matmul": { matmul($0.a, $0.b) }]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func byHand() {
    let a: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    let b: Tensor<Double> = [[1, 0], [0, 1], [2, -1]]
    #expect(matmul(a, b) == [[7, -1], [16, -1]])
  }
}
