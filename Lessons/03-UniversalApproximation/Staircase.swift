// A network whose parameters are written down. Its hidden units climb one step each:
//
//   g(x) = l₀ + Σₖ (lₖ − lₖ₋₁)·σ(s·(x − eₖ)),
//
// with edges e₁ < … < eₙ, levels l₀, …, lₙ between them and one steepness s. It is a sum of bumps
// σ(s·(x − eₖ)) − σ(s·(x − eₖ₊₁)), each as high as its level; the first and the last bump reach
// beyond the interval. With the modulus ω of f, and no level further from f in its cell than d,
//
//   |f(x) − g(x)| ≤ d + ω(2·ln 2/s).

import Gradus

/// A sum of sigmoids with edges, levels and steepness given.
struct Staircase {
  let edges: [Double]
  let levels: [Double]
  let steepness: Double
  /// No value of the curve is further than this from the level of its cell.
  let deviation: Double

  /// Equal cells, each at the height of the curve in its middle; the steepness is `sharpness`
  /// divided by the width of a cell.
  init(_ curve: Curve, units n: Int, sharpness: Double = 20) {
    let start = curve.domain.lowerBound
    // ANCHOR: equal
    let h = curve.length / Double(n + 1)
    edges = (1...n).map { k in start + h * Double(k) }
    levels = (0...n).map { k in curve.f(start + h * (Double(k) + 0.5)) }
    steepness = sharpness / h
    deviation = curve.modulus(h / 2)
    // ANCHOR_END: equal
  }

  /// √x on 0...1 in cells over each of which it rises equally far, 1/(n + 1); they are narrow near 0
  /// and the steepness suits the narrowest.
  init(rootWithUnits n: Int, sharpness: Double = 20) {
    // ANCHOR: rise
    let rise = 1 / Double(n + 1)
    edges = (1...n).map { k in .pow(Double(k) * rise, 2) }
    levels = (0...n).map { k in (Double(k) + 0.5) * rise }
    steepness = sharpness / (rise * rise)
    deviation = rise / 2
    // ANCHOR_END: rise
  }

  /// The same function as a network of public layers, 1-n-1.
  var network: Sequential<Double> {
    // BEGIN SOLUTION 03.7 points=4
    // ANCHOR: network
    let steps = zip(levels.dropFirst(), levels).map { $0 - $1 }
    return Sequential {
      Linear(
        weight: Tensor(repeating: steepness, shape: [edges.count, 1]),
        bias: Tensor(edges.map { e in -steepness * e }))
      Sigmoid()
      Linear(weight: Tensor([steps]), bias: Tensor([levels[0]]))
    }
    // ANCHOR_END: network
    // END SOLUTION
  }

  /// The network's output for a row of inputs, `[1, examples]`.
  func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> {
    network(x, .evaluation).value
  }

  // ANCHOR: bound
  /// What the error cannot exceed: the level's share and the blur's.
  func bound(for curve: Curve) -> Double {
    deviation + curve.modulus(2 * .log(2) / steepness)
  }
  // ANCHOR_END: bound

  /// The bump of cell k, 0...n, at x.
  func bump(_ k: Int, at x: Double) -> Double {
    func rise(_ edge: Double) -> Double { 1 / (1 + .exp(-steepness * (x - edge))) }
    return (k == 0 ? 1 : rise(edges[k - 1])) - (k == edges.count ? 0 : rise(edges[k]))
  }
}
