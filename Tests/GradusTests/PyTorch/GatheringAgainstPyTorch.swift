import Gradus
import Testing

@Suite struct GatheringAgainstPyTorch: HeldToPyTorch {
  static let file = "Gathering"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "gather/last": { $0.x.gathered([4, 0, 4, 2, 4]) },
      "gather/leading": { $0.x.gathered([4, 0, 4, 2, 4], along: 0) },
      "by-label": { $0.x.gathered(byLabel: $0.labels) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test(arguments: ["few", "many"]) func oneHotAgreesWithPyTorch(_ name: String) throws {
    let fixture = try Fixture("Gathering").tensors(of: "one-hot/\(name)")
    let expected = try #require(fixture["y"])
    let labels = Inputs<Double>(fixture).labels
    #expect(Tensor<Double>.oneHot(labels, classes: expected.shape[0]) == expected)
  }

  @Test func scatteringAddsWhatMeets() {
    let x: Tensor<Double> = [[1, 2, 3], [10, 20, 30]]
    #expect(x.scattered([2, 0, 2], length: 4) == [[2, 0, 4, 0], [20, 0, 40, 0]])
  }
}
