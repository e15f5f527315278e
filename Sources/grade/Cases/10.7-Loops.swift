// Where exercise 10.7 is checked: the loops of a convolution over flat arrays, in single precision,
// held to the engine's kernel. No two lengths are equal.

import Gradus

/// The checks of the inner loops.
func orderCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1998)
  return [(1, 5, 6, 1, 2), (2, 7, 5, 3, 3), (3, 6, 8, 2, 1)].map { c, h, w, o, k in
    let x = Tensor<Double>.normal([c, h, w, variation.grown(4)], using: &random)
    let kernels = Tensor<Double>.normal([o, c, k, k], using: &random)
    return Case.value(
      name: "\(c) channels of \(h)×\(w), \(o) kernels of \(k)×\(k)", what: "Y", tolerance: 1e-5,
      answer: { student(x, kernels) }, expected: { conv2d(x, kernels) },
      mistakes: [
        "rows and columns of the kernel have changed places.":
          { conv2d(x, kernels.permuted([0, 1, 3, 2])) }
      ])
  }
}
