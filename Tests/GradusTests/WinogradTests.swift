// Winograd's filtering: a filter, transposes that are such, and convolutions that are what the plain
// loops give, up to the rounding that its transforms magnify.

import Testing

@testable import Gradus

/// A convolution with kernels of 3×3.
private struct WinogradCase: CustomTestStringConvertible, Sendable {
  let channels, outputs, height, width, examples: Int
  var padding: Size2d = 1

  var testDescription: String {
    "\(channels) → \(outputs), \(height)×\(width), \(examples) examples, padding \(padding)"
  }
  var window: Window2d { Window2d(3, padding: padding) }

  static let all =
    [1, 5, 16, 37].map {
      WinogradCase(channels: 3, outputs: 5, height: 7, width: 10, examples: $0)
    }
    + [0, 1, 2, 3, [2, 0], [0, 4]].map {
      WinogradCase(channels: 2, outputs: 3, height: 5, width: 9, examples: 5, padding: $0)
    } + [
      WinogradCase(channels: 1, outputs: 1, height: 3, width: 3, examples: 1, padding: 0),
      WinogradCase(channels: 17, outputs: 4, height: 8, width: 4, examples: 33),
      WinogradCase(channels: 64, outputs: 70, height: 6, width: 5, examples: 19),
      // So many places that each part of the kernels' gradient has several stretches of them.
      WinogradCase(channels: 2, outputs: 3, height: 13, width: 18, examples: 300),
    ]

  /// Images, kernels and a gradient of the result.
  func tensors<Scalar: TensorScalar>(
    seed: UInt64
  ) -> (x: Tensor<Scalar>, w: Tensor<Scalar>, dy: Tensor<Scalar>) {
    var generator = RandomGenerator(seed: seed)
    let (rows, columns) = (height + 2 * padding.height - 2, width + 2 * padding.width - 2)
    return (
      .normal([channels, height, width, examples], using: &generator),
      .normal([outputs, channels, 3, 3], using: &generator),
      .normal([outputs, rows, columns, examples], using: &generator)
    )
  }

  /// A number an output.
  func bias<Scalar: TensorScalar>() -> Tensor<Scalar> {
    Tensor((0..<outputs).map { Scalar(0.5 - 0.25 * Double($0 % 7)) })
  }

  /// The convolution and its two derivatives by Winograd's filtering, however few channels there are.
  func products<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ w: Tensor<Scalar>, _ dy: Tensor<Scalar>
  ) throws -> [Tensor<Scalar>] {
    let y = WinogradKernel<Scalar>(convolving: x.shape, with: w.shape, to: dy.shape, window)
    let dx = WinogradKernel<Scalar>(adjointOf: dy.shape, with: w.shape, to: x.shape, window)
    return [
      try #require(y.result(x, w, bias: bias())),
      try #require(dx.result(dy, w, bias: .zeros([channels]))),
      WinogradGradientKernel<Scalar>(x.shape, dy.shape, window).result(x, dy),
    ]
  }

  /// All three by the plain loops.
  func loops<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ w: Tensor<Scalar>, _ dy: Tensor<Scalar>
  ) -> [Tensor<Scalar>] {
    [
      Specification.conv2d(x, w, window) + bias().reshaped([-1, 1, 1, 1]),
      Specification.conv2dInputGradient(dy, w, inputSize: Size2d(ofImages: x.shape), window),
      Specification.conv2dKernelGradient(x, dy, window),
    ]
  }
}

@Suite struct WinogradTests {
  private typealias Transform = Winograd<Double>
  private typealias Lanes = Double.Lanes

  /// A few numbers in all lanes.
  private func lanes<let count: Int>(_ seed: UInt64) -> InlineArray<count, Lanes> {
    var generator = RandomGenerator(seed: seed)
    return InlineArray { _ in Lanes(repeating: generator.normal()) }
  }

  private func dot<let count: Int>(
    _ a: InlineArray<count, Lanes>, _ b: InlineArray<count, Lanes>
  ) -> Double {
    (0..<count).reduce(0) { $0 + a[$1].wrapped[0] * b[$1].wrapped[0] }
  }

  @Test("Six products filter six numbers with three")
  func filter() {
    let d: InlineArray<6, Lanes> = lanes(1)
    let g: InlineArray<3, Lanes> = lanes(2)
    let (u, v) = (Transform.kernel(g), Transform.image(d))
    let y = Transform.result(InlineArray { u[$0] * v[$0] })
    for i in 0..<4 {
      let direct = (0..<3).reduce(0) { $0 + g[$1].wrapped[0] * d[i + $1].wrapped[0] }
      #expect(abs(y[i].wrapped[0] - direct) < 1e-14)
    }
  }

  @Test("The gradients' transforms are the transposes of the others")
  func transposes() {
    let m: InlineArray<6, Lanes> = lanes(3)
    let dy: InlineArray<4, Lanes> = lanes(4)
    let g: InlineArray<3, Lanes> = lanes(5)
    #expect(
      abs(dot(Transform.result(m), dy) - dot(m, Transform.resultGradient(dy))) < 1e-14)
    #expect(
      abs(dot(Transform.kernel(g), m) - dot(g, Transform.kernelGradient(m))) < 1e-14)
  }

  /// The transforms magnify numbers at most 7.4, 5.2 and 1.5 times along each axis, the largest sums
  /// of a row's magnitudes; so a sum of n products of numbers below a and b errs by less than
  /// γₙ·n·a·b·(7.4·5.2·1.5)² (Higham 2002, §3.1), γₙ for the products and the transforms' 30 sums.
  @Test("They give what the plain loops give, in double precision", arguments: WinogradCase.all)
  private func double(test: WinogradCase) throws {
    let (x, w, dy): (Tensor<Double>, Tensor<Double>, Tensor<Double>) = test.tensors(seed: 6)
    let terms = [w.count / test.outputs, w.count / test.channels, dy.count / test.outputs]
    for (k, (fast, plain)) in zip(try test.products(x, w, dy), test.loops(x, w, dy)).enumerated() {
      let n = Double(terms[k])
      let error = zip(fast.scalars, plain.scalars).map { abs($0 - $1) }.max() ?? 0
      #expect(fast.shape == plain.shape)
      #expect(error < (n + 30) * Double.ulpOfOne * n * 5 * 5 * 3400)
    }
  }

  /// Float's rounding errors add up like a random walk, here of n products in a row and of the
  /// transforms' 30 sums, and the transforms treble them. In a row: W's gradient is summed over
  /// stretches of at most 16 tiles, as `WinogradGradientKernel` cuts them, then over those.
  @Test("And in single precision, as closely as one may hope", arguments: WinogradCase.all)
  private func float(test: WinogradCase) throws {
    let (x, w, dy): (Tensor<Float>, Tensor<Float>, Tensor<Float>) = test.tensors(seed: 7)
    let plain = test.loops(Tensor<Double>(x), Tensor<Double>(w), Tensor<Double>(dy))
    let places = min(WinogradTiles<Float>(covering: dy.shape).count, 16)
    let terms = [test.channels, test.outputs, places * Float.Lanes.laneCount]
    for (k, (fast, plain)) in zip(try test.products(x, w, dy), plain).enumerated() {
      #expect(relativeError(fast, plain) < 0x3p-24 * Double(terms[k] + 30).squareRoot())
    }
  }

  @Test("And in dual numbers", arguments: WinogradCase.all.filter { $0.channels < 5 })
  private func dual(test: WinogradCase) throws {
    let (x, w, dy): (Tensor<Double>, Tensor<Double>, Tensor<Double>) = test.tensors(seed: 8)
    let (a, b, c) = (withTangents(x, 0.5), withTangents(w, -1), withTangents(dy, 2))
    for (fast, plain) in zip(try test.products(a, b, c), test.loops(a, b, c)) {
      #expect(
        zip(fast.scalars, plain.scalars).allSatisfy {
          abs($0.value - $1.value) < 1e-10 && abs($0.tangent - $1.tangent) < 1e-10
        })
    }
  }

  @Test("Of 64 channels it errs twice as much as the direct sum, for the kernels eight times")
  func accuracy() throws {
    let test = WinogradCase(channels: 64, outputs: 64, height: 16, width: 16, examples: 16)
    let (x, w, dy): (Tensor<Float>, Tensor<Float>, Tensor<Float>) = test.tensors(seed: 9)
    let direct = [
      ConvolutionKernel(convolving: x.shape, with: w.shape, to: dy.shape, test.window)
        .result(x, w, bias: test.bias()),
      ConvolutionKernel(adjointOf: dy.shape, with: w.shape, to: x.shape, test.window)
        .result(dy, w, bias: .zeros([test.channels])),
      ConvolutionGradientKernel(x.shape, dy.shape, test.window).result(x, dy),
    ]
    let plain = test.loops(Tensor<Double>(x), Tensor<Double>(w), Tensor<Double>(dy))
    for (k, fast) in try test.products(x, w, dy).enumerated() {
      let (error, directError) = (
        relativeError(fast, plain[k]), relativeError(direct[k], plain[k])
      )
      #expect(error < (k == 2 ? 10 : 2.5) * directError)
    }
  }

  /// The transforms would carry it to all of a tile. Of 37 examples some fill whole tiles, and the
  /// last places stand in later blocks.
  @Test(
    "Infinities and what is no number go where the plain loops take them", arguments: [3, 37])
  func notFinite(examples: Int) throws {
    let test = WinogradCase(channels: 16, outputs: 17, height: 8, width: 5, examples: examples)
    let tensors: (Tensor<Float>, Tensor<Float>, Tensor<Float>) = test.tensors(seed: 10)
    #expect(Winograd<Float>.pays(tensors.0.shape, tensors.2.shape, test.window))
    for (place, value) in [(0, Float.infinity), (3, .nan), (17, -.infinity)] {
      for input in 0..<3 {
        var (x, w, dy) = tensors
        if input == 0 { x.storage[place] = value }
        if input == 1 { w.storage[place] = value }
        if input == 2 { dy.storage[place] = value }
        let fast = [
          conv2d(x, w, bias: test.bias(), padding: 1),
          conv2dInputGradient(dy, w, inputSize: Size2d(ofImages: x.shape), padding: 1),
          conv2dKernelGradient(x, dy, kernelSize: 3, padding: 1),
        ]
        for (fast, plain) in zip(fast, test.loops(x, w, dy)) {
          #expect(
            zip(fast.scalars, plain.scalars).allSatisfy { a, b in
              a.isNaN ? b.isNaN : a.isInfinite || b.isInfinite ? a == b : abs(a - b) < 1e-3
            })
        }
      }
    }
  }

  @Test("Any number of threads gives the same bits", arguments: [3, 100])
  func threads(examples: Int) throws {
    let test = WinogradCase(
      channels: 16, outputs: 22, height: 24, width: 25, examples: examples)
    let (x, w, dy): (Tensor<Float>, Tensor<Float>, Tensor<Float>) = test.tensors(seed: 11)
    func bits(threads: Int) throws -> [Tensor<UInt32>] {
      try ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
        try test.products(x, w, dy).map { $0.map(\.bitPattern) }
      }
    }
    let one = try bits(threads: 1)
    for threads in [2, 3, 7] { #expect(try bits(threads: threads) == one) }
  }
}
