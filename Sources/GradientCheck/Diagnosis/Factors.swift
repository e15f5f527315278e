// a = c·n: the right gradient times a constant, whose value tells where it came from; or a is a
// number that is no derivative at all; or n in fewer digits, or cut off.

import Foundation
import Gradus

extension Evidence {
  var factorMistakes: [Proposal] {
    let sign = predicting(.sign, "the sign is wrong: a = −n") { -$0.numeric }
    let named = factors.map { factor in
      predicting(.factor, factor.meaning) { factor.value * $0.numeric }
    }
    let all = [zero, [sign], named, values, constant, singlePrecision, halfPrecision]
    return Array((all + [otherAxis, cut, uncut]).joined())
  }

  private var zero: [Proposal] {
    let largest = places.map(\.numeric).largestMagnitude
    guard analytic.storage.allSatisfy({ abs($0) <= 1e-12 * largest }) else { return [] }
    // But for its rounding, perhaps.
    return [predicting(.zero, "it is zero: unwritten, detached, or never asked for", \.analytic)]
  }

  private var values: [Proposal] {
    guard output.count == 1, let v = cotangent.storage.first else { return [] }
    let own = (meaning: "the function's own value", value: output.scalar)
    let isNamed = constants.contains { $0.value == own.value }
    return (constants + (isNamed ? [] : [own])).map { meaning, value in
      let phrase = "it is \(meaning), \(value.short): a value where its derivative belongs"
      return predicting(.value, phrase) { _ in v * value }
    }
  }

  private var constant: [Proposal] {
    guard let c = ratio(of: places) else { return [] }
    let phrase = "a constant factor: a = \(c.showingDifferenceFromOne)·n"
    return [predicting(.factor, phrase, fitted: 1) { c * $0.numeric }]
  }

  private var singlePrecision: [Proposal] {
    let isClose = wrong.allSatisfy {
      abs($0.residual) <= 3 * Double(Float(abs($0.numeric)).ulp) + $0.bound
    }
    guard isClose else { return [] }
    return wrong.allSatisfy { Double(Float($0.analytic)) == $0.analytic }
      ? [predictingWrong(.precision, "rounded to single precision", \.analytic)]
      : [stating(.precision, "right to seven digits: computed in single precision")]
  }

  private var halfPrecision: [Proposal] {
    let nonzero = wrong.filter { $0.analytic != 0 }
    guard nonzero.count > 1 else { return [] }
    let name = [(11, "half precision"), (8, "bfloat16")].first { bits, _ in
      let last = Double.twoToThe(bits - 1)
      return nonzero.allSatisfy {
        let digits = $0.analytic.significand * last
        return digits == digits.rounded() && abs($0.residual) <= 2 * abs($0.numeric) / last
      }
    }?.1
    return name.map { [predictingWrong(.precision, "rounded to \($0)", \.analytic)] } ?? []
  }

  /// A bias: the output's gradient summed over all axes but its own.
  private var otherAxis: [Proposal] {
    let axes = output.shape.longAxes
    guard axes.count > 1 else { return [] }
    let candidates = axes.filter { output.shape[$0] == value.count }.map { axis in
      (axis: axis, sums: cotangent.sum(over: axes.filter { $0 != axis }).scalars)
    }
    let own = candidates.first { _, sums in
      places.allSatisfy { abs($0.numeric - sums[$0.offset]) <= 3 * $0.bound }
    }
    guard let own else { return [] }
    return candidates.filter { $0.axis != own.axis }.map { axis, sums in
      predicting(
        .wrongAxis,
        "summed along axis \(own.axis) of the output, which is its own, not along \(axis)"
      ) { sums[$0.offset] }
    }
  }

  private var cut: [Proposal] {
    let (least, greatest) = (analytic.storage.min() ?? 0, analytic.storage.max() ?? 0)
    let bounds = [
      (-greatest, greatest), (least, -least), (least, .infinity), (-.infinity, greatest),
    ]
    func clipped(_ x: Double, _ bounds: (Double, Double)) -> Double {
      min(max(x, bounds.0), bounds.1)
    }
    return bounds.filter { bounds in
      bounds.0 < bounds.1 && wrong.count { clipped($0.numeric, bounds) == $0.analytic } > 1
    }.map { bounds in
      let phrase =
        bounds.0 == -bounds.1
        ? "clipped at ±\(bounds.1.short)"
        : bounds.1.isFinite ? "cut off above \(bounds.1.short)" : "cut off below \(bounds.0.short)"
      return predicting(.clipped, phrase) { clipped($0.numeric, bounds) }
    }
  }

  /// The other way round: the function's own gradient is what is cut off.
  private var uncut: [Proposal] {
    let limit = places.map(\.numeric).largestMagnitude
    let isBeyond = wrong.allSatisfy {
      abs(abs($0.numeric) - limit) <= 3 * $0.bound && $0.analytic / $0.numeric > 1
    }
    guard output.count == 1, wrong.count > 1, isBeyond,
      places.contains(where: { !$0.isWrong && abs($0.numeric) < 0.99 * limit && $0.numeric != 0 })
    else { return [] }
    let phrase = "not cut off at ±\(limit.short), where the function's own slope stays the same"
    return [stating(.clipped, phrase)]
  }
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
    func add(_ value: Double, _ tooLarge: String, _ tooSmall: String) {
      factors += [(tooLarge, value), (tooSmall, 1 / value)]
    }
    for (length, meaning) in summedLengths {
      let n = Double(length)
      add(
        n, "\(length) times too large: summed over \(meaning) where it is to be averaged",
        "\(length) times too small: averaged over \(meaning) where it is to be summed")
      guard n.squareRoot().rounded() != n.squareRoot() else { continue }
      add(
        n.squareRoot(), "√\(length) times too large: a 1/√\(length) for \(meaning) is missing",
        "√\(length) times too small: one 1/√\(length) for \(meaning) too many")
    }
    let window = columns.values.map(\.reached.count).max() ?? 1
    if window > 2, window < output.count, !summedLengths.contains(where: { $0.length == window }) {
      add(
        Double(window), "\(window) times too large: a window's mean taken for its sum",
        "\(window) times too small: a window's sum taken for its mean")
    }
    for (length, meaning) in averagedLengths {
      let n = Double(length)
      let cause = "for n = \(length), \(meaning): biased, unbiased"
      factors += [
        ("n/(n − 1) too large \(cause)", n / (n - 1)),
        ("(n − 1)/n too small \(cause)", (n - 1) / n),
      ]
    }
    for (meaning, value) in constants where value != 0 && value != 1 {
      add(
        value, "multiplied by \(meaning), \(value.short), once too often",
        "divided by \(meaning), \(value.short), once too often")
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
    let own = structure.summed.first { $0.name == name }?.axes ?? []
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
