// What is to be approximated: a continuous function on an interval, with a bound ω for how much it
// changes over a distance, |f(x) − f(y)| ≤ ω(|x − y|). Here ω is concave and grows from 0, as the
// derivation of the error bound asks.

import Gradus

/// A continuous function on an interval, with a concave modulus of continuity.
struct Curve: Sendable {
  let formula: String
  let domain: ClosedRange<Double>
  let f: @Sendable (_ x: Double) -> Double
  let modulus: @Sendable (_ distance: Double) -> Double

  /// x² + x changes by at most 21δ − δ² over a distance δ, which it does at the right end, and √x
  /// by at most √δ, which it does at the left end.
  // ANCHOR: curve
  static let book = Curve(
    formula: "x^2 + x − √x", domain: 0...10,
    f: { x in x * x + x - .sqrt(x) },
    modulus: { d in 21 * d - d * d + .sqrt(d) })
  // ANCHOR_END: curve

  /// The root alone: infinitely steep at 0.
  static let root = Curve(
    formula: "√x", domain: 0...1, f: { x in .sqrt(x) }, modulus: { d in .sqrt(d) })

  var length: Double { domain.upperBound - domain.lowerBound }

  /// Inputs brought from the domain to −1...1.
  func scaled(_ x: Tensor<Double>) -> Tensor<Double> {
    2 * (x - domain.lowerBound) / length - 1
  }

  /// The largest error of a network of `units` hidden units, found at twenty points a unit and at
  /// others that crowd towards the lower end.
  func error(of network: (Tensor<Double>) -> Tensor<Double>, units: Int) -> Double {
    let even = Tensor<Double>.linearlySpaced(domain, count: 20 * (units + 1) + 1).scalars
    let crowded = (0..<200).map { k in
      domain.lowerBound + length * .pow(Double(k) / 200, 6) / Double(units + 1)
    }
    let x = even + crowded
    let g = network(Tensor([x])).scalars
    return zip(x, g).reduce(0) { max($0, abs(f($1.0) - $1.1)) }
  }
}
