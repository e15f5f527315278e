import Gradus
import Testing

@Suite struct PoolingAgainstPyTorch: HeldToPyTorch {
  static let file = "Pooling"

  /// The windows of the fixtures, by the names of their cases.
  static let windows: [String: Window2d] = [
    "remainder": .pooling(2),
    "overlapping": .pooling(3, stride: 2, padding: 1),
    "oblong": .pooling([3, 2], stride: [1, 2], padding: [0, 1]),
    "rounding-up": .pooling(3, stride: 2, roundingUp: true),
    "left-out": .pooling(2, padding: 1, roundingUp: true),
    "larger": .pooling([2, 5], padding: [0, 1], roundingUp: true),
  ]

  static let forMaxima = windows.merging([
    "dilated": .pooling(2, stride: 1, padding: 1, dilation: 2),
    "ties": .pooling(3, stride: 1, padding: 1),
  ]) { $1 }

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    var operations: [String: Operation<Scalar>] = [
      "global-avg-pool": { globalAvgPool2d($0.x) },
      "upsample/twice": { upsample($0.x, by: 2) },
      "upsample/oblong": { upsample($0.x, by: [3, 2]) },
    ]
    for (name, window) in forMaxima {
      operations["max-pool/\(name)"] = { maxPool2d($0.x, window) }
    }
    for (name, window) in windows {
      operations["avg-pool/\(name)"] = { avgPool2d($0.x, window) }
      operations["avg-pool/\(name)-not-counting"] = {
        avgPool2d($0.x, window, countsPadding: false)
      }
    }
    return operations
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test(arguments: forMaxima.keys.sorted()) func theSameElementsWin(_ name: String) throws {
    let fixture = try Fixture("Pooling").tensors(of: "max-pool/\(name)")
    let (x, window) = (try #require(fixture["x"]), try #require(Self.forMaxima[name]))
    #expect(Tensor<Double>(argmaxPool2d(x, window)) == fixture["argmax"])
    #expect(Tensor<Double>(argmaxPool2d(Tensor<Float>(x), window)) == fixture["argmax"])
  }
}
