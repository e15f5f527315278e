// A term too many or too few: the residual a − n has a shape that gives the term away. Batch
// normalisation's dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂)) loses a constant of every feature
// without its first mean, a multiple of x̂ without its second; weight decay adds λ·w; a
// cross-entropy without its −y is off at the label of every example alone.

import Gradus

extension Pattern {
  static let residuals: [Pattern] = [
    Pattern { e in
      let normalised = e.normalised
      return [
        e.fit(
          .meanTerm, "a term constant over the batch: a mean taken for a constant, as BatchNorm's"
        ) { _ in [1] },
        e.fit(
          .varianceTerm, "a term proportional to x̂: a variance taken for a constant, as BatchNorm's"
        ) { [normalised[$0]] },
        e.fit(
          .meanAndVarianceTerms,
          "a constant and a multiple of x̂: a mean and a variance taken for constants, as BatchNorm's"
        ) { [1, normalised[$0]] },
      ].compactMap(\.self)
    },
    Pattern { e in
      let largest = e.places.max {
        abs(e.value.storage[$0.offset]) < abs(e.value.storage[$1.offset])
      }
      guard let largest, e.value.storage[largest.offset] != 0 else { return [] }
      let rate = (largest.analytic - largest.numeric) / e.value.storage[largest.offset]
      let shown = e.output.count == 1 ? rate / e.cotangent.scalar : rate
      return [
        Proposal(
          .weightDecay, "a term proportional to the value, \(shown.short)·x: weight decay",
          fitted: 1,
          e.correcting { $0.analytic - rate * e.value.storage[$0.offset] })
      ]
    },
    Pattern { e in
      guard e.value.rank == 2, e.value.shape[1] > 1, e.places.count == e.value.count else {
        return []
      }
      let wrong = e.places.filter(\.isWrong)
      let examples = wrong.map { $0.offset % e.value.shape[1] }
      guard Set(examples).count == e.value.shape[1], wrong.count == e.value.shape[1] else {
        return []
      }
      let mean = wrong.reduce(0) { $0 + $1.analytic - $1.numeric } / Double(wrong.count)
      return [
        Proposal(
          .target, "a constant at one class of every example: the target's −y", fitted: 1,
          e.correcting { $0.analytic - ($0.isWrong ? mean : 0) })
      ]
    },
  ]
}

extension Evidence {
  /// The input normalised over each feature, an index of its leading axis.
  fileprivate var normalised: [Double] {
    guard value.rank >= 2 else { return value.scalars }
    let axes = Axes(Array(1..<value.rank))
    let mean = value.mean(along: axes, keepingAxes: true)
    return ((value - mean) / sqrt(value.variance(along: axes, keepingAxes: true) + 1e-5)).scalars
  }

  /// The residual of every feature as a combination of one or two terms, by least squares; nil
  /// where a feature has too few entries to tell.
  fileprivate func fit(
    _ kind: Diagnosis.Kind, _ phrase: String, _ terms: (_ offset: Int) -> [Double]
  ) -> Proposal? {
    guard value.rank >= 2 else { return nil }
    let size = value.count / value.shape[0]
    let features = Dictionary(grouping: places.indices) { places[$0].offset / size }
    var corrected = [Double?](repeating: nil, count: places.count)
    var fitted = 0
    for members in features.values {
      let rows = members.map { terms(places[$0].offset) }
      let residuals = members.map { places[$0].analytic - places[$0].numeric }
      guard rows.count > rows[0].count + 1, let c = leastSquares(rows, residuals) else {
        return nil
      }
      fitted += c.count
      for (place, row) in zip(members, rows) {
        corrected[place] = places[place].analytic - zip(row, c).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return Proposal(kind, phrase, fitted: fitted, corrected)
  }
}

/// The one or two coefficients c for which Σ (row·c − b)² is least; nil where they are not
/// determined.
private func leastSquares(_ rows: [[Double]], _ b: [Double]) -> [Double]? {
  func product(_ i: Int, _ j: Int) -> Double { rows.reduce(0) { $0 + $1[i] * $1[j] } }
  func right(_ i: Int) -> Double { zip(rows, b).reduce(0) { $0 + $1.0[i] * $1.1 } }
  if rows[0].count == 1 { return product(0, 0) > 0 ? [right(0) / product(0, 0)] : nil }
  let determinant = product(0, 0) * product(1, 1) - product(0, 1) * product(0, 1)
  guard determinant > 1e-12 * product(0, 0) * product(1, 1) else { return nil }
  return [
    (right(0) * product(1, 1) - right(1) * product(0, 1)) / determinant,
    (right(1) * product(0, 0) - right(0) * product(0, 1)) / determinant,
  ]
}
