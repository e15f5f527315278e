import Gradus
import Testing

@Suite struct BatchNorm1dAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    var operations: [String: Operation<Scalar>] = [:]
    for size in ["narrow", "wide"] {
      for step in ["train-1", "train-2", "train-3", "evaluate"] {
        operations["batch-norm/\(size)-\(step)"] = { i in
          let layer = i.layer(BatchNorm1d(i.weight.shape[0], momentum: 0.3, epsilon: 1e-3))
          layer.runningMean.value = i.constant("mean")
          layer.runningVar.value = i.constant("variance")
          return layer(i.x, step == "evaluate" ? .evaluation : .training)
        }
      }
    }
    return operations
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// The running statistics over three batches and an evaluation, which leaves them alone.
  @Test(arguments: ["narrow", "wide"]) func runningStatisticsAgreeWithPyTorch(size: String) throws {
    let fixture = try Fixture("Layers")
    var layer: BatchNorm1d<Double>?
    for step in ["train-1", "train-2", "train-3", "evaluate"] {
      let name = "batch-norm/\(size)-\(step)"
      let tensors = fixture.tensors(of: name)
      let x = try #require(tensors["x"])
      let present = layer ?? BatchNorm1d(x.shape[0], momentum: 0.3, epsilon: 1e-3)
      _ = present(x, step == "evaluate" ? .evaluation : .training)
      let mean = try #require(tensors["meanAfter"])
      let variance = try #require(tensors["varianceAfter"])
      expectAgreement(present.runningMean.value, mean, "\(name): running mean")
      expectAgreement(present.runningVar.value, variance, "\(name): running variance")
      layer = present
    }
  }

  /// A batch of mean 3 and variance 1: x̂ = ±1 but for ε.
  @Test func byHand() {
    let layer = BatchNorm1d<Double>(1, epsilon: 0)
    #expect(layer([[2, 4]], .training).value == [[-1, 1]])
    #expect(layer.runningMean.value == Tensor([0.1 * 3]))
    #expect(layer.runningVar.value == Tensor([0.9 + 0.1 * 2]))
    #expect(layer.namedState.map(\.name) == ["running_mean", "running_var"])
  }
}
