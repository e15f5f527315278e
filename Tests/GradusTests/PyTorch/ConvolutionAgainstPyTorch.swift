import Gradus
import Testing

@Suite struct ConvolutionAgainstPyTorch: HeldToPyTorch {
  static let file = "Convolution"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "conv2d/plain": { conv2d($0.x, $0.weight) },
      "conv2d/strided": { conv2d($0.x, $0.weight, stride: [3, 2]) },
      "conv2d/stride-above-kernel": { conv2d($0.x, $0.weight, stride: [3, 5]) },
      "conv2d/wide-padding": { conv2d($0.x, $0.weight, padding: [2, 3]) },
      "conv2d/dilated": { conv2d($0.x, $0.weight, dilation: [2, 3]) },
      "conv2d/all": {
        conv2d($0.x, $0.weight, stride: [2, 3], padding: [1, 2], dilation: [3, 2])
      },
      "conv2d/one-by-one": { conv2d($0.x, $0.weight) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }
}
