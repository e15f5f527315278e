// Random functions of any scale, with kinks and sharp bends anywhere:
// f(t) = A·φ((t − c)/s) + Σ b·|t − x − d| + Σ b·√((t − x − d)² + δ²).

import Foundation
import Gradus

/// A random composition, stretched, with what it has around a point.
public struct ScaledFunction {
  /// What a function has besides its smooth part.
  public enum Feature: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    /// Nothing.
    case none = "no kink"
    /// A kink at the point.
    case on = "a kink on the point"
    /// A kink beside the point.
    case beside = "a kink on one side"
    /// A kink to the left and one to the right.
    case around = "a kink on either side"
    /// A bend that is sharp and smooth.
    case bend = "a sharp bend"
  }

  private struct Kink {
    let place, strength: Double
    /// δ, zero for a kink.
    let width: Double
  }

  /// The point at which it is to be differentiated.
  public let x: Double

  /// What it has around the point.
  public let feature: Feature

  /// The length over which the smooth part changes.
  public let scale: Double

  /// How far the nearest kink or bend is, in units of max(|x|, 1); nil where there is none.
  public let distance: Double?

  private let smooth: RandomFunction
  private let center, height: Double
  private let kinks: [Kink]

  /// Draws scale and height between 10⁻⁶ and 10⁶, a point near zero or not, and kinks from a
  /// billionth of the scale to ten times the scale away.
  public init(_ feature: Feature, using generator: inout RandomGenerator) {
    func power(_ range: ClosedRange<Double>) -> Double {
      pow(10, Double.random(in: range, using: &generator))
    }
    self.feature = feature
    smooth = RandomFunction(using: &generator)
    scale = power(-6...6)
    height = power(-6...6)
    let place = Double.random(in: -3...3, using: &generator)
    let x = Bool.random(using: &generator) ? place * scale : place
    // Where scale is far below x, the argument's own rounding would be all there is of φ.
    center = x - scale * Double.random(in: -3...3, using: &generator)
    self.x = x
    let (scale, height, center) = (scale, height, center)
    let least = 1024 * max(abs(x).ulp, abs(x - center).ulp)
    func kink(_ side: Double, width: Double = 0) -> Kink {
      let share = power(-3...0)
      // Nearer than that, a kink is at the point as far as values can tell.
      let distance = side * max(scale * power(-9...1), least / share)
      let sign: Double = Bool.random(using: &generator) ? 1 : -1
      return Kink(
        place: x + distance, strength: sign * height / scale * share, width: width)
    }
    let side: Double = Bool.random(using: &generator) ? 1 : -1
    switch feature {
    case .none: kinks = []
    case .on: kinks = [kink(0)]
    case .beside: kinks = [kink(side)] + (generator.uniform() < 0.3 ? [kink(side)] : [])
    case .around: kinks = [kink(1), kink(-1)]
    case .bend: kinks = [kink(side, width: max(scale * power(-6...0), least))]
    }
    let x0 = x
    distance = kinks.map { abs($0.place - x0) / max(abs(x0), 1) }.min()
  }

  /// The value, the derivative and the size of its terms; on a kink, the derivative to the right.
  public func callAsFunction(_ t: Double) -> Tangent { self(t, onRight: true) }

  /// The least slope at the point and the greatest, with the size of their terms; on a kink they
  /// differ.
  public var slopes: (range: ClosedRange<Double>, size: Double) {
    let (left, right) = (self(x, onRight: false), self(x, onRight: true))
    let (a, b) = (left.derivative, right.derivative)
    return (min(a, b)...max(a, b), right.size)
  }

  private func callAsFunction(_ t: Double, onRight: Bool) -> Tangent {
    let u = smooth((t - center) / scale)
    var sum = Tangent(
      value: height * u.value, derivative: height / scale * u.derivative,
      size: height / scale * u.size)
    for kink in kinks {
      let (d, b) = (t - kink.place, kink.strength)
      let root = kink.width == 0 ? abs(d) : (d * d + kink.width * kink.width).squareRoot()
      sum.value += b * root
      let slope = root == 0 ? (onRight ? 1 : -1) : d / root
      sum.derivative += b * slope
      sum.size += abs(b)
    }
    return sum
  }
}
