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

/// The number in the middle, or the mean of the two there.
private func median(_ x: [Double]) -> Double {
  let sorted = x.sorted()
  return (sorted[(x.count - 1) / 2] + sorted[x.count / 2]) / 2
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
    Case(
      testDescription: "median of three tied", x: [2, 2, 2], f: { median($0.scalars) },
      right: [[1, 0, 0], [0, 0, 1], [1 / 3.0, 1 / 3.0, 1 / 3.0], [0.5, 0.5, 0]],
      wrong: [[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, -1, 1], [0.4, 0.3, 0.2]]),
    Case(
      testDescription: "median of five, three tied", x: [2, 7, 2, 1, 2],
      f: { median($0.scalars) },
      right: [[1, 0, 0, 0, 0], [0.5, 0, 0.5, 0, 0], [1 / 3.0, 0, 1 / 3.0, 0, 1 / 3.0]],
      wrong: [[0, 0, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 0, 0], [0.5, 0.1, 0.5, 0, 0]]),
    Case(
      testDescription: "median of seven tied", x: .init(repeating: -1, shape: [7]),
      f: { median($0.scalars) },
      right: [
        [1, 0, 0, 0, 0, 0, 0], .init(repeating: 1 / 7.0, count: 7), [0, 0, 0.5, 0, 0, 0.5, 0],
      ],
      wrong: [.init(repeating: 0, count: 7), .init(repeating: 1, count: 7), [1, 1, 0, 0, 0, 0, 0]]),
    Case(
      testDescription: "median of four tied", x: [3, 3, 3, 3], f: { median($0.scalars) },
      right: [[0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25], [0, 0.5, 0, 0.5]],
      wrong: [[1, 0, 0, 0], [0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5], [0.5, 0.25, 0.5, 0.25]]),
    Case(
      testDescription: "the second largest of four tied", x: [1, 1, 1, 1],
      f: { $0.scalars.sorted()[2] },
      right: [[1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25], [0, 0.5, 0.5, 0]],
      wrong: [[0, 0, 0, 0], [1, 1, 0, 0], [0.5, 0, 0, 0]]),
    Case(
      testDescription: "max of five tied", x: [2, 2, 2, 2, 2], f: { $0.max().scalar },
      right: [[0, 0, 0, 1, 0], [0.2, 0.2, 0.2, 0.2, 0.2], [0.1, 0.2, 0.3, 0.4, 0]],
      wrong: [
        [1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [0.5, 0.5, 0.5, -0.5, 0], [0.2, 0.2, 0.2, 0.2, 0],
      ]),
    Case(
      testDescription: "mixed: max of three, median of three, all alike", x: [4, 4, 4, 4, 4, 4],
      f: {
        Swift.max($0.scalars[0], $0.scalars[1], $0.scalars[2]) + median([Double]($0.scalars[3...]))
      },
      right: [[1, 0, 0, 0, 0, 1], [1 / 3.0, 1 / 3.0, 1 / 3.0, 0, 1, 0]],
      wrong: [[1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 0, 0, 1, 1, 0], [0, 0, 0, 0, 0, 0]]),
    Case(
      testDescription: "mixed: max less the least, all alike", x: [1, 1, 1],
      f: { $0.max().scalar + (-$0).max().scalar },
      right: [[0, 0, 0], [1, -1, 0], [0.5, 0, -0.5]],
      wrong: [[1, 1, 0], [1, 0, 0], [-1, -1, 1]]),
    // Products are tied, and no two entries are alike.
    Case(
      testDescription: "median of products", x: [1, 2, 3],
      f: { median([6 * $0.scalars[0], 3 * $0.scalars[1], 2 * $0.scalars[2]]) },
      right: [[6, 0, 0], [0, 0, 2], [2, 1, 2 / 3.0]], wrong: [[0, 0, 0], [6, 3, 2], [3, 0, 0]]),
    Case(
      testDescription: "max of three, large", x: [1e7, 1e7, 1e7], f: { $0.max().scalar },
      right: [[1, 0, 0], [1 / 3.0, 1 / 3.0, 1 / 3.0]], wrong: [[1, 1, 0], [0, 0, 0]]),
    Case(
      testDescription: "smooth, of equal numbers", x: [0.5, 0.5, 0.5],
      f: { exp($0.scalars[0] * $0.scalars[1] + $0.scalars[2]) },
      right: [[0.5 * exp(0.75), 0.5 * exp(0.75), exp(0.75)]],
      wrong: [[0.5 * exp(0.75), 0.5 * exp(0.75), 1.00001 * exp(0.75)]]),
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

  @Test(arguments: [
    ([1.0, 1, 0], "each of the 2 entries that share it gets the whole gradient"),
    ([0, 0, 0], "none of the 2 entries that share it gets its gradient"),
    ([0.5, 0.1, 0], "do not add up to its gradient, but to 0.6 of it"),
  ])
  func aWrongShareIsNamed(gradient: [Double], said: String) {
    let report = check([3, 3, 1], { $0.max().scalar }, gradient)
    #expect(report.diagnoses.map(\.kind) == [.tie], "\(report)")
    #expect(report.diagnoses.first?.description.contains(said) == true, "\(report)")
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
