import Gradus
import Testing

@Suite struct LossesAgainstPyTorch: HeldToPyTorch {
  static let file = "Losses"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "mse": { mse($0.x, $0.constant("targets")) },
      "binary-cross-entropy": {
        binaryCrossEntropy(logits: $0.x, targets: $0.constant("targets"))
      },
      "cross-entropy": { crossEntropy(logits: $0.x, targets: $0.labels) },
      "soft-cross-entropy": { crossEntropy(logits: $0.x, probabilities: $0.constant("targets")) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// Two classes of equal score cost log 2; a squared error of 4 and one of 0 have mean 2.
  @Test func byHand() {
    let scores = Variable<Double>([[3, -1], [3, -1]])
    let labels: Tensor<Int> = [0, 1]
    expectAgreement(
      crossEntropy(logits: scores, targets: labels).value, Tensor(.log(2)), "cross-entropy")
    expectAgreement(
      binaryCrossEntropy(logits: Variable<Double>([0, 0]), targets: [0, 1]).value,
      Tensor(.log(2)), "binary cross-entropy")
    #expect(mse(Variable<Double>([1, 5]), [3, 5]).value.scalar == 2)
  }

  /// Labels and the one-hot columns that say the same give the same loss.
  @Test func labelsAndProbabilitiesAgree() {
    let x = Variable<Double>([[0.3, -1.2, 2], [1.1, 0.4, -0.7]])
    let labels: Tensor<Int> = [1, 0, 1]
    expectAgreement(
      crossEntropy(logits: x, probabilities: .oneHot(labels, classes: 2)).value,
      crossEntropy(logits: x, targets: labels).value, "cross-entropy")
  }
}
