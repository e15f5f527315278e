// Wrong gradients that libraries and courses have really had, each in a sentence, with its source.

import Gradus
import Testing

@testable import GradientCheck

/// A wrong gradient that somebody had, and what the checker has to say of it.
private struct Case: CustomTestStringConvertible, Sendable {
  /// What went wrong.
  let story: String
  let source: String
  /// A part of the report.
  let said: String
  let report: @Sendable () -> GradientReport

  init(
    _ story: String, _ source: String, said: String,
    report: @escaping @Sendable () -> GradientReport
  ) {
    (self.story, self.source, self.said, self.report) = (story, source, said, report)
  }

  var testDescription: String { "\(story) (\(source))" }
}

private let dl2 = "dl2.py, github.com/coderkarthiko/ml-project, 2020"

private let history: [Case] = [
  Case(
    "Softmax was differentiated as if every output saw its own score alone.",
    "github.com/deeplearning4j/libnd4j/issues/440, 2017", said: "only the Jacobian's diagonal"
  ) {
    unary(random([3, 5]), { softmax($0) }) { x, dy in
      let y = softmax(x)
      return dy * y * (1 - y)
    }
  },
  Case(
    "The diagonal of softmax's Jacobian was added to itself.", dl2,
    said: "the Jacobian's diagonal counts twice"
  ) {
    unary(random([3, 5]), { softmax($0) }) { x, dy in
      let y = softmax(x)
      return y * (dy - (y * dy).summed(along: 0, keepingAxes: true)) + dy * y * (1 - y)
    }
  },
  Case(
    "A step that ignores how the mean depends on the input lets a bias grow without end.",
    "Ioffe and Szegedy 2015, section 2", said: "a mean taken for a constant"
  ) { batchNorm(mean: 0, variance: 1) },
  Case(
    "The variance of a normalisation was detached from the graph.",
    "github.com/abhiskk/ladder/issues/2, 2017", said: "a variance taken for a constant"
  ) { batchNorm(mean: 1, variance: 0) },
  Case(
    "Batch normalisation went over the features of an example instead of the batch.", dl2,
    said: "21 of 21 wrong"
  ) {
    func normalised(_ x: Tensor<Double>, along axis: TensorAxes) -> Tensor<Double> {
      (x - x.mean(along: axis, keepingAxes: true))
        / sqrt(x.variance(along: axis, keepingAxes: true) + 1e-5)
    }
    return unary(random([3, 7]), { normalised($0, along: 1) }) { x, dy in
      let y = normalised(x, along: 0)
      let means = dy.mean(along: 0, keepingAxes: true)
      let products = y * (dy * y).mean(along: 0, keepingAxes: true)
      return (dy - means - products) / sqrt(x.variance(along: 0, keepingAxes: true) + 1e-5)
    }
  },
  Case(
    "The slope of a leaky ReLU met x twice, α·x·x, and was differentiated as α.", dl2,
    said: "6 of 15 wrong"
  ) {
    unary(random([3, 5]), { $0.map { $0 > 0 ? $0 : -0.01 * $0 * $0 } }) { x, dy in
      dy * x.map { $0 > 0 ? 1 : -0.01 }
    }
  },
  Case(
    "A leaky ReLU's slope was multiplied in on the way forward and again on the way back.",
    "the commonest form of the last", said: "the local derivative is squared"
  ) {
    unary(random([3, 5]), { leakyReLU($0, slope: 0.2) }) { x, dy in
      dy * x.map { $0 > 0 ? 1 : 0.04 }
    }
  },
  Case(
    "Where windows of a max-pooling overlapped, the later one overwrote the earlier one's share.",
    "github.com/root-project/root/pull/2175, 2018, and " + dl2,
    said: "only at every 4th index of axis 0 from 2, as"
  ) {
    unary(ridges, { maxPool($0).value }) { x, dy in
      var dx = Tensor<Double>.zeros(x.shape)
      for (offset, place) in maxPool(x).places.enumerated() {
        dx[place, offset % x.shape[1]] = dy.storage[offset]
      }
      return dx
    }
  },
  Case(
    "Where a stride left a remainder, the gradient of an image came back smaller than the image.",
    "github.com/torch/DEPRECEATED-torch7-distro/issues/20, 2012",
    said: "the gradient of x has shape [7, 5], expected [8, 5]"
  ) {
    unary(random([8, 5]), { x in maxPool(x).value }) { x, dy in
      var dx = Tensor<Double>.zeros([7, 5])
      for (offset, place) in maxPool(x).places.enumerated() {
        dx[place, offset % 5] += dy.storage[offset]
      }
      return dx
    }
  },
  Case(
    "The gradient of a broadcast operand kept the shape of the result.",
    "github.com/pytorch/pytorch/issues/1787, 2017",
    said: "not summed over the axes along which it was broadcast"
  ) {
    checkGradient(
      at: [("a", random([4, 1])), ("b", random([1, 5], seed: 2))], forward: { $0[0] * $0[1] }
    ) { p, dy in [dy * p[1], dy * p[0]] }
  },
  Case(
    "The gradient of a bias was the output's, right for a batch of one.",
    "github.com/mlpack/mlpack/pull/3679, 2024",
    said: "not summed over the axes along which it was broadcast"
  ) { linear("b") { _, _, dy in dy } },
  Case(
    "A gradient was off by a factor of two, and nobody knew why.",
    "github.com/markroxor/fromscratchtoml/issues/65, 2018", said: "twice too large"
  ) { linear("w") { right, _, _ in 2 * right } },
  Case(
    "The ½ of a halved mean of squares was lost, and its 2 counted again: 4/m for 1/m.",
    "twice the mistake of github.com/42-AI/bootcamp_machine-learning/issues/20, 2020",
    said: "four times too large"
  ) {
    unary(random([1, 7]), { Tensor(($0 * $0).mean().scalar / 2) }) { z, dL in dL * (4 * z / 7) }
  },
  Case(
    "The gradient of a mean took the one that arrives for a single number, and so for ones.",
    "github.com/facebookresearch/shumai/issues/74, 2022", said: "the upstream gradient is ignored"
  ) { unary(random([3, 5]), { $0.mean(along: 0) }) { x, _ in .ones(x.shape) / 3 } },
  Case(
    "Average pooling divided its own input in place.", dl2,
    said: "broken: the function or its pullback changes its input x"
  ) {
    checkGradient(at: [("x", random([6, 5]))]) { inputs in
      let x = inputs[0]
      let y = x.reshaped([3, 2, 5]).mean(along: 1)
      x.value = Tensor(x.value / 2)
      return y
    }
  },
  Case(
    "A variable used twice received the gradient of one use only.",
    "github.com/sebgao/cTensor/issues/5, 2021", said: "w [3, 3]: fail"
  ) {
    checkGradient(
      at: [("w", random([3, 3])), ("x", random([3, 5], seed: 5))],
      forward: { matmul($0[0], matmul($0[0], $0[1])) }
    ) { v, dy in
      let (w, x) = (v[0], v[1])
      let inner = matmul(w.transposed(), dy)
      return [matmul(dy, matmul(w, x).transposed()), matmul(w.transposed(), inner)]
    }
  },
]

/// Every fourth row above the others, so that windows of three have their maximum where two of them
/// overlap.
private let ridges: Tensor<Double> = {
  let rows: Tensor<Double> = [2, -1, 3, -1, 2, -1, 3, -1, 2, -1, 3, -1, 2]
  return rows.reshaped([13, 1]) + 0.1 * random([13, 5])
}()

/// The maxima of windows of three rows, two apart, and the rows they stand in; the last row is left
/// over where the number of rows is even.
private func maxPool(_ x: Tensor<Double>) -> (value: Tensor<Double>, places: [Int]) {
  let starts = stride(from: 0, through: x.shape[0] - 3, by: 2)
  let windows = starts.map { x.sliced($0..<$0 + 3) }
  let places = zip(starts, windows).flatMap { start, window in
    window.argmax(along: 0).scalars.map { start + $0 }
  }
  return (.concatenated(windows.map { $0.max(along: 0, keepingAxes: true) }), places)
}

@Suite struct HistoryTests {
  @Test(arguments: history) private func isFound(_ wrong: Case) {
    let report = wrong.report()
    #expect(report.verdict == .fail, "\(report)")
    #expect("\(report)".contains(wrong.said), "\(report)")
  }
}
