import Foundation
import Given
import Gradus
import Testing

@testable import grade

/// A solution of the exercise.
private let reference: LabelSmoothingGradient = { z, labels, epsilon in
  let C = z.shape[0]
  let t = (1 - epsilon) * Tensor<Double>.oneHot(labels, classes: C) + epsilon / Double(C)
  return (softmax(z) - t) / Double(z.shape[1])
}

/// The solution with other targets, or another softmax.
private func with(
  _ targets: @escaping @Sendable (_ oneHot: Tensor<Double>, _ epsilon: Double) -> Tensor<Double>,
  along axis: Int = 0
) -> LabelSmoothingGradient {
  { z, labels, epsilon in
    let oneHot = Tensor<Double>.oneHot(labels, classes: z.shape[0])
    return (softmax(z, along: axis) - targets(oneHot, epsilon)) / Double(z.shape[1])
  }
}

private let mistakes: [Mistake<LabelSmoothingGradient>] = [
  Mistake("zeros", "not written yet") { z, _, _ in Tensor.zeros(z.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2) },
  Mistake("without N", "divide by N") { reference($0, $1, $2) * Double($0.shape[1]) },
  Mistake("by all", "N counts examples") { reference($0, $1, $2) / Double($0.shape[0]) },
  Mistake("not smoothed", "nothing is smoothed", with { oneHot, _ in oneHot }),
  Mistake(
    "others only", "the right class has its share",
    with { oneHot, epsilon in
      (1 - epsilon) * oneHot + epsilon / Double(oneHot.shape[0] - 1) * (1 - oneHot)
    }),
  Mistake(
    "ε each", "not ε", with { oneHot, epsilon in (1 - epsilon) * oneHot + epsilon }),
  Mistake("without softmax", "softmax is missing") { z, labels, epsilon in
    reference(z, labels, epsilon) + (z - softmax(z)) / Double(z.shape[1])
  },
  Mistake(
    "other axis", "the classes are axis 0",
    with(
      { oneHot, epsilon in (1 - epsilon) * oneHot + epsilon / Double(oneHot.shape[0]) }, along: 1)),
  Mistake("half", nil) { 0.5 * reference($0, $1, $2) },
]

private let examiner = Examiner<LabelSmoothingGradient>(file: "08.5-LabelSmoothing.swift") {
  labelSmoothingCases($0)
}

@Suite struct LabelSmoothingTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 5)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<LabelSmoothingGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
