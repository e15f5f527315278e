import Foundation
import Gradus
import Testing

@testable import grade

/// A solution with its shortcut so many times, and the slope where it is told.
private func solution(
  shortcuts: Double = 1,
  slope: @escaping @Sendable (_ h: Tensor<Double>) -> Tensor<Double> = { 1 - tanh($0) * tanh($0) }
) -> ResidualGradient {
  { x, W1, W2, dy in
    let dh = slope(matmul(W1, x)) * matmul(W2.transposed(), dy)
    return shortcuts * dy + matmul(W1.transposed(), dh)
  }
}

private let mistakes: [Mistake<ResidualGradient>] = [
  Mistake("zeros", "not written yet") { x, _, _, _ in Tensor.zeros(x.shape) },
  Mistake("wrong sign", "every sign is flipped") { -solution()($0, $1, $2, $3) },
  Mistake("no shortcut", "the shortcut is missing", solution(shortcuts: 0)),
  Mistake("two shortcuts", "there twice", solution(shortcuts: 2)),
  Mistake("shortcut alone", "only the shortcut") { _, _, _, dy in dy },
  Mistake("no slope", "slope of tanh is missing", solution { Tensor.ones($0.shape) }),
  Mistake("slope at x", "not at x") { x, W1, W2, dy in
    dy + (1 - tanh(x) * tanh(x)) * matmul(W1.transposed(), matmul(W2.transposed(), dy))
  },
  Mistake("half", nil) { 0.5 * solution()($0, $1, $2, $3) },
]

private let examiner = Examiner<ResidualGradient>(file: "09.5-Residual.swift") { residualCases($0) }

@Suite struct ResidualTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(solution(), inAll: 4)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<ResidualGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
