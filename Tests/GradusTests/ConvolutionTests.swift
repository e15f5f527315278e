// The convolution and its two derivatives: by hand, against matrix products, as each other's
// adjoints, and under the gradient checker at sizes that hide nothing.

import GradientCheck
import Gradus
import Testing

/// A convolution to check: lengths that differ, no square, at least four examples.
struct ConvolutionCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// `[channels, height, width, examples]`
  let images: [Int]
  /// `[outputs, channels, height, width]`
  let kernels: [Int]
  var stride: Size2d = 1
  var padding: Size2d = 0
  var dilation: Size2d = 1

  static let all = [
    ConvolutionCase(testDescription: "plain", images: [2, 5, 7, 5], kernels: [3, 2, 3, 2]),
    ConvolutionCase(
      testDescription: "strided, with pixels left over", images: [2, 7, 11, 4],
      kernels: [3, 2, 2, 3], stride: [3, 5]),
    ConvolutionCase(
      testDescription: "stride larger than the kernel", images: [3, 5, 7, 4],
      kernels: [2, 3, 1, 2], stride: [2, 3]),
    ConvolutionCase(
      testDescription: "padding wider than half the window", images: [2, 3, 5, 4],
      kernels: [1, 2, 3, 2], padding: [2, 3]),
    ConvolutionCase(
      testDescription: "dilated", images: [2, 7, 5, 5], kernels: [3, 2, 3, 2], dilation: [2, 3]),
    ConvolutionCase(
      testDescription: "everything at once", images: [2, 5, 7, 5], kernels: [3, 2, 2, 3],
      stride: [3, 2], padding: [1, 2], dilation: [3, 2]),
    ConvolutionCase(
      testDescription: "a window that mostly sees padding", images: [1, 2, 3, 5],
      kernels: [2, 1, 3, 5], stride: [2, 3], padding: [3, 4]),
    ConvolutionCase(testDescription: "1×1", images: [3, 2, 5, 7], kernels: [5, 3, 1, 1]),
    ConvolutionCase(
      testDescription: "one place", images: [2, 3, 5, 7], kernels: [3, 2, 3, 5]),
  ]

  /// Images, kernels and a gradient of the result, all normal.
  func tensors(seed: UInt64) -> (x: Tensor<Double>, w: Tensor<Double>, dy: Tensor<Double>) {
    var generator = RandomGenerator(seed: seed)
    let x = Tensor<Double>.normal(images, using: &generator)
    let w = Tensor<Double>.normal(kernels, using: &generator)
    let shape = conv2d(x, w, stride: stride, padding: padding, dilation: dilation).shape
    return (x, w, .normal(shape, using: &generator))
  }
}

private struct Convolve: DifferentiableProgram {
  let test: ConvolutionCase

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    conv2d(
      inputs[0], inputs[1], stride: test.stride, padding: test.padding, dilation: test.dilation)
  }
}

@Suite struct ConvolutionTests {
  /// The numbers 1 … 9 as an image, and their negatives as a second one.
  private let x = Tensor<Double>.concatenated(
    [Tensor(1..<10).reshaped([1, 3, 3, 1]), -Tensor(1..<10).reshaped([1, 3, 3, 1])], along: 3)
  private let w = Tensor<Double>([1, 2, 3, 4]).reshaped([1, 1, 2, 2])

  /// Of each example as a matrix.
  private func images(_ x: Tensor<Double>) -> [Tensor<Double>] {
    (0..<x.shape[3]).map { x.gathered([$0]).reshaped([x.shape[1], x.shape[2]]) }
  }

  @Test("A convolution by hand, and its gradients")
  func byHand() {
    #expect(images(conv2d(x, w)) == [[[37, 47], [67, 77]], [[-37, -47], [-67, -77]]])
    let dy = Tensor<Double>([1, 3, 0, 0, 0, 0, 2, 6]).reshaped([1, 2, 2, 2])
    let (images, kernel) = (Variable(x), Variable(w))
    let gradients = conv2d(images, kernel).gradients(of: [images, kernel], upstream: dy)
    let first: Tensor<Double> = [[1, 2, 0], [3, 6, 4], [0, 6, 8]]
    #expect(self.images(gradients[0]) == [first, 3 * first])
    // The first example's are 11, 14, 20 and 23; the second's are −3 times as much.
    #expect(gradients[1].reshaped([2, 2]) == [[-22, -28], [-40, -46]])
  }

  @Test("Stride, padding and dilation by hand")
  func movesByHand() {
    func first(_ y: Tensor<Double>) -> Tensor<Double> { images(y)[0] }
    #expect(first(conv2d(x, w, stride: [1, 2])) == [[37], [67]])
    #expect(first(conv2d(x, w, stride: 3, padding: 1)) == [[4, 9], [14, 9]])
    #expect(first(conv2d(x, w, padding: [0, 1])) == [[18, 37, 47, 21], [36, 67, 77, 33]])
    // 1·1 + 2·3 + 3·7 + 4·9
    #expect(first(conv2d(x, w, dilation: 2)) == [[64]])
  }

  @Test("Every output sums over all channels with its own kernels")
  func channels() {
    let x = Tensor<Double>([1, 2, 3]).reshaped([3, 1, 1, 1])
    let w = Tensor<Double>([1, 10, 100, 4, 5, 6]).reshaped([2, 3, 1, 1])
    #expect(conv2d(x, w).reshaped([2]) == [321, 32])
  }

  @Test("1×1 kernels are a matrix product at every pixel")
  func oneByOne() {
    let (x, w, dy) = ConvolutionCase.all[7].tensors(seed: 1)
    let (columns, matrix) = (x.reshaped([3, -1]), w.reshaped([5, 3]))
    #expect(conv2d(x, w).isClose(to: matmul(matrix, columns).reshaped(dy.shape)))
    let dX = matmul(matrix.transposed(), dy.reshaped([5, -1])).reshaped(x.shape)
    #expect(conv2dInputGradient(dy, w, inputSize: [2, 5]).isClose(to: dX))
    let dW = matmul(dy.reshaped([5, -1]), columns.transposed()).reshaped(w.shape)
    #expect(conv2dKernelGradient(x, dy, kernelSize: 1).isClose(to: dW, within: 1e-13))
  }

  @Test("Kernels as large as the image are a fully connected layer")
  func fullyConnected() {
    let (x, w, dy) = ConvolutionCase.all[8].tensors(seed: 2)
    let y = matmul(w.reshaped([3, -1]), x.reshaped([-1, 7]))
    #expect(conv2d(x, w).isClose(to: y.reshaped(dy.shape), within: 1e-13))
  }

  @Test("⟨dY, W ∗ X⟩ is ⟨dX, X⟩ and ⟨dW, W⟩", arguments: ConvolutionCase.all)
  func adjoints(test: ConvolutionCase) {
    let (x, w, dy) = test.tensors(seed: 3)
    let y = conv2d(x, w, stride: test.stride, padding: test.padding, dilation: test.dilation)
    let dX = conv2dInputGradient(
      dy, w, inputSize: [x.shape[1], x.shape[2]].size, stride: test.stride,
      padding: test.padding, dilation: test.dilation)
    let dW = conv2dKernelGradient(
      x, dy, kernelSize: [w.shape[2], w.shape[3]].size, stride: test.stride,
      padding: test.padding, dilation: test.dilation)
    let product = (dy * y).summed().scalar
    let size = abs(dy * y).summed().scalar
    #expect(abs((dX * x).summed().scalar - product) < 1e-14 * size)
    #expect(abs((dW * w).summed().scalar - product) < 1e-14 * size)
  }

  @Test("Three witnesses agree on the gradients", arguments: ConvolutionCase.all)
  func gradients(test: ConvolutionCase) {
    let (x, w, _) = test.tensors(seed: 4)
    let report = checkGradient(of: Convolve(test: test), at: [("x", x), ("weight", w)])
    #expect(report.passes, "\(report)")
    #expect(report.witnesses == [.reverse, .forward, .numeric])
  }

  @Test("Float agrees with Double", arguments: ConvolutionCase.all)
  func precision(test: ConvolutionCase) {
    let (x, w, _) = test.tensors(seed: 5)
    let report = checkPrecision(of: Convolve(test: test), at: [("x", x), ("weight", w)])
    #expect(report.passes, "\(report)")
  }

  @Test("No examples, no outputs: empty results and zero gradients")
  func empty() {
    let none = conv2d(Tensor<Double>.ones([2, 3, 3, 0]), .ones([4, 2, 2, 2]))
    #expect(none.shape == [4, 2, 2, 0])
    #expect(
      conv2dKernelGradient(Tensor<Double>.ones([2, 3, 3, 0]), none, kernelSize: 2)
        == .zeros([4, 2, 2, 2]))
    #expect(conv2d(Tensor<Double>.ones([2, 3, 3, 5]), .ones([0, 2, 2, 2])).shape == [0, 2, 2, 5])
  }
}

extension [Int] {
  /// A height and a width.
  fileprivate var size: Size2d { Size2d(height: self[0], width: self[1]) }
}
