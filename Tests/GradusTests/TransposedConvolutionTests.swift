// The transposed convolution: by hand, as the convolution's adjoint, its output padding, and under
// the gradient checker.

import GradientCheck
import Testing

@testable import Gradus

/// A transposed convolution to check; lengths as in `ConvolutionCase`.
private struct TransposedCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// `[channels, height, width, examples]`
  let images: [Int]
  /// `[channels, outputs, height, width]`
  let kernels: [Int]
  var stride: Size2d = 1
  var padding: Size2d = 0
  var outputPadding: Size2d = 0
  var dilation: Size2d = 1
  /// Height and width of the result, by hand.
  let size: Size2d

  static let all = [
    TransposedCase(
      testDescription: "plain", images: [3, 2, 5, 4], kernels: [3, 2, 3, 2], size: [4, 6]),
    TransposedCase(
      testDescription: "strided, the smallest result", images: [2, 2, 3, 5],
      kernels: [2, 3, 3, 2], stride: [3, 2], size: [6, 6]),
    TransposedCase(
      testDescription: "strided, the largest result", images: [2, 2, 3, 5],
      kernels: [2, 3, 3, 2], stride: [3, 2], outputPadding: [2, 1], size: [8, 7]),
    TransposedCase(
      testDescription: "stride larger than the kernel", images: [3, 2, 3, 4],
      kernels: [3, 2, 2, 1], stride: [3, 2], outputPadding: [1, 0], size: [6, 5]),
    TransposedCase(
      testDescription: "padding wider than half the window", images: [2, 5, 7, 4],
      kernels: [2, 1, 3, 2], padding: [2, 3], size: [3, 2]),
    TransposedCase(
      testDescription: "dilated", images: [2, 3, 2, 5], kernels: [2, 3, 3, 2], dilation: [2, 3],
      size: [7, 5]),
    TransposedCase(
      testDescription: "everything at once", images: [3, 2, 3, 5], kernels: [3, 2, 2, 3],
      stride: [3, 2], padding: [1, 2], outputPadding: [2, 1], dilation: [2, 3], size: [6, 8]),
    TransposedCase(
      testDescription: "output padding of a stride and more", images: [2, 3, 2, 5],
      kernels: [2, 1, 2, 3], stride: [1, 2], padding: [1, 0], outputPadding: [2, 3],
      dilation: [3, 4], size: [6, 14]),
    TransposedCase(
      testDescription: "1×1", images: [3, 2, 5, 7], kernels: [3, 2, 1, 1], size: [2, 5]),
  ]

  func tensors(seed: UInt64) -> (x: Tensor<Double>, w: Tensor<Double>) {
    var generator = RandomGenerator(seed: seed)
    return (.normal(images, using: &generator), .normal(kernels, using: &generator))
  }
}

private struct ConvolveTransposed: DifferentiableProgram {
  let test: TransposedCase

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    convTranspose2d(
      inputs[0], inputs[1], stride: test.stride, padding: test.padding,
      outputPadding: test.outputPadding, dilation: test.dilation)
  }
}

@Suite struct TransposedConvolutionTests {
  private let square = Tensor<Double>([1, 2, 3, 4]).reshaped([1, 2, 2, 1])
  private let w = Tensor<Double>([1, 2, 3, 4]).reshaped([1, 1, 2, 2])

  private func image(_ y: Tensor<Double>) -> Tensor<Double> {
    y.reshaped([y.shape[1], y.shape[2]])
  }

  @Test("A transposed convolution by hand, and its gradients")
  func byHand() {
    #expect(image(convTranspose2d(square, w)) == [[1, 4, 4], [6, 20, 16], [9, 24, 16]])
    #expect(image(convTranspose2d(square, w, padding: [1, 0])) == [[6, 20, 16]])
    #expect(
      image(convTranspose2d(square, w, stride: 2))
        == [[1, 2, 2, 4], [3, 4, 6, 8], [3, 6, 4, 8], [9, 12, 12, 16]])
    let (x, kernel) = (Variable(square), Variable(w))
    let dy = Tensor<Double>([1, 0, 0, 0, 0, 0, 0, 0, 10]).reshaped([1, 3, 3, 1])
    let gradients = convTranspose2d(x, kernel).gradients(of: [x, kernel], upstream: dy)
    #expect(gradients[0].reshaped([2, 2]) == [[1, 0], [0, 40]])
    #expect(gradients[1].reshaped([2, 2]) == [[1, 0], [0, 40]])
  }

  @Test("Its sizes are those counted by hand", arguments: TransposedCase.all)
  private func sizes(test: TransposedCase) {
    let (x, w) = test.tensors(seed: 1)
    let y = ConvolveTransposed(test: test)([Variable(x), Variable(w)])
    #expect(y.shape == [w.shape[1], test.size.height, test.size.width, x.shape[3]])
  }

  /// A stride of 3 gives the same places to three sizes.
  @Test("Output padding chooses among a convolution's input sizes", arguments: 0..<3)
  func outputPadding(more: Int) throws {
    let window = Window2d([3, 2], stride: 3, padding: [1, 0], dilation: [1, 2])
    let places: Size2d = [2, 5]
    let padding = Size2d(height: more, width: 2 - more)
    let image = try #require(window.image(ofPlaces: places, outputPadding: padding))
    #expect(image == Size2d(height: 4 + more, width: 15 + 2 - more))
    #expect(window.places(on: image) == places)
  }

  @Test("It is the convolution's adjoint", arguments: ConvolutionCase.all)
  func adjoint(test: ConvolutionCase) throws {
    let (x, w, dy) = test.tensors(seed: 2)
    let window = Window2d(
      Size2d(ofKernel: w.shape), stride: test.stride, padding: test.padding,
      dilation: test.dilation)
    let least = try #require(
      window.image(ofPlaces: Size2d(ofImages: dy.shape), outputPadding: 0))
    let y = conv2d(x, w, stride: test.stride, padding: test.padding, dilation: test.dilation)
    let back = convTranspose2d(
      dy, w, stride: test.stride, padding: test.padding,
      outputPadding: Size2d(
        height: x.shape[1] - least.height, width: x.shape[2] - least.width),
      dilation: test.dilation)
    let size = abs(dy * y).summed().scalar
    #expect(abs((back * x).summed().scalar - (dy * y).summed().scalar) < 1e-14 * size)
  }

  @Test("Three witnesses agree on the gradients", arguments: TransposedCase.all)
  private func gradients(test: TransposedCase) {
    let (x, w) = test.tensors(seed: 3)
    let report = checkGradient(of: ConvolveTransposed(test: test), at: [("x", x), ("weight", w)])
    #expect(report.passes, "\(report)")
    #expect(report.witnesses == [.reverse, .forward, .numeric])
  }

  @Test("Float agrees with Double", arguments: TransposedCase.all)
  private func precision(test: TransposedCase) {
    let (x, w) = test.tensors(seed: 4)
    let report = checkPrecision(of: ConvolveTransposed(test: test), at: [("x", x), ("weight", w)])
    #expect(report.passes, "\(report)")
  }
}
