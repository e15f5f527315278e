// Something is normalised along some axes: a shift along them, or a scale, changes nothing. With
// x̂ = (x − μ)/σ, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂)) loses a constant in every group without
// its first mean, and a multiple of x̂, or of x − μ, without its second; a root mean square loses a
// multiple of x. Each group has its own, so these are fitted, group by group.

import Gradus

extension Pattern {
  static let normalisations: [Pattern] = [
    Pattern { e in
      e.structure.shiftInvariant.flatMap { axes -> [Proposal] in
        let centred = (e.value - e.value.mean(along: TensorAxes(axes), keepingAxes: true)).storage
        let isScaled = e.structure.scaleInvariant.contains(axes)
        let place = axes.phrase
        let mean = e.fit(
          .meanTerm, "a term constant along \(place): a mean taken for a constant", axes,
          tier: isScaled ? .exact : .indirect
        ) { _ in [1] }
        guard isScaled else { return [mean].compactMap(\.self) }
        let one = [
          mean,
          e.fit(
            .varianceTerm,
            "a multiple of x̂ along \(place): a variance taken for a constant", axes
          ) { [centred[$0]] },
        ].compactMap(\.self)
        if one.contains(where: e.holds) { return one }
        let both = e.fit(
          .meanAndVarianceTerms,
          "a constant and a multiple of x̂ along \(place): mean and variance taken for constants",
          axes
        ) { [1, centred[$0]] }
        return [both].compactMap(\.self)
      }
    },
    Pattern { e in
      let scaled = e.structure.scaleInvariant.filter { axes in
        !e.structure.shiftInvariant.contains { $0.allSatisfy(axes.contains) }
      }
      return scaled.compactMap { axes in
        e.fit(
          .varianceTerm,
          "a term proportional to \(e.name) along \(axes.phrase): its length, or root mean square, "
            + "taken for a constant", axes
        ) { [e.value.storage[$0]] }
      }
    },
    Pattern { e in
      // A variance's gradient is in proportion to x − μ.
      e.structure.shiftInvariant.flatMap { axes -> [Proposal] in
        let mean = e.value.mean(along: TensorAxes(axes), keepingAxes: true).broadcast(
          to: e.value.shape)
        func mistaken(_ phrase: String, _ kind: Diagnosis.Kind, _ x: Tensor<Double>) -> Proposal {
          e.predicting(kind, phrase) { place in
            let (x, whole) = (x.storage[place.offset], e.value.storage[place.offset])
            let centred = whole - mean.storage[place.offset]
            return centred == 0 ? nil : place.numeric * x / centred
          }
        }
        return [
          mistaken("x stands where x − μ belongs: the mean is missing", .termMissing, e.value),
          mistaken("x + μ stands where x − μ belongs", .termSign, e.value + mean),
          mistaken(
            "the mean is that of all, the function's goes along \(axes.phrase)", .wrongAxis,
            e.value - e.value.mean()),
        ]
      }
    },
    Pattern { e in
      // Without γ and β the output is x̂ itself, and the gradient along other axes can be told.
      guard e.output.shape == e.value.shape,
        let own = e.structure.shiftInvariant.first(where: e.isStandardised)
      else { return [] }
      let axes = e.value.shape.indices.filter { e.value.shape[$0] > 1 }
      let variance = e.value.variance(along: TensorAxes(own), keepingAxes: true)
      let centred = e.value - e.value.mean(along: TensorAxes(own), keepingAxes: true)
      // x̂·σ = x − μ gives σ² = v + ε.
      let scale =
        pow(centred, 2).summed(along: TensorAxes(own), keepingAxes: true)
        / pow(e.output, 2).summed(along: TensorAxes(own), keepingAxes: true)
      let epsilon = max(0, (scale - variance).mean().scalar)
      return axes.subsets.filter { !$0.isEmpty && $0 != own }.map { axes in
        func mean(_ x: Tensor<Double>) -> Tensor<Double> {
          x.mean(along: TensorAxes(axes), keepingAxes: true)
        }
        let c = e.value - mean(e.value)
        let s = sqrt(mean(c * c) + epsilon)
        let (y, dy) = (c / s, e.cotangent)
        let dx = (dy - mean(dy) - y * mean(dy * y)) / s
        let phrase =
          "the statistics go along \(axes.phrase); the function's go along \(own.phrase)"
        return e.testing(.wrongAxis, phrase) { place in
          // ε is known to the rounding of a variance.
          let value = dx.storage[e.places[place].offset]
          return Predicted(value, error: 1e-7 * abs(value))
        }
      }
    },
  ]
}

extension Evidence {
  /// Whether the output is x̂ along some axes, without a weight or a bias.
  fileprivate func isStandardised(along axes: [Int]) -> Bool {
    let centred = value - value.mean(along: TensorAxes(axes), keepingAxes: true)
    func sum(_ x: Tensor<Double>) -> Tensor<Double> {
      x.summed(along: TensorAxes(axes), keepingAxes: true)
    }
    let slope = sum(centred * output) / sum(centred * centred)
    let rest = output - slope * centred
    return structure.scaleInvariant.contains(axes)
      && rest.rootMeanSquare <= 1e-10 * output.rootMeanSquare
  }

  /// The residual of every group along some axes as a combination of one or two terms, by least
  /// squares; nil where a group has too few entries to tell.
  fileprivate func fit(
    _ kind: Diagnosis.Kind, _ phrase: String, _ axes: [Int], tier: Proposal.Tier = .exact,
    _ terms: (_ offset: Int) -> [Double]
  ) -> Proposal? {
    let groups = Dictionary(grouping: places.indices) { place in
      let index = value.shape.index(at: places[place].offset)
      return value.shape.indices.filter { !axes.contains($0) }.map { index[$0] }
    }
    var left = [Predicted?](repeating: nil, count: places.count)
    var freedom = 0
    for members in groups.values {
      let rows = members.map { terms(places[$0].offset) }
      let residuals = members.map { places[$0].analytic - places[$0].numeric }
      guard rows.count > rows[0].count, let c = leastSquares(rows, residuals) else { return nil }
      freedom += rows.count - c.count
      for (place, (row, residual)) in zip(members, zip(rows, residuals)) {
        left[place] = Predicted(residual - zip(row, c).reduce(0) { $0 + $1.0 * $1.1 })
      }
    }
    // Fitted, but to a function that is known to be normalised.
    return freedom > 1 ? Proposal(kind, phrase, tier: tier, left: left) : nil
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
