import Foundation
import Given
import Gradus
import Testing

@testable import grade

private typealias Gradient = @Sendable (Tensor<Double>) -> Tensor<Double>

/// A gradient put together from its three shares, some of them left out or changed.
private func solution(
  own: @escaping @Sendable (Double, Double) -> Double = { -400 * $0 * ($1 - $0 * $0) },
  pull: @escaping @Sendable (Double) -> Double = { -2 * (1 - $0) },
  neighbour: @escaping @Sendable (Double, Double) -> Double = { 200 * ($1 - $0 * $0) },
  pullsLast: Bool = false
) -> Gradient {
  { x in
    let (x, n) = (x.scalars, x.count)
    return Tensor(
      (0..<n).map { i in
        (i < n - 1 ? own(x[i], x[i + 1]) : 0) + (i < n - 1 || pullsLast ? pull(x[i]) : 0)
          + (i > 0 ? neighbour(x[i - 1], x[i]) : 0)
      })
  }
}

private let mistakes: [Mistake<Gradient>] = [
  Mistake("zeros", "not written yet") { Tensor.zeros($0.shape) },
  Mistake("wrong sign", "every sign is flipped") { -solution()($0) },
  Mistake("own square only", "the square before its own", solution(neighbour: { _, _ in 0 })),
  Mistake("square before only", "inside xᵢ²", solution(own: { _, _ in 0 })),
  Mistake("no 2x inside", "2xᵢ, is missing", solution(own: { -200 * ($1 - $0 * $0) })),
  Mistake("wrong pull", "pulls the wrong way", solution(pull: { 2 * (1 - $0) })),
  Mistake("no pull", "(1 − xᵢ)² is missing", solution(pull: { _ in 0 })),
  Mistake("half", "factor 2") { solution()($0) / 2 },
  Mistake("the last is pulled", "ends at n − 1", solution(pullsLast: true)),
  Mistake("twice", nil) { 2 * solution()($0) },
  Mistake("one entry off by a millionth", nil) { x in
    var dx = solution()(x)
    dx[x.count - 1] *= 1 + 1e-6
    return dx
  },
  Mistake("not a number", nil) { Tensor(repeating: .nan, shape: $0.shape) },
]

private let examiner = Examiner<Gradient>(file: "02.5-Rosenbrock.swift") { rosenbrockCases($0) }

@Suite struct RosenbrockTests {
  @Test func theFunctionIsRosenbrocks() {
    #expect(rosenbrock([-1.2, 1]) == 24.199999999999996)
    #expect(rosenbrock([1, 1, 1, 1]) == 0)
  }

  @Test func aRightGradientPasses() {
    examiner.expectRight(solution(), inAll: 5)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<Gradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
