import Gradus
import Testing

@Suite struct SoftmaxAgainstPyTorch: HeldToPyTorch {
  static let file = "Softmax"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "softmax/leading": { softmax($0.x) },
      "softmax/middle": { softmax($0.x, along: 1) },
      "softmax/last": { softmax($0.x, along: -1) },
      "softmax/extreme": { softmax($0.x) },
      "log-softmax/leading": { logSoftmax($0.x) },
      "log-softmax/middle": { logSoftmax($0.x, along: 1) },
      "log-softmax/last": { logSoftmax($0.x, along: -1) },
      "log-softmax/extreme": { logSoftmax($0.x) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// e⁰ : e^log 3 = 1 : 3.
  @Test func byHand() {
    let x = Tensor<Double>([[0], [.log(3)]])
    expectAgreement(softmax(x), [[0.25], [0.75]], "softmax")
    expectAgreement(logSoftmax(x), Tensor([[.log(0.25)], [.log(0.75)]]), "log-softmax")
  }
}
