// Batch normalisation as a graph of nine small nodes, forward and backward (Ioffe and Szegedy
// 2015, algorithm 1 and section 3). x is `[features, n]`, a row a feature; γ and β are
// `[features, 1]`, and so is every node that holds one number a feature.

import Gradus

/// The nodes of the graph, in the order in which they are computed.
enum Node: String, CaseIterable {
  case mu = "μ"
  case c, q, v, s, r
  case xh = "x̂"
  case g, y
}

/// The mean of every feature, `[features, 1]`.
func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 1, keepingAxes: true) }

/// The sum of every feature, `[features, 1]`.
func sum(_ x: Tensor<Double>) -> Tensor<Double> { x.summed(along: 1, keepingAxes: true) }

/// What every node holds after the forward pass.
struct Forward {
  let mu, c, q, v, s, r, xh, g, y: Tensor<Double>

  /// Computes the nodes one by one. Each value passes through `at`, which changes nothing unless a
  /// caller wants to know what a change would do.
  init(
    _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ beta: Tensor<Double>, epsilon: Double = 1e-5,
    at: (Node, Tensor<Double>) -> Tensor<Double> = { $1 }
  ) {
    // ANCHOR: forward
    mu = at(.mu, mean(x))
    c = at(.c, x - mu)
    q = at(.q, c * c)
    v = at(.v, mean(q))
    s = at(.s, sqrt(v + epsilon))
    r = at(.r, 1 / s)
    xh = at(.xh, c * r)
    g = at(.g, gamma * xh)
    y = at(.y, g + beta)
    // ANCHOR_END: forward
  }
}

/// The gradient at every node, computed in the opposite order.
struct Backward {
  let dbeta, dg, dgamma, dxh, dr, dc1, ds, dv, dq, dc2, dc, dmu, dx: Tensor<Double>

  init(_ f: Forward, _ gamma: Tensor<Double>, _ dy: Tensor<Double>) {
    let n = Double(dy.shape[1])
    // BEGIN SOLUTION 05.7 points=6
    // ANCHOR: end
    dbeta = sum(dy)  // y = g + β
    dg = dy
    dgamma = sum(dg * f.xh)  // g = γ·x̂
    dxh = gamma * dg
    // ANCHOR_END: end
    // ANCHOR: fork
    dc1 = dxh * f.r  // x̂ = c·r
    dr = sum(dxh * f.c)
    // ANCHOR_END: fork
    // ANCHOR: detour
    ds = -dr * f.r * f.r  // r = 1/s
    dv = ds / (2 * f.s)  // s = √(v + ε)
    dq = dv / n * .ones(dy.shape)  // v = Σ q/n
    dc2 = 2 * f.c * dq  // q = c²
    // ANCHOR_END: detour
    // ANCHOR: start
    dc = dc1 + dc2
    dmu = -sum(dc)  // c = x − μ
    dx = dc + dmu / n  // μ = Σ x/n
    // ANCHOR_END: start
    // END SOLUTION
  }

  /// The gradient at a node; y's is what arrives from above.
  func gradient(of node: Node, _ dy: Tensor<Double>) -> Tensor<Double> {
    switch node {
    case .mu: dmu
    case .c: dc
    case .q: dq
    case .v: dv
    case .s: ds
    case .r: dr
    case .xh: dxh
    case .g: dg
    case .y: dy
    }
  }
}

/// The gradients in closed form: dx = γ/s·(dy − mean dy − x̂·mean(dy·x̂)).
func compact(
  _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ dy: Tensor<Double>, epsilon: Double = 1e-5
) -> (dx: Tensor<Double>, dgamma: Tensor<Double>, dbeta: Tensor<Double>) {
  // BEGIN SOLUTION 05.8 points=4
  // ANCHOR: compact
  let c = x - mean(x)
  let s = sqrt(mean(c * c) + epsilon)
  let xh = c / s
  let dx = gamma / s * (dy - mean(dy) - xh * mean(dy * xh))
  // ANCHOR_END: compact
  return (dx, sum(dy * xh), sum(dy))
  // END SOLUTION
}

/// Every step from the node-by-node form to the closed one: what is claimed, and the largest
/// difference between its two sides.
func simplifications(
  _ f: Forward, _ gamma: Tensor<Double>, _ dy: Tensor<Double>
) -> [(claim: String, difference: Double)] {
  let b = Backward(f, gamma, dy)
  let n = Double(dy.shape[1])
  // ANCHOR: steps
  let steps: [(String, Tensor<Double>, Tensor<Double>)] = [
    ("dr = s·Σ(dx̂·x̂)", b.dr, f.s * sum(b.dxh * f.xh)),
    ("dv = −Σ(dx̂·x̂)/(2s²)", b.dv, -sum(b.dxh * f.xh) / (2 * f.s * f.s)),
    ("dc₂ = −x̂·mean(dx̂·x̂)/s", b.dc2, -f.xh * mean(b.dxh * f.xh) / f.s),
    ("Σ dc₂ = 0", sum(b.dc2), .zeros(gamma.shape)),
    ("dμ = −Σ dx̂/s", b.dmu, -sum(b.dxh) / f.s),
    ("dμ/n = −mean(dx̂)/s", b.dmu / n, -mean(b.dxh) / f.s),
    ("dx", b.dx, (b.dxh - mean(b.dxh) - f.xh * mean(b.dxh * f.xh)) / f.s),
  ]
  // ANCHOR_END: steps
  return steps.map { ($0, abs($1 - $2).max().scalar) }
}
