// The order in which kernels add, said by plain loops over single numbers, to the last bit. It names
// no register, no tile and no thread, so that whoever agrees with it agrees with every other machine
// that multiplies and adds at once, and those that do not agree with one another.

import Testing

@testable import Gradus

extension FloatingPoint {
  /// This number and a product, rounded as the build rounds them.
  fileprivate func adding(_ a: Self, times b: Self) -> Self {
    #if GRADUS_FMA
      addingProduct(a, b)
    #else
      self + a * b
    #endif
  }
}

/// The products of a convolution, in the order in which kernels add them.
private struct OrderedConvolution<Scalar: TensorScalar & BinaryFloatingPoint> {
  let x, w, dy: Tensor<Scalar>
  let window: Window2d

  /// The row and column of X under element (i, j) of the window at place (h, v); nil outside.
  private func pixel(_ h: Int, _ v: Int, _ i: Int, _ j: Int) -> (Int, Int)? {
    let row = h * window.stride.height - window.padding.height + i * window.dilation.height
    let column = v * window.stride.width - window.padding.width + j * window.dilation.width
    return 0..<x.shape[1] ~= row && 0..<x.shape[2] ~= column ? (row, column) : nil
  }

  private func forEach(_ shape: [Int], _ body: (Int, Int, Int, Int) -> Scalar) -> Tensor<Scalar> {
    var scalars: [Scalar] = []
    for a in 0..<shape[0] {
      for b in 0..<shape[1] {
        for c in 0..<shape[2] {
          for d in 0..<shape[3] { scalars.append(body(a, b, c, d)) }
        }
      }
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  private func at(_ t: Tensor<Scalar>, _ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Scalar {
    t.storage[((a * t.shape[1] + b) * t.shape[2] + c) * t.shape[3] + d]
  }

  /// From the bias on, by the kernel's rows, channels and columns.
  func y(bias: Tensor<Scalar>) -> Tensor<Scalar> {
    forEach(dy.shape) { o, h, v, n in
      var sum = bias.storage[o]
      for i in 0..<w.shape[2] {
        for c in 0..<w.shape[1] {
          for j in 0..<w.shape[3] {
            guard let (row, column) = pixel(h, v, i, j) else { continue }
            sum = sum.adding(at(w, o, c, i, j), times: at(x, c, row, column, n))
          }
        }
      }
      return sum
    }
  }

  /// By the kernel's rows, outputs and columns.
  func dx() -> Tensor<Scalar> {
    forEach(x.shape) { c, row, column, n in
      var sum: Scalar = 0
      for i in 0..<w.shape[2] {
        for o in 0..<w.shape[0] {
          for j in 0..<w.shape[3] {
            let h = row + window.padding.height - i * window.dilation.height
            let v = column + window.padding.width - j * window.dilation.width
            guard h.isMultiple(of: window.stride.height), v.isMultiple(of: window.stride.width)
            else { continue }
            let (place, other) = (h / window.stride.height, v / window.stride.width)
            guard 0..<dy.shape[1] ~= place, 0..<dy.shape[2] ~= other else { continue }
            sum = sum.adding(at(w, o, c, i, j), times: at(dy, o, place, other, n))
          }
        }
      }
      return sum
    }
  }

  /// For each of sixteen examples, or eight in double precision, over bands of some 128 places; then
  /// over those examples in pairs, halves first; bands, groups of examples, and parts of the groups.
  func dW() -> Tensor<Scalar> {
    let (lanes, examples) = (Scalar.self == Float.self ? 16 : 8, x.shape[3])
    let groups = (examples + lanes - 1) / lanes
    let (rows, columns) = (dy.shape[1], dy.shape[2])
    let bands = min((rows * columns + 127) / 128, rows)
    let parts = min(groups, 16)
    return forEach(w.shape) { o, c, i, j in
      func band(_ rows: Range<Int>, group: Int) -> Scalar {
        var sums = (0..<lanes).map { lane in
          var sum: Scalar = 0
          let n = group * lanes + lane
          guard n < examples else { return sum }
          for h in rows {
            for v in 0..<columns {
              guard let (row, column) = pixel(h, v, i, j) else { continue }
              sum = sum.adding(at(dy, o, h, v, n), times: at(x, c, row, column, n))
            }
          }
          return sum
        }
        while sums.count > 1 {
          let half = sums.count / 2
          sums = (0..<half).map { sums[$0] + sums[half + $0] }
        }
        return sums[0]
      }
      let sums = (0..<parts).map { part in
        (part * groups / parts..<(part + 1) * groups / parts).reduce(Scalar(0)) { sum, group in
          (0..<bands).reduce(sum) {
            $0 + band($1 * rows / bands..<($1 + 1) * rows / bands, group: group)
          }
        }
      }
      return sums.dropFirst().reduce(sums[0], +)
    }
  }
}

@Suite struct SummationOrderTests {
  /// What kernels add as it comes to them: over at most 256 products in a row, then over those sums.
  private func product<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    let stretches = (inner + 255) / 256
    let stretch = (inner + stretches - 1) / stretches
    let scalars = (0..<rows * columns).map { k in
      let (i, j) = (k / columns, k % columns)
      let sums = Swift.stride(from: 0, to: inner, by: stretch).map { first in
        (first..<min(first + stretch, inner)).reduce(Scalar(0)) {
          $0.adding(a.storage[i * inner + $1], times: b.storage[$1 * columns + j])
        }
      }
      return sums.dropFirst().reduce(sums[0], +)
    }
    return Tensor(shape: [rows, columns], scalars: scalars)
  }

  private func expectProduct<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ rows: Int, _ inner: Int, _ columns: Int, _: Scalar.Type
  ) {
    var generator = RandomGenerator(seed: 5)
    let a = Tensor<Scalar>.normal([rows, inner], using: &generator)
    let b = Tensor<Scalar>.normal([inner, columns], using: &generator)
    let expected = product(a, b)
    #expect(matmul(a, b) == expected)
    #expect(matmul(transposed: a.transposed(), b) == expected)
    #expect(matmul(a, transposed: b.transposed()) == expected)
  }

  @Test(
    "A matrix product, whatever its tiles",
    arguments: [
      (9, 17, 33), (1, 300, 1), (1, 40, 70), (70, 40, 1), (5, 257, 18), (13, 530, 47),
      (66, 513, 129), (130, 19, 301), (9, 257, 2050), (23, 70, 95),
    ])
  func matrixProduct(rows: Int, inner: Int, columns: Int) {
    expectProduct(rows, inner, columns, Float.self)
    expectProduct(rows, inner, columns, Double.self)
  }

  private func expectConvolution<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ test: ConvolutionCase, examples: Int, _: Scalar.Type
  ) {
    var generator = RandomGenerator(seed: 6)
    let window = Window2d(
      Size2d(ofKernel: test.kernels), stride: test.stride, padding: test.padding,
      dilation: test.dilation)
    let x = Tensor<Scalar>.normal(test.images.dropLast() + [examples], using: &generator)
    let w = Tensor<Scalar>.normal(test.kernels, using: &generator)
    let bias = Tensor<Scalar>.normal([w.shape[0]], using: &generator)
    let y = conv2d(
      x, w, bias: bias, stride: window.stride, padding: window.padding, dilation: window.dilation)
    let dy = Tensor<Scalar>.normal(y.shape, using: &generator)
    let ordered = OrderedConvolution(x: x, w: w, dy: dy, window: window)
    #expect(y == ordered.y(bias: bias))
    #expect(
      conv2dInputGradient(
        dy, w, inputSize: Size2d(ofImages: x.shape), stride: window.stride,
        padding: window.padding, dilation: window.dilation) == ordered.dx())
    #expect(
      conv2dKernelGradient(
        x, dy, kernelSize: window.size, stride: window.stride, padding: window.padding,
        dilation: window.dilation) == ordered.dW())
  }

  private static let convolutions =
    ConvolutionCase.all + ConvolutionCase.tiles + [
      ConvolutionCase(
        testDescription: "LeNet-5's second", images: [6, 14, 14, 1], kernels: [16, 6, 5, 5]),
      ConvolutionCase(
        testDescription: "several bands, strided", images: [4, 31, 34, 1], kernels: [7, 4, 4, 4],
        stride: 2, padding: 1),
    ]

  @Test(
    "A convolution and its derivatives, whatever the tiles", arguments: convolutions, [5, 37])
  func convolution(test: ConvolutionCase, examples: Int) {
    expectConvolution(test, examples: examples, Float.self)
    expectConvolution(test, examples: examples, Double.self)
  }

  @Test("And where groups of examples are more than parts")
  func groups() {
    let test = ConvolutionCase(
      testDescription: "", images: [2, 5, 7, 1], kernels: [3, 2, 2, 3], padding: 1)
    expectConvolution(test, examples: 290, Float.self)
    expectConvolution(test, examples: 290, Double.self)
  }
}
