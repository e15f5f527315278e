// On a kink a function has no derivative, but a slope to the left and one to the right, and any
// number between the two does for descent: a subgradient (Rockafellar 1970, §23). A cotangent mixes
// the outputs, each of which may take a slope of its own, so the sums of v·slope fill an interval
// from Σ min to Σ max.
//
// On either side the outputs at distances h, h/2 and h/4 determine a parabola, and that its slope at
// the point, −2y(h) + 10y(h/2) − 8y(h/4) over h, and its value there, y(h)/3 − 2y(h/2) + 8y(h/4)/3.
// Where the function's own value lies on one of the two parabolas alone, the kink is beside the
// point, however near, and only that one's slope will do.

import Gradus

/// The slopes a gradient may have on a kink.
public struct Subgradients: Sendable {
  /// From the least Σ v·slope to the greatest.
  public let range: ClosedRange<Double>

  /// The estimated error of both ends.
  public let error: Double

  /// How far a number lies outside the range; 0 within.
  func distance(to slope: Double) -> Double {
    max(range.lowerBound - slope, slope - range.upperBound, 0)
  }

  /// The size of the slopes.
  var scale: Double { range.size }

  /// Whether the point is beside the kink, and known to be: then there is one slope.
  let isSingle: Bool

  /// Where it is single, how far away the nearest kink is, on which side (−1 or 1), and by how much
  /// the slopes differ there; nil if no output has one.
  let kink: Kink?

  /// A kink beside the point.
  struct Kink { let distance, side, change: Double }

  /// A known range.
  init(range: ClosedRange<Double>, error: Double, isSingle: Bool = false, kink: Kink? = nil) {
    (self.range, self.error, self.isSingle, self.kink) = (range, error, isSingle, kink)
  }

  /// The one-sided slopes of Σ v·f, from those four rungs of a ladder in a row that show them most
  /// closely; nil where a value is not finite.
  init?(_ ladder: Ladder) {
    let all = ladder.places.map { Subgradients(ladder, from: $0) }
    // As in the ladder, shorter steps show what may be hidden at longer ones by chance.
    let judged = all.indices.compactMap { k -> Subgradients? in
      guard let slopes = all[k] else { return nil }
      let shorter = zip(all.dropFirst(k + 1), [0.5, 0.25]).map { ($0?.error ?? .infinity) * $1 }
      return Subgradients(
        range: slopes.range, error: shorter.reduce(slopes.error, max), isSingle: slopes.isSingle,
        kink: slopes.kink)
    }
    // Long steps may pass over kinks that short ones tell apart: the closest estimate that no
    // shorter steps contradict.
    var best: Subgradients?
    var shorter: [Subgradients] = []
    for slopes in judged.reversed() {
      guard shorter.allSatisfy(slopes.agrees(with:)) else { break }
      shorter.append(slopes)
      if slopes.error < best?.error ?? .infinity { best = slopes }
    }
    guard let best else { return nil }
    self = best
  }

  /// Whether two estimates may be of the same slopes.
  private func agrees(with other: Subgradients) -> Bool {
    let ends = [
      (range.lowerBound, other.range.lowerBound), (range.upperBound, other.range.upperBound),
    ]
    return ends.allSatisfy { abs($0 - $1) <= error + other.error }
  }

  /// The slopes from steps h, h/2, h/4 and h/8.
  private init?(_ ladder: Ladder, from k: Int) {
    let v = ladder.line.cotangent
    let sides = (k...k + 3).compactMap { ladder.sides($0) }
    guard sides.count == 4 else { return nil }
    let y = ladder.center.values
    let h = ladder.step(k)
    var low = CompensatedSum()
    var high = CompensatedSum()
    var error = CompensatedSum()
    var isSingle = true
    var kink: Kink?
    for i in v.indices {
      let right = Parabolas(sides.map { $0.right[i] }, step: h)
      let left = Parabolas(sides.map { $0.left[i] }, step: -h)
      let rounding = 12 * ladder.noise + 16 * (v[i] * y[i]).ulp
      let onRight = right.pass(through: y[i], weight: v[i], rounding: rounding)
      let onLeft = left.pass(through: y[i], weight: v[i], rounding: rounding)
      let (isOnRight, isOnLeft) = (onRight ?? false, onLeft ?? false)
      isSingle = isSingle && isOnRight != isOnLeft
      let change = abs(right.slope - left.slope)
      let miss = abs(isOnRight ? left.miss(y[i]) : right.miss(y[i]))
      if isOnRight != isOnLeft, change > 0, miss / change < kink?.distance ?? .infinity {
        kink = Kink(distance: miss / change, side: isOnRight ? -1 : 1, change: abs(v[i]) * change)
      }
      let slopes = [isOnLeft ? left.slope : right.slope, isOnRight ? right.slope : left.slope]
      low.add(min(v[i] * slopes[0], v[i] * slopes[1]))
      high.add(max(v[i] * slopes[0], v[i] * slopes[1]))
      error.add(abs(v[i]) * (left.change + right.change))
      // The error says how little they are worth where it is not known which one the point is on.
      if onLeft == nil || onRight == nil || !isOnLeft && !isOnRight {
        error.add(abs(v[i] * (right.slope - left.slope)))
      }
    }
    guard low.value.isFinite, high.value.isFinite, error.value.isFinite else { return nil }
    range = min(low.value, high.value)...max(low.value, high.value)
    (self.isSingle, self.kink) = (isSingle, kink)
    // The slope of the shorter steps carries 13 times the noise, over h/2.
    self.error = error.value + 40 * ladder.noise / h + 64 * Double.ulpOfOne * range.size
  }
}

/// Two parabolas through one output on one side of a point, from steps h, h/2, h/4 and half these.
private struct Parabolas {
  /// The slope at the point, as the shorter steps have it, and how far the longer ones' is from it.
  let slope, change: Double

  /// The values at the point, longer steps first.
  private let values: [Double]

  init(_ y: [Double], step h: Double) {
    func slope(_ k: Int, step: Double) -> Double {
      (10 * y[k + 1] - 2 * y[k] - 8 * y[k + 2]) / step
    }
    func value(_ k: Int) -> Double { (y[k] - 6 * y[k + 1] + 8 * y[k + 2]) / 3 }
    let shorter = slope(1, step: h / 2)
    self.slope = shorter
    change = abs(shorter - slope(0, step: h))
    values = [value(0), value(1)]
  }

  /// How far the function's own value is from the shorter steps' parabola.
  func miss(_ y: Double) -> Double { y - values[1] }

  /// Whether the function's own value is on the parabolas: to within rounding it is; not if both miss
  /// it by as much; nil where they do not agree.
  func pass(through y: Double, weight v: Double, rounding: Double) -> Bool? {
    let misses = values.map { y - $0 }
    if abs(v * misses[1]) <= rounding { return true }
    return abs(misses[1] - misses[0]) <= abs(misses[1]) / 4 ? false : nil
  }
}
