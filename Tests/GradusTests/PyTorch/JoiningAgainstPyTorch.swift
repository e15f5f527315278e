import Gradus
import Testing

@Suite struct JoiningAgainstPyTorch: HeldToPyTorch {
  static let file = "Joining"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "concatenate/leading": { .concatenated([$0.a, $0.b]) },
      "concatenate/last": { .concatenated([$0.a, $0.b, $0.c], along: -1) },
      "slice/leading": { $0.x.sliced(1..<3) },
      "slice/middle": { $0.x.sliced(2..<5, along: 1) },
      "row/matrix": { $0.x.slice(at: 3) },
      "row/images": { $0.x.slice(at: 1) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }

  @Test func whatIsCutAndJoinedIsTheWhole() {
    let x = Tensor<Int>(shape: [2, 3, 2], scalars: Array(0..<12))
    for axis in [0, 1, -1] {
      let length = x.shape[(axis + 3) % 3]
      let (head, tail) = (x.sliced(0..<1, along: axis), x.sliced(1..<length, along: axis))
      #expect(Tensor.concatenated([head, tail], along: axis) == x)
    }
  }
}
