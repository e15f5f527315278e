import Foundation
import Testing

@testable import GradientCheck

/// y_i = Σ_j w_ij tanh(x_j) with its gradient by hand; `spoil` alters the gradient of x.
private func checkTanhLayer(_ spoil: ([Double]) -> [Double] = { $0 }) -> GradientReport {
  let x = [0.3, -1.2, 0.8, 2.1, -0.4]
  let w = (0..<15).map { sin(Double($0) + 0.5) }
  return checkGradient(
    of: { inputs in
      (0..<3).map { i in (0..<5).reduce(0) { $0 + inputs[1][5 * i + $1] * tanh(inputs[0][$1]) } }
    }, at: ["x": x, "w": w]
  ) { inputs, v in
    let dx = (0..<5).map { j in
      let slope = 1 - tanh(inputs[0][j]) * tanh(inputs[0][j])
      return (0..<3).reduce(0) { $0 + v[$1] * inputs[1][5 * $1 + j] } * slope
    }
    return [spoil(dx), (0..<15).map { v[$0 / 5] * tanh(inputs[0][$0 % 5]) }]
  }
}

@Suite struct GradientCheckTests {
  @Test func aRightGradientPasses() {
    let report = checkTanhLayer()
    #expect(report.passes, "\(report)")
    #expect(report.inputs.map(\.name) == ["x", "w"])
    #expect(report.inputs.map(\.checked) == [5, 15])
  }

  @Test(arguments: [2.0, -1, 0, 0.5, 1 + 1e-8])
  func aScaledGradientFails(factor: Double) {
    let report = checkTanhLayer { $0.map { factor * $0 } }
    #expect(!report.passes)
    #expect(report.inputs[0].failed == 5, "\(report)")
    #expect(report.inputs[1].passes)
  }

  @Test func aSingleWrongEntryFails() {
    let report = checkTanhLayer { dx in
      var dx = dx
      dx[3] *= 1 + 1e-6
      return dx
    }
    #expect(!report.passes)
    #expect(report.inputs[0].failed == 1)
    #expect(report.inputs[0].worst.index == 3)
    #expect(report.inputs[0].worst.verdict == .fail)
  }

  @Test func notANumberNeverPasses() {
    let report = checkTanhLayer { dx in
      var dx = dx
      dx[0] = .nan
      return dx
    }
    #expect(report.inputs[0].failed == 1)
    #expect(report.inputs[0].worst.index == 0)

    let outside = checkGradient(of: { [log($0[0][0])] }, at: ["x": [-1]]) { _, _ in [[.nan]] }
    #expect(!outside.passes)
    #expect(outside.inputs[0].unresolved == 1)
  }

  @Test func aJumpDoesNotPass() {
    for claimed in [0.0, 1, .infinity] {
      let report = checkGradient(of: { [$0[0][0] < 0 ? 0 : 1] }, at: ["x": [0]]) { _, _ in
        [[claimed]]
      }
      #expect(!report.passes)
      #expect(report.inputs[0].unresolved == 1)
    }
  }

  /// Under a plain sum the gradient of a softmax is zero, and zeros would pass.
  @Test func aSoftmaxIsNotAnsweredByZeros() {
    let softmax = { (inputs: [[Double]]) in
      let e = inputs[0].map { exp($0) }
      let sum = e.reduce(0, +)
      return e.map { $0 / sum }
    }
    let x = [0.2, -0.7, 1.1]
    #expect(!checkGradient(of: softmax, at: ["x": x]) { _, _ in [[0, 0, 0]] }.passes)
    let right = checkGradient(of: softmax, at: ["x": x]) { inputs, v in
      let y = softmax(inputs)
      let mean = zip(y, v).reduce(0) { $0 + $1.0 * $1.1 }
      return [(0..<3).map { y[$0] * (v[$0] - mean) }]
    }
    #expect(right.passes, "\(right)")
  }

  @Test func zeroEntriesPassBesideOthers() {
    let report = checkGradient(of: { [$0[0][0] * 3, cos($0[0][2])] }, at: ["x": [1.5, 7, 0]]) {
      _, v in [[3 * v[0], 0, 0]]
    }
    #expect(report.passes, "\(report)")
  }

  @Test func theReportFitsAScreenAndNamesTheEntry() {
    let lines = checkTanhLayer { $0.map { -$0 } }.description.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "gradient check does not pass: 20 entries, 5 wrong, 0 unresolved")
    #expect(lines[1].hasPrefix("  x: 5 wrong, 0 unresolved of 5; worst at ["))
    #expect(lines[2].hasPrefix("  w: 0 wrong"))
  }

  @Test func theSeedDecidesTheCotangent() {
    var cotangents: [[Double]] = []
    for seed: UInt64 in [1, 1, 2] {
      _ = checkGradient(of: { $0[0] }, at: ["x": [1, 2, 3, 4]], seed: seed) { _, v in
        cotangents.append(v)
        return [v]
      }
    }
    #expect(cotangents[0] == cotangents[1])
    #expect(cotangents[0] != cotangents[2])
    #expect(cotangents.joined().allSatisfy { (0.5...1).contains(abs($0)) })
    #expect(cotangents[0].contains { $0 < 0 } && cotangents[0].contains { $0 > 0 })
  }
}
