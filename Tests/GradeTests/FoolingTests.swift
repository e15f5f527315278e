import Foundation
import Given
import Gradus
import Testing

@testable import grade

/// A solution, or one with another slope of the loss by z, or of leaky by h.
private func solution(
  slope: @escaping @Sendable (Double) -> Double = { $0 - 1 },
  leak: Double = 0.2
) -> FoolingGradient {
  { x, W, u in
    let h = matmul(W, x)
    let z = matmul(u, leakyReLU(h, slope: 0.2))
    let dz = sigmoid(z).map(slope) / Double(x.shape[1])
    let bend = h.map { $0 > 0 ? 1 : leak }
    return matmul(transposed: W, u.transposed() * dz * bend)
  }
}

private let reference = solution()

private let mistakes: [Mistake<FoolingGradient>] = [
  Mistake("zeros", "not written yet") { x, _, _ in Tensor.zeros(x.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2) },
  Mistake("saturating", "which saturates", solution(slope: { -$0 })),
  Mistake("the other label", "wants a 1", solution(slope: { $0 })),
  Mistake("not averaged", "summed where") { x, W, u in
    Double(x.shape[1]) * reference(x, W, u)
  },
  Mistake("of D", "of D itself", solution(slope: { $0 * (1 - $0) })),
  Mistake("ReLU", "one fifth, not 0", solution(leak: 0)),
  Mistake("no bend", "leaky is missing", solution(leak: 1)),
  Mistake("a third", nil) { reference($0, $1, $2) / 3 },
  Mistake("another leak", nil, solution(leak: 0.1)),
]

private let examiner = Examiner<FoolingGradient>(file: "07.5-Fooling.swift") { foolingCases($0) }

@Suite struct FoolingTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 3)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<FoolingGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
