import Gradus
import Testing

@Suite struct BatchNormAgainstPyTorch: HeldToPyTorch {
  static let file = "Layers"

  private static let steps = ["train-1", "train-2", "train-3", "evaluate"]

  /// A layer of the fixtures' momentum and ε for a batch with so many axes.
  private static func layer<Scalar: TensorScalar, let rank: Int>(
    _ features: Int
  ) -> BatchNorm<Scalar, rank> {
    BatchNorm(features, momentum: 0.3, epsilon: 1e-3)
  }

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    var operations: [String: Operation<Scalar>] = [:]
    for batch in ["batch-norm/narrow", "batch-norm/wide", "batch-norm-2d/images"] {
      for step in steps {
        func run<let rank: Int>(
          _ layer: BatchNorm<Scalar, rank>, _ i: Inputs<Scalar>
        ) -> Variable<Scalar> {
          let layer = i.layer(layer)
          layer.runningMean.value = i.constant("mean")
          layer.runningVar.value = i.constant("variance")
          return layer(i.x, step == "evaluate" ? .evaluation : .training)
        }
        operations["\(batch)-\(step)"] = { inputs in
          let shape = inputs.x.shape
          return shape.count == 2
            ? run(layer(shape[0]) as BatchNorm1d<Scalar>, inputs)
            : run(layer(shape[0]) as BatchNorm2d<Scalar>, inputs)
        }
      }
    }
    return operations
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  /// The running statistics over three batches and an evaluation, which leaves them alone.
  @Test(arguments: ["batch-norm/narrow", "batch-norm/wide", "batch-norm-2d/images"])
  func runningStatisticsAgreeWithPyTorch(batch: String) throws {
    if batch == "batch-norm-2d/images" {
      try expectRunningStatistics(of: BatchNorm2d<Double>.self, batch)
    } else {
      try expectRunningStatistics(of: BatchNorm1d<Double>.self, batch)
    }
  }

  private func expectRunningStatistics<let rank: Int>(
    of _: BatchNorm<Double, rank>.Type, _ batch: String
  ) throws {
    let fixture = try Fixture("Layers")
    var layer: BatchNorm<Double, rank>?
    for step in Self.steps {
      let name = "\(batch)-\(step)"
      let tensors = fixture.tensors(of: name)
      let x = try #require(tensors["x"])
      let present = layer ?? Self.layer(x.shape[0])
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
