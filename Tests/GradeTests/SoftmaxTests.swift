import Given
import Gradus
import Testing

@testable import grade

extension Tensor<Double> {
  /// Σₖ of every column, `[1, examples]`.
  fileprivate func columnSums() -> Tensor { summed(along: 0, keepingAxes: true) }
}

/// A solution of the exercise.
private let reference: Pullback = { x, dy in
  let y = softmax(x)
  return y * (dy - (y * dy).columnSums())
}

private let mistakes: [Mistake<Pullback>] = [
  Mistake("zeros", "not written yet") { x, _ in Tensor.zeros(x.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1) },
  Mistake("diagonal only", "other outputs besides its own") { x, dy in
    let y = softmax(x)
    return y * (1 - y) * dy
  },
  Mistake("diagonal doubled", "other outputs besides its own") { x, dy in
    let y = softmax(x)
    return reference(x, dy) + y * (1 - y) * dy
  },
  Mistake("upstream ignored", "all of it cancels") { x, _ in
    reference(x, Tensor.ones(x.shape))
  },
  Mistake("summed along the examples", "down the classes, axis 0") { x, dy in
    let y = softmax(x)
    return y * (dy - (y * dy).summed(along: 1, keepingAxes: true))
  },
  Mistake("summed over everything", "every example has a sum of its own") { x, dy in
    let y = softmax(x)
    return y * (dy - (y * dy).summed())
  },
  Mistake("not multiplied by y", "to be multiplied by y") { x, dy in
    dy - (softmax(x) * dy).columnSums()
  },
  Mistake("the sum of dy", "not of dy") { x, dy in softmax(x) * (dy - dy.columnSums()) },
  Mistake("no sum", "one of two terms") { x, dy in softmax(x) * dy },
  Mistake("that of log-softmax", "the logarithm of softmax") { x, dy in
    dy - softmax(x) * dy.columnSums()
  },
  Mistake("with y along the examples", nil) { x, dy in
    let y = softmax(x, along: 1)
    return y * (dy - (y * dy).columnSums())
  },
  Mistake("a plus", nil) { x, dy in
    let y = softmax(x)
    return y * (dy + (y * dy).columnSums())
  },
  Mistake("one entry off by a millionth", nil) { x, dy in
    var dx = reference(x, dy)
    dx[0, 0] *= 1 + 1e-6
    return dx
  },
  Mistake("not a number", nil) { x, _ in Tensor(repeating: .nan, shape: x.shape) },
  Mistake("wrong shape", nil) { x, dy in reference(x, dy).reshaped([x.count]) },
  Mistake("transposed shape", nil) { x, dy in reference(x, dy).transposed() },
]

private let examiner = Examiner<Pullback>(file: "00.5-Softmax.swift") { softmaxCases($0) }

@Suite struct SoftmaxTests {
  @Test func aRightPullbackPasses() {
    examiner.expectRight(reference, inAll: 5)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<Pullback>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }

  /// Scores of a modest size do no harm.
  @Test func exponentialsOverflowOnlyWhereScoresAreLarge() {
    let report = examiner.grade { x, dy in
      let y = exp(x) / exp(x).columnSums()
      return y * (dy - (y * dy).columnSums())
    }.report
    #expect(report.contains("passed  13 classes, 1 example\nfailed  scores near 1000"), "\(report)")
    #expect(report.contains("Wrong in 1 of 5 cases: see 00.5-Softmax.swift"))
  }
}
