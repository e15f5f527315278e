// Where exercises 06.7 and 06.8 are checked: the loops of a convolution, by all three functions that
// sum its products, and the gradient of max-pooling, both held to the engine's kernels, which are
// written another way. No image is square and no two lengths are equal.

import Gradus

/// The checks of the loops: Y, dX and dW, in windows that stride, pad and dilate.
func loopCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, s: Size2d, p: Size2d, d: Size2d)] = [
    ("a plain window", 1, 0, 1), ("a stride", [2, 3], 0, 1), ("a padding", 1, [1, 2], 1),
    ("a dilation", 1, 0, [2, 1]),
  ]
  var random = variation.generator(1980)
  return table.flatMap { name, s, p, d in
    let n = variation.grown(2)
    let x = Tensor<Double>.normal([2, 6, 7, n], using: &random)
    let w = Tensor<Double>.normal([3, 2, 3, 2], using: &random)
    let y = conv2d(x, w, stride: s, padding: p, dilation: d)
    let dy = Tensor<Double>.normal(y.shape, using: &random)
    let numbers = Tensor([s, p, d].flatMap { [Double($0.height), Double($0.width)] })
    let question = [x, w, dy, numbers]
    let right: [@Sendable () -> Tensor<Double>] = [
      { y },
      {
        conv2dInputGradient(
          dy, w, inputSize: [6, 7], stride: s, padding: p, dilation: d)
      },
      { conv2dKernelGradient(x, dy, kernelSize: [3, 2], stride: s, padding: p, dilation: d) },
    ]
    return ["Y", "dX", "dW"].enumerated().map { index, what in
      Case.value(
        name: "\(name), \(what)", what: what, answer: { student.part(index, of: question) },
        expected: right[index])
    }
  }
}

/// The checks of max-pooling's gradient; windows overlap in one case and leave pixels out in another.
func maxPoolCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, size: Size2d, s: Size2d)] = [
    ("windows side by side", 2, 2), ("windows that overlap", 3, 1),
    ("windows with gaps", [2, 1], 3),
  ]
  var random = variation.generator(1999)
  return table.map { name, size, s in
    let window = Window2d(size, stride: s)
    let x = Tensor<Double>.normal([2, 7, 5, variation.grown(3)], using: &random)
    let argmax = argmaxPool2d(x, window)
    let dy = Tensor<Double>.normal(argmax.shape, using: &random)
    let places = Tensor(shape: argmax.shape, scalars: argmax.scalars.map { Double($0) })
    /// Each pixel's first or last share alone.
    @Sendable func one(_ isLast: Bool) -> Tensor<Double> {
      var dx = Tensor<Double>.zeros([x.count])
      let pairs = Array(zip(argmax.scalars, dy.scalars))
      for (k, gradient) in isLast ? pairs : pairs.reversed() { dx[k] = gradient }
      return dx.reshaped(x.shape)
    }
    return Case.value(
      name: name, what: "dx",
      answer: { student(dy, places, Tensor(x.shape.map { Double($0) })) },
      expected: { maxPool2dGradient(dy, of: x, window) },
      mistakes: [
        "where windows overlap, the shares of a pixel add up; here one has overwritten the others.":
          { one(true) },
        "only the first share of a pixel has arrived; they add up.": { one(false) },
        "every window sends back its gradient, not the pixel's value.": {
          maxPool2dGradient(.ones(dy.shape), of: x, window) * x
        },
        "dy has not been used: every window sends back its gradient, not 1.": {
          maxPool2dGradient(.ones(dy.shape), of: x, window)
        },
      ])
  }
}
