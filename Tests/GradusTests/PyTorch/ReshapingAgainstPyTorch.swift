import Gradus
import Testing

@Suite struct ReshapingAgainstPyTorch: HeldToPyTorch {
  static let file = "Reshaping"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "reshape/flat": { $0.x.reshaped([15]) },
      "reshape/inferred": { $0.x.reshaped([5, -1, 3]) },
      "permute/rotate": { $0.x.permuted([1, 2, 0]) },
      "permute/four": { $0.x.permuted([2, 0, 3, 1]) },
      "transpose": { $0.x.transposed() },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func byHand() {
    let x: Tensor<Int> = [[1, 2, 3], [4, 5, 6]]
    #expect(x.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(x.reshaped([3, -1]) == [[1, 2], [3, 4], [5, 6]])
  }
}
