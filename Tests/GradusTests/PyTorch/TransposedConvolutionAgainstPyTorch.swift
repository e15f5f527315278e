import Gradus
import Testing

@Suite struct TransposedConvolutionAgainstPyTorch: HeldToPyTorch {
  static let file = "TransposedConvolution"

  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>] {
    [
      "conv-transpose2d/plain": { convTranspose2d($0.x, $0.weight) },
      "conv-transpose2d/strided": {
        convTranspose2d($0.x, $0.weight, stride: [3, 2], outputPadding: [2, 1])
      },
      "conv-transpose2d/stride-above-kernel": {
        convTranspose2d($0.x, $0.weight, stride: [3, 2], outputPadding: [1, 0])
      },
      "conv-transpose2d/padded": { convTranspose2d($0.x, $0.weight, padding: [2, 3]) },
      "conv-transpose2d/dilated": { convTranspose2d($0.x, $0.weight, dilation: [2, 3]) },
      "conv-transpose2d/all": {
        convTranspose2d(
          $0.x, $0.weight, stride: [3, 2], padding: [1, 2], outputPadding: [2, 1],
          dilation: [2, 3])
      },
      "conv-transpose2d/output-padding-above-stride": {
        convTranspose2d(
          $0.x, $0.weight, stride: [1, 2], padding: [1, 0], outputPadding: [2, 3],
          dilation: [3, 4])
      },
      "conv-transpose2d/one-by-one": { convTranspose2d($0.x, $0.weight) },
    ]
  }

  @Test(arguments: cases) func agreesWithPyTorch(_ name: String) throws {
    try Self.hold(name)
  }
}
