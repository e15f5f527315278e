// Average pooling by hand, as the transpose of its gradient, and under the gradient check.

import GradientCheck
import Gradus
import Testing

private struct AveragePooling: DifferentiableProgram {
  let window: Window2d
  let countsPadding: Bool

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    avgPool2d(inputs[0], window, countsPadding: countsPadding)
  }
}

@Suite struct AveragePoolingTests {
  /// One channel of 3×4, and its tenfold as a second example.
  let x: Tensor<Double> = [
    [
      [[1, 10], [5, 50], [2, 20], [0, 0]],
      [[4, 40], [2, 20], [7, 70], [7, 70]],
      [[9, 90], [8, 80], [3, 30], [6, 60]],
    ]
  ]

  @Test("Windows side by side, with a remainder")
  func values() {
    #expect(avgPool2d(x, .pooling(2)) == [[[[3, 30], [4, 40]]]])
    #expect(
      avgPool2d(x, .pooling(2, roundingUp: true))
        == [[[[3, 30], [4, 40]], [[8.5, 85], [4.5, 45]]]])
  }

  @Test("Padding weighs on the mean unless it is not counted")
  func padding() {
    let window = Window2d.pooling([3, 2], stride: 2, padding: [1, 0])
    let sums = 6 * avgPool2d(x, window)
    #expect(sums.isClose(to: [[[[12, 120], [16, 160]], [[23, 230], [23, 230]]]]))
    #expect(
      avgPool2d(x, window, countsPadding: false)
        == [[[[3, 30], [4, 40]], [[5.75, 57.5], [5.75, 57.5]]]])
  }

  @Test("What hangs over beyond the padding never counts")
  func hangingOver() {
    let ones = Tensor<Double>.ones([1, 2, 4, 1])
    let window = Window2d.pooling([1, 3], stride: [1, 2], padding: [0, 1], roundingUp: true)
    let row = Tensor([2.0 / 3, 1, 0.5])
    #expect(avgPool2d(ones, window) == Tensor.concatenated([row, row]).reshaped([1, 2, 3, 1]))
  }

  @Test("Elements under several windows receive a share of each")
  func gradients() {
    let x = Variable(Tensor<Double>.zeros([1, 1, 4, 1]))
    let y = avgPool2d(x, .pooling([1, 2], stride: 1))
    let dx = y.gradients(of: [x], upstream: [[[[2], [4], [8]]]])[0]
    #expect(dx == [[[[1], [3], [6], [4]]]])
    let remainder = avgPool2d(x, .pooling([1, 3])).gradients(of: [x], upstream: [[[[3]]]])[0]
    #expect(remainder == [[[[1], [1], [1], [0]]]])
  }

  private static let cases = awkwardPooling.flatMap { window, shape in
    [true, false].map { (window, shape, $0) }
  }

  @Test("The gradient is the transpose", arguments: cases)
  func adjoint(window: Window2d, shape: [Int], countsPadding: Bool) {
    var generator = RandomGenerator(seed: 7)
    let x = Tensor<Double>.normal(shape, using: &generator)
    let y = avgPool2d(x, window, countsPadding: countsPadding)
    let dy = Tensor<Double>.normal(y.shape, using: &generator)
    let dx = avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape)
    #expect((y * dy).summed().scalar.isClose(to: (x * dx).summed().scalar))
    let variable = Variable(x)
    let result = avgPool2d(variable, window, countsPadding: countsPadding)
    #expect(result.gradients(of: [variable], upstream: dy) == [dx])
  }

  @Test("Three witnesses agree, and Float with Double", arguments: cases)
  func gradient(window: Window2d, shape: [Int], countsPadding: Bool) {
    var generator = RandomGenerator(seed: 8)
    let x = Tensor<Double>.testPoint(shape, using: &generator)
    let program = AveragePooling(window: window, countsPadding: countsPadding)
    for report in [
      checkGradient(of: program, at: [("x", x)]), checkPrecision(of: program, at: [("x", x)]),
    ] {
      #expect(report.passes, "\(report)")
    }
  }

  @Test("The mean over the whole image")
  func global() {
    #expect(globalAvgPool2d(x) == [[4.5, 45]])
    let variable = Variable(x)
    let y = globalAvgPool2d(variable)
    #expect(y.value == [[4.5, 45]])
    let dx = y.gradients(of: [variable], upstream: [[12, 24]])[0]
    #expect(dx == Tensor<Double>([1, 2]).broadcast(to: [1, 3, 4, 2]))
  }
}
