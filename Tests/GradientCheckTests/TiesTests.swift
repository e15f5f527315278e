// Entries that share a kink: together they have to be a subgradient too.

import Foundation
import Gradus
import Testing

@testable import GradientCheck

/// A function of one tensor with a gradient that is a constant times dy, for a single output.
private func check(
  _ x: Tensor<Double>, _ f: @escaping (Tensor<Double>) -> Double, _ gradient: [Double]
) -> GradientReport {
  checkGradient(at: [("x", x)], forward: { Tensor(f($0[0])) }) { x, dy in
    [Tensor(shape: x[0].shape, scalars: gradient.map { $0 * dy.scalar })]
  }
}

@Suite struct TiesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let x: Tensor<Double>
    let f: @Sendable (Tensor<Double>) -> Double
    let right: [[Double]]
    let wrong: [[Double]]
  }

  static let cases = [
    Case(
      testDescription: "max of two", x: [3, 3, 1], f: { $0.max().scalar },
      right: [[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [0.3, 0.7, 0]],
      wrong: [[1, 1, 0], [0, 0, 0], [0.5, 0.4, 0], [0.5, 0.50001, 0]]),
    Case(
      testDescription: "max of three", x: [2, 2, 2], f: { $0.max().scalar },
      right: [[1, 0, 0], [0, 0, 1], [1 / 3.0, 1 / 3.0, 1 / 3.0], [0.5, 0.5, 0]],
      wrong: [[0.5, 0.5, 0.5], [1, 0, 1], [0, 0, 0], [0.25, 0.25, 0.25]]),
    Case(
      testDescription: "min of three", x: [2, 2, 2], f: { -(-$0).max().scalar },
      right: [[1, 0, 0], [1 / 3.0, 1 / 3.0, 1 / 3.0]], wrong: [[0.5, 0.5, 0.5], [0, 0, 0]]),
    Case(
      testDescription: "|x₁ − x₂|", x: [0.7, 0.7], f: { abs($0.scalars[0] - $0.scalars[1]) },
      right: [[0, 0], [1, -1], [-0.5, 0.5]], wrong: [[1, 1], [0.5, 0], [1, -0.5]]),
    Case(
      testDescription: "the norm at zero", x: [0, 0, 0],
      f: { $0.scalars.reduce(0) { $0 + $1 * $1 }.squareRoot() },
      right: [[0, 0, 0], [0.6, 0, 0.8], [0.5, 0.5, 0.5]],
      wrong: [[1, 1, 1], [0.9, -0.9, 0], [1, 0, 1]]),
    Case(
      testDescription: "rectifiers, a convention each", x: [0, 0, 0, 0],
      f: { x in
        let x = x.scalars
        return max(x[0], 0) + max(x[1], 0) - max(x[2], 0) - abs(x[3])
      },
      right: [[0, 0, 0, 0], [1, 0, 0, -1], [0.5, 0.5, -0.5, 0.5], [0, 1, -1, 1]],
      wrong: [[1.5, 0, 0, 0], [0, 0, 0.1, 0]]),
    Case(
      testDescription: "max less max", x: [1, 1, 2, 2],
      f: { max($0.scalars[0], $0.scalars[1]) - max($0.scalars[2], $0.scalars[3]) },
      right: [[1, 0, 0, -1], [0.5, 0.5, -1, 0]], wrong: [[1, 1, -1, -1], [0, 0, -1, 0]]),
  ]

  @Test(arguments: cases) func subgradientsPassAndNoOthers(_ tie: Case) {
    for gradient in tie.right {
      let report = check(tie.x, tie.f, gradient)
      #expect(report.passes, "\(gradient): \(report)")
    }
    for gradient in tie.wrong {
      let report = check(tie.x, tie.f, gradient)
      #expect(report.verdict == .fail, "\(gradient): \(report)")
    }
  }

  @Test func theReportNamesTheDirection() {
    let report = check([3, 3, 1], { $0.max().scalar }, [1, 1, 0])
    #expect("\(report)".contains("along x [0] + x [1]: analytic"), "\(report)")
  }

  /// The engine's own conventions.
  @Test func theEngineTakesSubgradients() {
    let x: Tensor<Double> = [[0.7, 0.2, 0], [0.7, -1, 0], [0.7, 0.2, 0]]
    for f: @Sendable (Variable<Double>) -> Variable<Double> in [
      { $0.max(along: 0) }, { relu($0 - $0.mean(along: 0, keepingAxes: true)) },
      { abs($0.sliced(0..<2) - $0.sliced(1..<3)) }, { leakyReLU($0).max(along: 1) },
    ] {
      let report = checkGradient(at: [("x", x)]) { f($0[0]) }
      #expect(report.passes, "\(report)")
    }
  }
}
