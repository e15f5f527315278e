import Gradus
import Testing

@Suite struct ArithmeticAgainstPyTorch: HeldToPyTorch {
  static let file = "Arithmetic"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "add": { $0.a + $0.b },
      "subtract": { $0.a - $0.b },
      "multiply": { $0.a * $0.b },
      "divide": { $0.a / $0.b },
      "tensor-plus-number": { $0.x + 2.5 },
      "tensor-minus-number": { $0.x - 2.5 },
      "tensor-times-number": { $0.x * 2.5 },
      "tensor-over-number": { $0.x / 2.5 },
      "number-plus-tensor": { 2.5 + $0.x },
      "number-minus-tensor": { 2.5 - $0.x },
      "number-times-tensor": { 2.5 * $0.x },
      "number-over-tensor": { 2.5 / $0.x },
      "negate": { -$0.x },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func broadcastsByHand() {
    let column: Tensor<Double> = [[1], [2]]
    let row: Tensor<Double> = [10, 20, 30]
    #expect(column + row == [[11, 21, 31], [12, 22, 32]])
    #expect(column * row == [[10, 20, 30], [20, 40, 60]])
    #expect(row / column == [[10, 20, 30], [5, 10, 15]])
  }

  @Test func addsInPlace() {
    var x: Tensor<Double> = [[1, 2], [3, 4]]
    let before = x
    x += [10, 20]
    #expect(x == [[11, 22], [13, 24]])
    x -= Tensor(1)
    #expect(x == [[10, 21], [12, 23]])
    #expect(before == [[1, 2], [3, 4]])
  }

  @Test func numbersStandOnEitherSide() {
    let x: Tensor<Double> = [1, -2, 4]
    #expect(x + 1 == [2, -1, 5] && 1 + x == [2, -1, 5])
    #expect(x - 1 == [0, -3, 3] && 1 - x == [0, 3, -3])
    #expect(x * 3 == [3, -6, 12] && 3 * x == [3, -6, 12])
    #expect(x / 2 == [0.5, -1, 2] && 2 / x == [2, -1, 0.5])
  }

  /// d(x·x)/dx = 2x: both edges of the product lead to the same variable.
  @Test func aVariableUsedTwiceReceivesBothShares() {
    let x = Variable<Double>([3, -5])
    #expect((x * x).gradients(of: [x], upstream: [1, 10]) == [[6, -100]])
  }
}
