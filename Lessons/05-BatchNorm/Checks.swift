// The derivation held to numeric derivatives: every node, every share of a node that is used
// twice, and every step of the simplification.

import GradientCheck
import Gradus
import LessonKit

/// A point to check at: three features of seven examples, γ and β of their own, and dy.
struct CheckPoint {
  let x, gamma, beta, dy: Tensor<Double>

  init(seed: UInt64 = 5) {
    var generator = RandomGenerator(seed: seed)
    x = .testPoint([3, 7], using: &generator)
    gamma = [[1.7], [-0.6], [0.8]]
    beta = [[0.3], [-1.1], [0.5]]
    dy = .normal([3, 7], using: &generator)
  }
}

/// Checks all nodes at once: each may be nudged by a tensor of its shape, zero at first, whose
/// gradient then is the node's.
func checkNodes(at p: CheckPoint) -> GradientReport {
  // ANCHOR: nodes
  let wide = Set<Node>([.c, .q, .xh, .g, .y])
  var inputs = [(name: "x", value: p.x)]
  inputs += [("γ", p.gamma), ("β", p.beta)]
  inputs += Node.allCases.map { node in
    (node.rawValue, .zeros(wide.contains(node) ? [3, 7] : [3, 1]))
  }
  return checkGradient(
    at: inputs,
    forward: { p in
      let nudge = Dictionary(uniqueKeysWithValues: zip(Node.allCases, p[3...]))
      return Forward(p[0], p[1], p[2]) { node, value in
        nudge[node].map { value + $0 } ?? value
      }.y
    },
    backward: { p, dy in
      let b = Backward(Forward(p[0], p[1], p[2]), p[1], dy)
      let nodes = Node.allCases.map { b.gradient(of: $0, dy) }
      return [b.dx, b.dgamma, b.dbeta] + nodes
    })
  // ANCHOR_END: nodes
}

/// Checks the shares of c and x, which are used twice: one use varies, the other stands still.
func checkShares(at p: CheckPoint) -> [(name: String, formula: String, report: GradientReport)] {
  let f = Forward(p.x, p.gamma, p.beta)
  func output(_ c1: Tensor<Double>, _ c2: Tensor<Double>) -> Tensor<Double> {
    p.gamma * c1 / sqrt(mean(c2 * c2) + 1e-5) + p.beta
  }
  func check(
    _ name: String, _ value: Tensor<Double>, _ forward: (Tensor<Double>) -> Tensor<Double>,
    _ share: (Backward) -> Tensor<Double>
  ) -> GradientReport {
    checkGradient(at: [(name, value)], forward: { forward($0[0]) }) {
      [share(Backward(f, p.gamma, $1))]
    }
  }
  return [
    ("c₁, used in x̂", "dx̂·r", check("c₁", f.c, { output($0, f.c) }, \.dc1)),
    ("c₂, used in q", "2c·dq", check("c₂", f.c, { output(f.c, $0) }, \.dc2)),
    ("x, used in c", "dc", check("x₁", p.x, { output($0 - f.mu, $0 - f.mu) }, \.dc)),
    (
      "x, used in μ", "dμ/n",
      check("x₂", p.x, { output(p.x - mean($0), p.x - mean($0)) }) {
        $0.dmu / 7 * .ones([3, 7])
      }
    ),
  ]
}

extension BatchNormalisation {
  /// Records the checks; a derivation that fails one ends the lesson.
  func derivation(into record: inout RunRecord) throws {
    let p = CheckPoint()
    let report = checkNodes(at: p)
    guard report.passes else { throw LessonError("the derivation is wrong: \(report)") }
    let nodes = [
      ("y", "g + β", "given"), ("β", "a parameter", "Σ dy"), ("g", "γ·x̂", "dy"),
      ("γ", "a parameter", "Σ dg·x̂"), ("x̂", "c·r", "γ·dg"), ("r", "1/s", "Σ dx̂·c"),
      ("s", "√(v + ε)", "−dr/s²"), ("v", "Σ q/n", "ds/(2s)"), ("q", "c²", "dv/n"),
      ("c", "x − μ", "dc₁ + dc₂"), ("μ", "Σ x/n", "−Σ dc"), ("x", "given", "dc + dμ/n"),
    ].map { name, holds, gradient in (name, holds, gradient, report[name]) }
    let shares = try checkShares(at: p).map { name, gradient, report in
      guard report.passes else { throw LessonError("a share is wrong: \(report)") }
      return (name, "", gradient, report.inputs[0])
    }
    record.show(
      "nodes", "Every node of the derivation against numeric derivatives",
      columns: ["node", "holds", "its gradient", "entries %d", "verdict"],
      rows: (nodes + shares).map { name, holds, gradient, found in
        [name, holds, gradient, found.checked, "\(found.verdict)"]
      })
    record.number(
      "nodes.entries", report.inputs.map(\.checked).reduce(0, +), agreement: .quick())

    let steps = simplifications(Forward(p.x, p.gamma, p.beta), p.gamma, p.dy)
    // Rounding alone.
    let differences = try record.result("steps", within: nil) { steps.map(\.difference) }
    guard differences.allSatisfy({ $0 < 1e-12 }) else {
      throw LessonError("a step of the simplification is wrong: \(steps)")
    }
    record.show(
      "steps", "From the nodes to the closed form",
      columns: ["step", .volatile("largest difference", "%.0e")],
      rows: zip(steps, differences).map { [$0.claim, $1] })
  }
}
