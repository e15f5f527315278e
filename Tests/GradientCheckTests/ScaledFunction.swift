// Random functions of any scale, with kinks anywhere: f(t) = A·φ((t − c)/s) + Σ b·|t − x − d|.

import Foundation
import Gradus

/// A random composition, stretched, with kinks around a point.
struct ScaledFunction {
  private struct Kink {
    let place, strength: Double
  }

  /// The point at which it is to be differentiated.
  let x: Double

  private let smooth: RandomFunction
  private let center, scale, height: Double
  private let kinks: [Kink]

  /// Draws scale and height between 10⁻⁶ and 10⁶, a point near zero or not, and up to two kinks from
  /// a billionth of the scale to ten times the scale away.
  init(using generator: inout RandomGenerator) {
    func power(_ range: ClosedRange<Double>) -> Double {
      pow(10, Double.random(in: range, using: &generator))
    }
    smooth = RandomFunction(using: &generator)
    scale = power(-6...6)
    height = power(-6...6)
    let place = Double.random(in: -3...3, using: &generator)
    let x = Bool.random(using: &generator) ? place * scale : place
    // Where scale is far below x, the argument's own rounding would be all there is of φ.
    center = x - scale * Double.random(in: -3...3, using: &generator)
    self.x = x
    let (scale, height, center) = (scale, height, center)
    kinks = (0..<generator.integer(below: 3)).map { _ in
      // Nearer than that, the kink is at the point as far as values can tell.
      let least = 1024 * max(abs(x).ulp, abs(x - center).ulp)
      let distance = max(scale * power(-9...1), least) * (Bool.random(using: &generator) ? 1 : -1)
      return Kink(place: x + distance, strength: height / scale * power(-3...0))
    }
  }

  /// The value, the derivative and the size of its terms.
  func callAsFunction(_ t: Double) -> Tangent {
    let u = smooth((t - center) / scale)
    var sum = Tangent(
      value: height * u.value, derivative: height / scale * u.derivative,
      size: height / scale * u.size)
    for kink in kinks {
      let slope = t < kink.place ? -kink.strength : kink.strength
      sum.value += slope * (t - kink.place)
      sum.derivative += slope
      sum.size += kink.strength
    }
    return sum
  }
}
