import Gradus
import Testing

@Suite struct ExtremaAgainstPyTorch: HeldToPyTorch {
  static let file = "Extrema"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "max/all": { $0.x.max() },
      "max/leading": { $0.x.max(along: 0) },
      "max/last-kept": { $0.x.max(along: -1, keepingAxes: true) },
      "max/outer": { $0.x.max(along: [0, 2]) },
      "max/ties": { $0.x.max(along: 1) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test(arguments: [("leading", 0), ("middle", 1), ("last", -1)])
  func argmaxAgreesWithPyTorch(_ name: String, _ axis: Int) throws {
    let fixture = try Fixture("Extrema").tensors(of: "argmax/\(name)")
    let x = try #require(fixture["x"])
    #expect(Tensor<Double>(x.argmax(along: axis)) == fixture["y"])
  }

  @Test func theFirstOfEqualsAndAnyNaN() {
    let x = Tensor<Double>([[2, 7, 7], [.nan, 9, .nan]])
    #expect(x.argmax(along: 1) == [1, 0])
    #expect(x.max(along: 1)[0] == 7)
    #expect(x.max(along: 1)[1].isNaN)
  }
}
