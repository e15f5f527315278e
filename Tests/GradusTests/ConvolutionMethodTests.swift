// The convolution's kernels: what the plain loops give, up to rounding, in every number type and for
// every tile; the same bits on any number of threads.

import Testing

@testable import Gradus

/// A convolution with a number of examples.
private struct KernelCase: CustomTestStringConvertible, Sendable {
  let convolution: ConvolutionCase
  let examples: Int

  var testDescription: String { "\(convolution.testDescription), \(examples) examples" }
  var window: Window2d {
    Window2d(
      Size2d(ofKernel: convolution.kernels), stride: convolution.stride,
      padding: convolution.padding, dilation: convolution.dilation)
  }

  static let all =
    (ConvolutionCase.all + ConvolutionCase.tiles).flatMap { convolution in
      [1, 5, 16, 37, 64].map { KernelCase(convolution: convolution, examples: $0) }
    } + [
      // All but one lane, in several bands of rows and slices of outputs.
      KernelCase(
        convolution: ConvolutionCase(
          testDescription: "several bands, strided", images: [16, 31, 34, 1],
          kernels: [22, 16, 3, 3], stride: 2, padding: 1),
        examples: 15),
      // More groups of examples than the kernels' gradient has parts.
      KernelCase(
        convolution: ConvolutionCase(
          testDescription: "several groups a part", images: [2, 5, 7, 1], kernels: [3, 2, 2, 3],
          stride: [3, 2], padding: [1, 2], dilation: [3, 2]),
        examples: 290),
      KernelCase(
        convolution: ConvolutionCase(
          testDescription: "16 channels, dilated", images: [16, 9, 10, 1], kernels: [17, 16, 3, 3],
          padding: 2, dilation: 2),
        examples: 5),
    ]

  /// Images, kernels and a gradient of the result.
  func tensors<Scalar: TensorScalar>(
    seed: UInt64
  ) -> (x: Tensor<Scalar>, w: Tensor<Scalar>, dy: Tensor<Scalar>) {
    var generator = RandomGenerator(seed: seed)
    let images = convolution.images.dropLast() + [examples]
    let x = Tensor<Scalar>.normal(Array(images), using: &generator)
    let w = Tensor<Scalar>.normal(convolution.kernels, using: &generator)
    let dy = Tensor<Scalar>.normal(
      Specification.conv2d(x, w, window).shape, using: &generator)
    return (x, w, dy)
  }
}

extension ConvolutionCase {
  /// Every tile's width, up to 6 pixels and 6 taps, and every height, up to 4 outputs; several
  /// tiles of unequal size.
  static let tiles =
    (1...7).map { n in
      ConvolutionCase(
        testDescription: "tiles of \(n)", images: [n, 3, n + 1, 1],
        kernels: [n, n, 2, 2])
    } + [
      ConvolutionCase(
        testDescription: "several tiles", images: [5, 6, 17, 1], kernels: [11, 5, 3, 3],
        padding: 1)
    ]
}

@Suite struct ConvolutionMethodTests {
  @Test("They give what the plain loops give, in single precision", arguments: KernelCase.all)
  private func float(test: KernelCase) { compare(test, Float.self) }

  @Test("And in double precision", arguments: KernelCase.all)
  private func double(test: KernelCase) { compare(test, Double.self) }

  /// Holds all three to the loops in double precision: a sum of n products, in whatever order, is
  /// within γ_n·Σ|product| of the right one, γ_n ≈ n·ε/2 (Higham 2002, §3.1). The loops err so too.
  /// As rounding errors are a random walk, their mean square is far smaller: a bound that a single
  /// product left out exceeds.
  private func compare<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ test: KernelCase, _: Scalar.Type
  ) {
    let window = test.window
    let (x, w, dy): (Tensor<Scalar>, Tensor<Scalar>, Tensor<Scalar>) = test.tensors(seed: 1)
    let size = Size2d(ofImages: x.shape)
    func expect(
      _ result: Tensor<Scalar>, _ terms: Int,
      _ loops: (Tensor<Double>, Tensor<Double>, Tensor<Double>) -> Tensor<Double>
    ) {
      let (a, b, c) = (Tensor<Double>(x), Tensor<Double>(w), Tensor<Double>(dy))
      let right = loops(a, b, c)
      let error = abs(Tensor<Double>(result) - right)
      let bound = Double(terms) * Double(Scalar.ulpOfOne) * loops(abs(a), abs(b), abs(c))
      #expect(result.shape == error.shape)
      #expect(zip(error.scalars, bound.scalars).allSatisfy { $0 <= $1 })
      #expect(
        relativeError(result, right) <= Double(terms).squareRoot() * Double(Scalar.ulpOfOne))
    }
    let outputTerms = w.count / max(w.shape[0], 1)
    expect(
      conv2d(x, w, stride: window.stride, padding: window.padding, dilation: window.dilation),
      outputTerms
    ) { x, w, _ in Specification.conv2d(x, w, window) }
    let bias = (0..<w.shape[0]).map { 1.5 + Double($0 % 3) }
    expect(
      conv2d(
        x, w, bias: Tensor(bias.map { Scalar($0) }), stride: window.stride,
        padding: window.padding, dilation: window.dilation),
      outputTerms + 1
    ) { x, w, _ in Specification.conv2d(x, w, window) + Tensor(bias).reshaped([-1, 1, 1, 1]) }
    expect(
      conv2dInputGradient(
        dy, w, inputSize: size, stride: window.stride, padding: window.padding,
        dilation: window.dilation),
      w.count / w.shape[1]
    ) { _, w, dy in Specification.conv2dInputGradient(dy, w, inputSize: size, window) }
    expect(
      conv2dKernelGradient(
        x, dy, kernelSize: window.size, stride: window.stride, padding: window.padding,
        dilation: window.dilation),
      dy.count / dy.shape[0]
    ) { x, _, dy in Specification.conv2dKernelGradient(x, dy, window) }
  }

  /// The tangent of a sum of products x·w is the sum of ẋ·w and of x·ẇ, which numbers without
  /// tangents can find.
  @Test("And in dual numbers", arguments: KernelCase.all.filter { $0.examples == 5 })
  private func dual(test: KernelCase) {
    let window = test.window
    let (x, w, dy): (Tensor<Double>, Tensor<Double>, Tensor<Double>) = test.tensors(seed: 2)
    let (a, b, c) = (withTangents(x, 0.5), withTangents(w, -1), withTangents(dy, 2))
    let size = Size2d(ofImages: x.shape)
    func expect(
      _ result: Tensor<Dual<Double>>, _ p: Tensor<Dual<Double>>, _ q: Tensor<Dual<Double>>,
      _ products: (Tensor<Double>, Tensor<Double>) -> Tensor<Double>
    ) {
      let value = products(p.map(\.value), q.map(\.value))
      let tangent =
        products(p.map(\.tangent), q.map(\.value)) + products(p.map(\.value), q.map(\.tangent))
      #expect(abs(result.map(\.value) - value).max().scalar < 1e-11)
      #expect(abs(result.map(\.tangent) - tangent).max().scalar < 1e-11)
    }
    expect(ConvolutionMethod.conv2d(a, b, bias: nil, window, shape: dy.shape), a, b) {
      Specification.conv2d($0, $1, window)
    }
    expect(ConvolutionMethod.inputGradient(c, b, window, shape: x.shape), c, b) {
      Specification.conv2dInputGradient($0, $1, inputSize: size, window)
    }
    expect(ConvolutionMethod.kernelGradient(a, c, window), a, c) {
      Specification.conv2dKernelGradient($0, $1, window)
    }
  }

  /// In windows of which some elements stand beside the image, at some places or at all of them.
  @Test(
    "Infinities and what is no number go where the plain loops take them",
    arguments: ConvolutionCase.all + [
      ConvolutionCase(
        testDescription: "strided, padded", images: [2, 5, 7, 1], kernels: [3, 2, 3, 2],
        stride: 2, padding: 1),
      ConvolutionCase(
        testDescription: "many columns, padded", images: [2, 2, 19, 1], kernels: [5, 2, 1, 5],
        padding: [0, 2]),
      ConvolutionCase(
        testDescription: "wider than the image", images: [2, 3, 4, 1], kernels: [4, 2, 5, 9],
        padding: [2, 6]),
    ])
  func notFinite(_ convolution: ConvolutionCase) {
    let test = KernelCase(convolution: convolution, examples: 19)
    notFinite(test, Float.self)
    notFinite(test, Double.self)
  }

  private func notFinite<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ test: KernelCase, _: Scalar.Type
  ) {
    let window = test.window
    let tensors: (Tensor<Scalar>, Tensor<Scalar>, Tensor<Scalar>) = test.tensors(seed: 3)
    for (place, value) in [(0, Scalar.infinity), (3, .nan), (17, -.infinity)] {
      for input in 0..<3 {
        var (x, w, dy) = tensors
        if input == 0 { x.storage[place % x.count] = value }
        if input == 1 { w.storage[place % w.count] = value }
        if input == 2 { dy.storage[place % dy.count] = value }
        let size = Size2d(ofImages: x.shape)
        let pairs = [
          (
            conv2d(
              x, w, stride: window.stride, padding: window.padding, dilation: window.dilation),
            Specification.conv2d(x, w, window)
          ),
          (
            conv2dInputGradient(
              dy, w, inputSize: size, stride: window.stride, padding: window.padding,
              dilation: window.dilation),
            Specification.conv2dInputGradient(dy, w, inputSize: size, window)
          ),
          (
            conv2dKernelGradient(
              x, dy, kernelSize: window.size, stride: window.stride, padding: window.padding,
              dilation: window.dilation),
            Specification.conv2dKernelGradient(x, dy, window)
          ),
        ]
        for (fast, plain) in pairs {
          #expect(
            zip(fast.scalars, plain.scalars).allSatisfy { a, b in
              a.isNaN ? b.isNaN : a.isInfinite || b.isInfinite ? a == b : abs(a - b) < 1e-4
            })
        }
      }
    }
  }

  /// Large enough for several chunks each: bands of rows, groups and parts of examples, slices of
  /// outputs.
  @Test("Any number of threads gives the same bits", arguments: [3, 40, 100])
  func threads(examples: Int) {
    let window = Window2d(3, stride: [1, 2], padding: 1)
    var generator = RandomGenerator(seed: 4)
    let x = Tensor<Float>.normal([9, 24, 25, examples], using: &generator)
    let w = Tensor<Float>.normal([22, 9, 3, 3], using: &generator)
    let dy = Tensor<Float>.normal([22, 24, 13, examples], using: &generator)
    func bits(threads: Int) -> [Tensor<UInt32>] {
      ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
        [
          ConvolutionMethod.conv2d(x, w, bias: nil, window, shape: dy.shape),
          ConvolutionMethod.inputGradient(dy, w, window, shape: x.shape),
          ConvolutionMethod.kernelGradient(x, dy, window),
        ].map { $0.map(\.bitPattern) }
      }
    }
    let one = bits(threads: 1)
    for threads in [2, 3, 7] { #expect(bits(threads: threads) == one) }
  }
}

/// Numbers with the tangents 0, 1, … 6 in turn, times a factor.
func withTangents(_ value: Tensor<Double>, _ factor: Double) -> Tensor<Dual<Double>> {
  Tensor(
    shape: value.shape,
    scalars: value.scalars.enumerated().map { Dual($1, tangent: factor * Double($0 % 7)) })
}
