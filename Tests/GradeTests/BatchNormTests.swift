import Foundation
import Given
import Gradus
import Testing

@testable import grade

private func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 1, keepingAxes: true) }

private func sum(_ x: Tensor<Double>) -> Tensor<Double> { x.summed(along: 1, keepingAxes: true) }

/// A solution, with a choice of how s follows from the variance and of the terms' weights.
private func solution(
  mean a: Double = 1, variance b: Double = 1,
  s: @escaping @Sendable (_ v: Tensor<Double>, _ epsilon: Double) -> Tensor<Double> = {
    sqrt($0 + $1)
  }
) -> BatchNormGradient {
  { x, gamma, epsilon, dy in
    let s = s(x.variance(along: 1, keepingAxes: true), epsilon)
    let xh = (x - mean(x)) / s
    return gamma / s * (dy - a * mean(dy) - b * xh * mean(dy * xh))
  }
}

private let reference = solution()

private let mistakes: [Mistake<BatchNormGradient>] = [
  Mistake("zeros", "not written yet") { x, _, _, _ in Tensor.zeros(x.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2, $3) },
  Mistake("no mean term", "through the mean μ is missing", solution(mean: 0)),
  Mistake("no variance term", "through the variance v is missing", solution(variance: 0)),
  Mistake("neither", "takes μ and v for constants", solution(mean: 0, variance: 0)),
  Mistake("γ ignored", "γ has not been used") { x, _, epsilon, dy in
    reference(x, .ones([x.shape[0], 1]), epsilon, dy)
  },
  Mistake("not divided", "division by √(v + ε) is missing") { x, gamma, epsilon, dy in
    sqrt(x.variance(along: 1, keepingAxes: true) + epsilon) * reference(x, gamma, epsilon, dy)
  },
  Mistake("ε after the root", "under the root", solution(s: { sqrt($0) + $1 })),
  Mistake("no ε", "ε is missing", solution(s: { v, _ in sqrt(v) })),
  Mistake("sums", "divide by n") { x, gamma, epsilon, dy in
    let s = sqrt(x.variance(along: 1, keepingAxes: true) + epsilon)
    let xh = (x - mean(x)) / s
    return gamma / s * (dy - sum(dy) - xh * sum(dy * xh))
  },
  Mistake("unbiased", "over n here") { x, gamma, epsilon, dy in
    let s = sqrt(x.variance(along: 1, unbiased: true, keepingAxes: true) + epsilon)
    let xh = (x - mean(x)) / s
    return gamma / s * (dy - mean(dy) - xh * mean(dy * xh))
  },
  Mistake("wrong axis", "run over the features") { x, gamma, epsilon, dy in
    func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 0, keepingAxes: true) }
    let s = sqrt(x.variance(along: 0, keepingAxes: true) + epsilon)
    let xh = (x - mean(x)) / s
    return gamma / s * (dy - mean(dy) - xh * mean(dy * xh))
  },
  Mistake("wrong axis, node by node", "run over the features") { x, gamma, epsilon, dy in
    func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 0, keepingAxes: true) }
    let s = sqrt(x.variance(along: 0, keepingAxes: true) + epsilon)
    let (xh, dxh) = ((x - mean(x)) / s, gamma * dy)
    return (dxh - mean(dxh) - xh * mean(dxh * xh)) / s
  },
  Mistake("dy ignored", nil) { x, gamma, epsilon, _ in reference(x, gamma, epsilon, x) },
  Mistake("not a number", nil) { x, _, _, _ in Tensor(repeating: .nan, shape: x.shape) },
]

private let examiner = Examiner<BatchNormGradient>(file: "05.2-BatchNorm.swift") {
  batchNormCases($0)
}

@Suite struct BatchNormTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 5)
  }

  @Test func nodeByNodePassesToo() {
    let (passes, report) = examiner.grade { x, gamma, epsilon, dy in
      let n = Double(x.shape[1])
      let c = x - mean(x)
      let s = sqrt(mean(c * c) + epsilon)
      let dxh = gamma * dy
      let dv = -sum(dxh * c) / (2 * s * s * s)
      let dc = dxh / s + 2 * c * dv / n
      return dc - sum(dc) / n
    }
    #expect(passes, "\(report)")
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<BatchNormGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
