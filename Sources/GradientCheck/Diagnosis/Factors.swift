// a = c·n: the right gradient times a constant, whose value tells where it came from; or a is a
// number that is no derivative at all; or n in fewer digits, or cut off.

import Foundation
import Gradus

extension Pattern {
  static let factors: [Pattern] = [
    Pattern { e in
      let largest = e.places.reduce(0) { max($0, abs($1.numeric)) }
      let isZero = e.analytic.storage.allSatisfy { abs($0) <= 1e-12 * largest }
      guard isZero else { return [] }
      return [
        // But for its rounding, perhaps.
        e.predicting(.zero, "it is zero: unwritten, detached, or never asked for", \.analytic)
      ]
    },
    Pattern { e in
      [e.predicting(.sign, "the sign is wrong: a = −n") { -$0.numeric }]
    },
    Pattern { e in
      e.factors.map { factor in
        e.predicting(.factor, factor.meaning) { factor.value * $0.numeric }
      }
    },
    Pattern { e in
      guard e.output.count == 1, let v = e.cotangent.storage.first else { return [] }
      let own = (meaning: "the function's own value", value: e.output.scalar)
      let isNamed = e.constants.contains { $0.value == own.value }
      return (e.constants + (isNamed ? [] : [own])).map { meaning, value in
        let phrase = "it is \(meaning), \(value.short): a value where its derivative belongs"
        return e.predicting(.value, phrase) { _ in v * value }
      }
    },
    Pattern { e in
      guard let c = e.ratio(of: e.places) else { return [] }
      let phrase = "a constant factor: a = \(c.showingDifferenceFromOne)·n"
      return [e.predicting(.factor, phrase, fitted: 1) { c * $0.numeric }]
    },
    Pattern { e in
      let wrong = e.places.filter(\.isWrong)
      let isSingle = wrong.allSatisfy { Double(Float($0.analytic)) == $0.analytic }
      let isClose = wrong.allSatisfy {
        abs($0.analytic - $0.numeric) <= 3 * Double(Float(abs($0.numeric)).ulp) + $0.bound
      }
      guard isClose else { return [] }
      let phrase =
        isSingle
        ? "rounded to single precision" : "right to seven digits: computed in single precision"
      return [
        e.predicting(.precision, phrase, tier: isSingle ? .exact : .vague) {
          $0.isWrong ? $0.analytic : $0.numeric
        }
      ]
    },
    Pattern { e in
      let wrong = e.places.filter { $0.isWrong && $0.analytic != 0 }
      guard wrong.count > 1 else { return [] }
      return [(11, "half precision"), (8, "bfloat16")].filter { bits, _ in
        let last = Double(sign: .plus, exponent: bits - 1, significand: 1)
        return wrong.allSatisfy {
          let digits = $0.analytic.significand * last
          return digits == digits.rounded()
            && abs($0.analytic - $0.numeric) <= 2 * abs($0.numeric) / last
        }
      }.prefix(1).map { _, name in
        e.predicting(.precision, "rounded to \(name)") { $0.isWrong ? $0.analytic : $0.numeric }
      }
    },
    Pattern { e in
      // A bias: the output's gradient summed over all axes but its own.
      let axes = e.output.shape.indices.filter { e.output.shape[$0] > 1 }
      func sums(_ axis: Int) -> [Double]? {
        guard e.output.shape[axis] == e.value.count, axes.count > 1 else { return nil }
        let others = axes.filter { $0 != axis }
        return e.cotangent.summed(along: TensorAxes(others), keepingAxes: true).scalars
      }
      let candidates = axes.compactMap { axis in sums(axis).map { (axis, $0) } }
      func fits(_ sums: [Double], _ x: (Evidence.Place) -> Double) -> Bool {
        e.places.allSatisfy { abs(x($0) - sums[$0.offset]) <= 3 * $0.bound }
      }
      guard let own = candidates.first(where: { fits($0.1, \.numeric) })?.0 else { return [] }
      return candidates.filter { $0.0 != own }.map { axis, sums in
        e.predicting(
          .wrongAxis, "summed along axis \(own) of the output, which is its own, not along \(axis)"
        ) { sums[$0.offset] }
      }
    },
    Pattern { e in
      let (least, greatest) = (e.analytic.storage.min() ?? 0, e.analytic.storage.max() ?? 0)
      let bounds = [
        (-greatest, greatest), (least, -least), (least, .infinity), (-.infinity, greatest),
      ]
      func clipped(_ x: Double, _ bounds: (Double, Double)) -> Double {
        min(max(x, bounds.0), bounds.1)
      }
      let cut = bounds.filter { bounds in
        bounds.0 < bounds.1
          && e.places.count { $0.isWrong && clipped($0.numeric, bounds) == $0.analytic } > 1
      }.map { bounds in
        let phrase =
          bounds.0 == -bounds.1
          ? "clipped at ±\(bounds.1.short)"
          : bounds.1.isFinite
            ? "cut off above \(bounds.1.short)" : "cut off below \(bounds.0.short)"
        return e.predicting(.clipped, phrase) { clipped($0.numeric, bounds) }
      }
      // The other way round, the function's own gradient is what is cut off.
      let limit = e.places.reduce(0) { max($0, abs($1.numeric)) }
      let wrong = e.places.filter(\.isWrong)
      let isBeyond =
        wrong.count > 1
        && wrong.allSatisfy {
          abs(abs($0.numeric) - limit) <= 3 * $0.bound && $0.analytic / $0.numeric > 1
        } && e.places.contains { !$0.isWrong && abs($0.numeric) < 0.99 * limit && $0.numeric != 0 }
      guard isBeyond, e.output.count == 1 else { return cut }
      return cut + [
        e.predicting(
          .clipped, "not cut off at ±\(limit.short), where the function's own slope stays the same",
          tier: .vague
        ) { $0.analytic }
      ]
    },
  ]
}

extension Evidence {
  /// Where there is an entry that is no number, the reason why no other cause is looked for.
  var notFinite: Diagnosis? {
    let count = places.count { !$0.analytic.isFinite }
    guard count > 0 else { return nil }
    return Diagnosis(
      kind: .notFinite,
      description:
        "infinite or not a number at \(count) of \(places.count) entries: a division by zero, "
        + "or the logarithm or root of a number out of range")
  }

  /// a/n where it is largest; nil where that is no number, or next to 1.
  func ratio(of places: [Place]) -> Double? {
    let largest = places.filter(\.isWrong).max { abs($0.numeric) < abs($1.numeric) }
    guard let largest, abs(largest.numeric) > 3 * largest.bound, largest.analytic != 0 else {
      return nil
    }
    return largest.analytic / largest.numeric
  }

  /// The factors that have a meaning here.
  var factors: [(meaning: String, value: Double)] {
    var factors: [(meaning: String, value: Double)] = [
      ("twice too large: a square's 2 counted twice, or not cancelled by a ½", 2),
      ("half as large as it should be: the 2 of a square is missing", 0.5),
      ("four times too large: a square's 2 counted twice over", 4),
    ]
    for (length, meaning) in summedLengths {
      let n = Double(length)
      factors += [
        ("\(length) times too large: summed over \(meaning) where it is to be averaged", n),
        ("\(length) times too small: averaged over \(meaning) where it is to be summed", 1 / n),
      ]
      guard n.squareRoot().rounded() != n.squareRoot() else { continue }
      factors += [
        ("√\(length) times too large: a 1/√\(length) for \(meaning) is missing", n.squareRoot()),
        (
          "√\(length) times too small: one 1/√\(length) for \(meaning) too many", 1 / n.squareRoot()
        ),
      ]
    }
    let window = columns.values.map(\.reached.count).max() ?? 1
    if window > 2, window < output.count, !summedLengths.contains(where: { $0.length == window }) {
      let n = Double(window)
      factors += [
        ("\(window) times too large: a window's mean taken for its sum", n),
        ("\(window) times too small: a window's sum taken for its mean", 1 / n),
      ]
    }
    for (length, meaning) in averagedLengths {
      let n = Double(length)
      factors += [
        ("n/(n − 1) too large for n = \(length), \(meaning): biased, unbiased", n / (n - 1)),
        ("(n − 1)/n too small for n = \(length), \(meaning): biased, unbiased", (n - 1) / n),
      ]
    }
    for (meaning, value) in constants where value != 0 && value != 1 {
      factors += [
        ("multiplied by \(meaning), \(value.short), once too often", value),
        ("divided by \(meaning), \(value.short), once too often", 1 / value),
      ]
    }
    return factors
  }

  /// Lengths of axes that are summed over, and of runs of such axes, with their names.
  private var summedLengths: [(length: Int, meaning: String)] {
    var lengths: [(length: Int, meaning: String)] = []
    for (name, shape, axes) in structure.summed {
      for first in axes.indices {
        for last in first..<axes.count {
          // Axes of length 1 may stand between.
          let length = shape[axes[first]...axes[last]].reduce(1, *)
          let own = axes[first...last].reduce(1) { $0 * shape[$1] }
          if length == 1 || length != own { continue }
          if lengths.contains(where: { $0.length == length }) { continue }
          let run = first == last ? "axis \(axes[first])" : "axes \(axes[first]) to \(axes[last])"
          lengths.append((length, "\(run) of \(name)"))
        }
      }
    }
    return lengths
  }

  /// Lengths of what is averaged over, where a mean or a variance is taken.
  private var averagedLengths: [(length: Int, meaning: String)] {
    let own = structure.summed.first { $0.name == subject.names[input] }?.axes ?? []
    let sets = structure.shiftInvariant + (structure.isMean ? own.map { [$0] } + [own] : [])
    return sets.map { (length: $0.reduce(1) { $0 * value.shape[$1] }, meaning: $0.phrase) }
      .filter { $0.length > 2 }
  }
}

extension Double {
  /// As many digits as show what is not 1 about it, six at least.
  fileprivate var showingDifferenceFromOne: String {
    let distance = Swift.abs(self - 1)
    guard distance < 1e-4, distance > 0 else { return short }
    return String(format: "%.\(Int(-Double.log10(distance).rounded(.down)) + 3)g", self)
  }
}
