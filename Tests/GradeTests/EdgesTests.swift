import Foundation
import Given
import Gradus
import Testing

@testable import grade

/// A solution of the exercise.
private let reference: EdgeGradient = { e, x, a, s, dg in
  let y = sigmoid(s * (x - e))
  let dy = matmul(a.transposed(), dg)
  return -s * (dy * y * (1 - y)).summed(along: 1, keepingAxes: true)
}

private let mistakes: [Mistake<EdgeGradient>] = [
  Mistake("zeros", "not written yet") { e, _, _, _, _ in Tensor.zeros(e.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2, $3, $4) },
  Mistake("without s", "factor s is missing") { reference($0, $1, $2, $3, $4) / $3 },
  Mistake("without −s", "inner derivative is missing") { reference($0, $1, $2, $3, $4) / -$3 },
  Mistake("without steps", "steps a are missing") { e, x, a, s, dg in
    reference(e, x, .ones(a.shape), s, dg)
  },
  Mistake("without σ′", "σ′ is missing") { e, x, a, s, dg in
    -s * matmul(a.transposed(), dg).summed(along: 1, keepingAxes: true)
  },
  Mistake("half", nil) { 0.5 * reference($0, $1, $2, $3, $4) },
  Mistake("a row", nil) { reference($0, $1, $2, $3, $4).transposed() },
]

private let examiner = Examiner<EdgeGradient>(file: "03.5-Edges.swift") { edgeCases($0) }

@Suite struct EdgesTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 6)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<EdgeGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
