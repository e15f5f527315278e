import Gradus
import Testing

@Suite struct ReductionsAgainstPyTorch: HeldToPyTorch {
  static let file = "Reductions"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "sum/all": { $0.x.summed() },
      "sum/leading": { $0.x.summed(along: 0) },
      "sum/last-kept": { $0.x.summed(along: -1, keepingAxes: true) },
      "sum/outer": { $0.x.summed(along: [0, 2]) },
      "mean/all": { $0.x.mean() },
      "mean/leading": { $0.x.mean(along: 0) },
      "mean/last-kept": { $0.x.mean(along: -1, keepingAxes: true) },
      "mean/outer": { $0.x.mean(along: [2, 0]) },
      "variance/all": { $0.x.variance() },
      "variance/leading": { $0.x.variance(along: 0) },
      "variance/last-kept": { $0.x.variance(along: -1, keepingAxes: true) },
      "variance/outer": { $0.x.variance(along: [0, 2]) },
      "unbiased-variance/all": { $0.x.variance(unbiased: true) },
      "unbiased-variance/leading": { $0.x.variance(along: 0, unbiased: true) },
      "unbiased-variance/last-kept": {
        $0.x.variance(along: -1, unbiased: true, keepingAxes: true)
      },
      "unbiased-variance/outer": { $0.x.variance(along: [0, 2], unbiased: true) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func byHand() {
    let x: Tensor<Double> = [[1, 2, 3], [5, 5, 11]]
    #expect(x.summed(along: 0) == [6, 7, 14])
    #expect(x.mean(along: 1) == [2, 7])
    #expect(x.variance(along: 1) == Tensor([2.0 / 3, 8]))
    #expect(x.variance(along: 1, unbiased: true) == [1, 12])
    #expect(x.summed(along: []) == x)
  }
}
