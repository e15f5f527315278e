// Max-pooling by hand and under the gradient check, at sizes where mistakes show.

import GradientCheck
import Gradus
import Testing

/// Windows that overlap, hang over, leave elements out, and pad by half their size; images of
/// distinct lengths.
let awkwardPooling: [(window: Window2d, shape: [Int])] = [
  (.pooling(2), [2, 5, 7, 4]),
  (.pooling(3, stride: 2, padding: 1), [2, 5, 7, 4]),
  (.pooling([3, 2], stride: [1, 3], padding: [1, 0]), [3, 5, 7, 4]),
  (.pooling([4, 3], stride: [3, 1], padding: [2, 1], roundingUp: true), [2, 5, 3, 7]),
  (.pooling(2, stride: [1, 2], dilation: [2, 3]), [2, 5, 7, 4]),
]

private struct MaxPooling: DifferentiableProgram {
  let window: Window2d

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    maxPool2d(inputs[0], window)
  }
}

@Suite struct MaxPoolingTests {
  /// One channel of 3×4, and the same negated as a second example.
  let x: Tensor<Double> = [
    [
      [[1, -1], [5, -5], [2, -2], [0, 0]],
      [[4, -4], [3, -3], [7, -7], [6, -6]],
      [[9, -9], [8, -8], [-1, 1], [-2, 2]],
    ]
  ]

  @Test("Windows side by side, with a remainder")
  func values() {
    #expect(maxPool2d(x, .pooling(2)) == [[[[5, -1], [7, 0]]]])
    #expect(argmaxPool2d(x, .pooling(2)) == [[[[2, 1], [12, 7]]]])
    let overlapping = maxPool2d(x, .pooling(2, stride: [1, 2]))
    #expect(overlapping == [[[[5, -1], [7, 0]], [[9, -3], [7, 2]]]])
  }

  @Test("Padding never wins, not even over negative numbers")
  func padding() {
    let y = maxPool2d(-abs(x), .pooling(3, stride: [2, 3], padding: 1))
    #expect(y == [[[[-1, -1], [0, 0]], [[-3, -3], [-1, -1]]]])
  }

  @Test("A dilated window with nothing but padding under it gives −∞ and passes no gradient")
  func nothing() {
    let x = Variable<Double>([[[[3]]]])
    let y = maxPool2d(x, Window2d(2, padding: 1, dilation: 2))
    #expect(y.value.scalar == -.infinity)
    #expect(y.gradients(of: [x], upstream: [[[[7]]]])[0].scalar == 0)
  }

  @Test("A NaN under the window gives NaN, elsewhere nothing")
  func nan() {
    var x = x
    x[0, 1, 1, 0] = .nan
    let y = maxPool2d(x, .pooling(2)).scalars
    #expect(y[0].isNaN)
    #expect(Array(y.dropFirst()) == [-1, 7, 0])
    #expect(argmaxPool2d(x, .pooling(2))[0, 0, 0, 0] == 10)
    x[0, 0, 1, 0] = .nan
    #expect(argmaxPool2d(x, .pooling(2))[0, 0, 0, 0] == 10)
  }

  @Test("Of NaNs the last wins, as in PyTorch", arguments: [1, 20])
  func severalNaNs(examples: Int) {
    let row = Tensor<Double>([.nan, .nan, 1]).reshaped([1, 1, 3, 1])
    let x = Variable(row.broadcast(to: [1, 1, 3, examples]))
    let y = maxPool2d(x, .pooling([1, 3]))
    #expect(y.value.scalars.allSatisfy { $0.isNaN })
    let dx = y.gradients(of: [x], upstream: .ones(y.shape))[0]
    #expect(dx == (Tensor([0, 1, 0]).reshaped([1, 1, 3, 1]) + .zeros(x.shape)))
  }

  @Test("Of equal elements the first wins, and takes the whole gradient")
  func ties() {
    let x = Variable(Tensor<Double>.zeros([1, 2, 3, 1]))
    let y = maxPool2d(x, .pooling(2, stride: 1))
    let dx = y.gradients(of: [x], upstream: [[[[2], [3]]]])[0]
    #expect(dx == [[[[2], [3], [0]], [[0], [0], [0]]]])
  }

  @Test("An element that wins several windows receives the sum")
  func overlap() {
    let x = Variable(x)
    let y = maxPool2d(x, .pooling([2, 1], stride: 1))
    let largest: Tensor<Double> = [
      [
        [[4, -1], [5, -3], [7, -2], [6, 0]],
        [[9, -4], [8, -3], [7, 1], [6, 2]],
      ]
    ]
    #expect(y.value == largest)
    let dy = Tensor<Double>(1..<17).reshaped([1, 2, 4, 2])
    let dx = y.gradients(of: [x], upstream: dy)[0]
    // Of the middle row, three elements win both of their windows: 4 + 12, 5 + 13, 7 + 15.
    let expected: Tensor<Double> = [
      [
        [[0, 2], [3, 0], [0, 6], [0, 8]],
        [[1, 10], [0, 16], [18, 0], [22, 0]],
        [[9, 0], [11, 0], [0, 14], [0, 16]],
      ]
    ]
    #expect(dx == expected)
    let argmax = argmaxPool2d(x.value, .pooling([2, 1], stride: 1))
    #expect(maxPool2dGradient(dy, argmax: argmax, shape: x.shape) == dx)
  }

  @Test("Three witnesses agree", arguments: awkwardPooling)
  func gradient(window: Window2d, shape: [Int]) {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Double>.testPoint(shape, using: &generator)
    let report = checkGradient(of: MaxPooling(window: window), at: [("x", x)])
    #expect(report.passes, "\(report)")
  }

  @Test("Float agrees with Double", arguments: awkwardPooling)
  func precision(window: Window2d, shape: [Int]) {
    var generator = RandomGenerator(seed: 6)
    let x = Tensor<Double>.testPoint(shape, using: &generator)
    let report = checkPrecision(of: MaxPooling(window: window), at: [("x", x)])
    #expect(report.passes, "\(report)")
    let single = maxPool2d(Tensor<Float>(x), window)
    #expect(Tensor<Double>(single).isClose(to: maxPool2d(x, window), within: 1e-6))
  }

  @Test("The gradient check is told which element won")
  func branches() {
    func sides(_ x: Tensor<Double>) -> UInt64 {
      Branches.hashing { maxPool2d(Variable(x), .pooling(2)) }.sides
    }
    var other = x
    other[0, 0, 0, 0] = 6
    #expect(sides(x) == sides(x * 1.01))
    #expect(sides(x) != sides(other))
  }

  @Test("No examples, no numbers")
  func empty() {
    #expect(maxPool2d(Tensor<Float>.zeros([2, 4, 4, 0]), .pooling(2)).shape == [2, 2, 2, 0])
  }
}
