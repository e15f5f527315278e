// a = c·n: the right gradient times a constant, whose value tells where it came from; or a is a
// number that is no derivative at all.

extension Pattern {
  static let factors: [Pattern] = [
    Pattern { e in
      let largest = e.places.reduce(0) { max($0, abs($1.numeric)) }
      let isZero = e.analytic.storage.allSatisfy { abs($0) <= 1e-12 * largest }
      guard isZero else { return [] }
      return [
        Proposal(
          .zero, "it is zero: unwritten, detached, or never asked for", e.correcting(\.numeric))
      ]
    },
    Pattern { e in
      [Proposal(.sign, "the sign is wrong: a = −n", e.correcting { -$0.analytic })]
    },
    Pattern { e in
      e.factors.map { factor in
        Proposal(.factor, factor.meaning, e.correcting { $0.analytic / factor.value })
      }
    },
    Pattern { e in
      guard e.output.count == 1, let v = e.cotangent.storage.first else { return [] }
      return e.constants.map { meaning, value in
        let phrase = "it is \(meaning), \(value.short): a value where its derivative belongs"
        return Proposal(.value, phrase, e.replacing(by: e.places.map { _ in v * value }))
      }
    },
    Pattern { e in
      let largest = e.places.max { abs($0.numeric) < abs($1.numeric) }
      guard let largest, largest.numeric != 0, largest.analytic != 0 else { return [] }
      let c = largest.analytic / largest.numeric
      let phrase = "a constant factor: a = \(c.short)·n"
      return [Proposal(.factor, phrase, fitted: 1, e.correcting { $0.analytic / c })]
    },
  ]
}

extension Evidence {
  /// The factors that have a meaning here.
  fileprivate var factors: [(meaning: String, value: Double)] {
    var factors: [(meaning: String, value: Double)] = [
      ("twice too large: a square's 2 counted twice, or not cancelled by a ½", 2),
      ("half as large as it should be: the 2 of a square is missing", 0.5),
      ("four times too large: a square's 2 counted twice over", 4),
    ]
    for (length, meaning) in lengths where length > 1 {
      let n = Double(length)
      factors += [
        ("\(length) times too large: summed over \(meaning) where it is to be averaged", n),
        ("\(length) times too small: averaged over \(meaning) where it is to be summed", 1 / n),
      ]
      if length > 2 {
        factors += [
          ("n/(n − 1) too large for n = \(length), \(meaning): biased, unbiased", n / (n - 1)),
          ("(n − 1)/n too small for n = \(length), \(meaning): biased, unbiased", (n - 1) / n),
        ]
      }
    }
    for (meaning, value) in constants where value != 0 && value != 1 {
      factors += [
        ("multiplied by \(meaning), \(value.short), once too often", value),
        ("divided by \(meaning), \(value.short), once too often", 1 / value),
      ]
    }
    return factors
  }

  /// Lengths of axes, and of runs of neighbouring axes, with their names.
  private var lengths: [(length: Int, meaning: String)] {
    var lengths: [(length: Int, meaning: String)] = []
    let shapes =
      [("the output", output.shape)]
      + zip(subject.names, subject.point).map { ($0, $1.shape) }
    for (name, shape) in shapes {
      for first in shape.indices {
        for last in first..<shape.count {
          let length = shape[first...last].reduce(1, *)
          let axes = first == last ? "axis \(first)" : "axes \(first) to \(last)"
          if lengths.contains(where: { $0.length == length }) { continue }
          lengths.append((length, "\(axes) of \(name)"))
        }
      }
    }
    return lengths
  }
}
