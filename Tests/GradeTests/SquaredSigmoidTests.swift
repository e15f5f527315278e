import Foundation
import Given
import Gradus
import Testing

@testable import grade

private typealias Gradient = @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double>

/// A solution of the exercise.
private let reference: Gradient = { z, t in
  let y = sigmoid(z)
  return 2 * (y - t) * y * (1 - y) / Double(t.count)
}

private let mistakes: [Mistake<Gradient>] = [
  Mistake("zeros", "not written yet") { z, _ in Tensor.zeros(z.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1) },
  Mistake("not averaged", "summed where") { z, t in Double(t.count) * reference(z, t) },
  Mistake("no 2", "factor of 2") { 0.5 * reference($0, $1) },
  Mistake("by the output", "the chain goes on") { z, t in
    2 * (sigmoid(z) - t) / Double(t.count)
  },
  Mistake("cross-entropy", "it stays") { z, t in (sigmoid(z) - t) / Double(t.count) },
  Mistake("z(1 − z)", "not z(1 − z)") { z, t in
    2 * (sigmoid(z) - t) * z * (1 - z) / Double(t.count)
  },
  Mistake("no sigmoid", "σ has not been applied") { z, t in 2 * (z - t) / Double(t.count) },
  Mistake("a third", nil) { reference($0, $1) / 3 },
  Mistake("one entry off by a millionth", nil) { z, t in
    var dz = reference(z, t)
    dz[0, t.count - 1] *= 1 + 1e-6
    return dz
  },
  Mistake("a mean", nil) { z, t in reference(z, t).mean() },
]

private let examiner = Examiner<Gradient>(file: "04.5-SquaredSigmoid.swift") {
  squaredSigmoidCases($0)
}

@Suite struct SquaredSigmoidTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 3)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<Gradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
