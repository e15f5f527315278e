// Something is normalised along some axes: a shift along them, or a scale, changes nothing. With
// x̂ = (x − μ)/σ, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂)) loses a constant in every group without
// its first mean, and a multiple of x̂, or of x − μ, without its second; a root mean square loses a
// multiple of x. Each group has its own, so these are fitted, group by group.

import Gradus

extension Evidence {
  var normalisationMistakes: [Proposal] {
    meanAndVariance + length + centring + statisticsAlongOtherAxes
  }

  private var meanAndVariance: [Proposal] {
    structure.shiftInvariant.flatMap { axes -> [Proposal] in
      let centred = value.centred(along: axes).storage
      let isScaled = structure.scaleInvariant.contains(axes)
      let place = axes.phrase
      let mean = fit(
        .meanTerm, "a term constant along \(place): a mean taken for a constant", axes,
        tier: isScaled ? .exact : .indirect
      ) { _ in [1] }
      guard isScaled else { return mean }
      let variance = fit(
        .varianceTerm, "a multiple of x̂ along \(place): a variance taken for a constant", axes
      ) { [centred[$0]] }
      if (mean + variance).contains(where: holds) { return mean + variance }
      return fit(
        .meanAndVarianceTerms,
        "a constant and a multiple of x̂ along \(place): mean and variance taken for constants", axes
      ) { [1, centred[$0]] }
    }
  }

  private var length: [Proposal] {
    structure.scaleInvariant.filter { axes in
      !structure.shiftInvariant.contains { $0.allSatisfy(axes.contains) }
    }.flatMap { axes in
      fit(
        .varianceTerm,
        "a term proportional to \(name) along \(axes.phrase): its length, or root mean square, "
          + "taken for a constant", axes
      ) { [value.storage[$0]] }
    }
  }

  /// A variance's gradient is in proportion to x − μ.
  private var centring: [Proposal] {
    structure.shiftInvariant.flatMap { axes -> [Proposal] in
      let mean = value.mean(over: axes).broadcast(to: value.shape)
      func mistaken(_ kind: Diagnosis.Kind, _ phrase: String, _ x: Tensor<Double>) -> Proposal {
        predicting(kind, phrase) { place in
          let centred = value.storage[place.offset] - mean.storage[place.offset]
          return centred == 0 ? nil : place.numeric * x.storage[place.offset] / centred
        }
      }
      return [
        mistaken(.termMissing, "x stands where x − μ belongs: the mean is missing", value),
        mistaken(.termSign, "x + μ stands where x − μ belongs", value + mean),
        mistaken(
          .wrongAxis, "the mean is that of all, the function's goes along \(axes.phrase)",
          value - value.mean()),
      ]
    }
  }

  /// Without γ and β the output is x̂ itself, and the gradient along other axes can be told.
  private var statisticsAlongOtherAxes: [Proposal] {
    guard output.shape == value.shape,
      let own = structure.shiftInvariant.first(where: isStandardised)
    else { return [] }
    let variance = value.variance(along: TensorAxes(own), keepingAxes: true)
    // x̂·σ = x − μ gives σ² = v + ε.
    let scale = pow(value.centred(along: own), 2).sum(over: own) / pow(output, 2).sum(over: own)
    let epsilon = max(0, (scale - variance).mean().scalar)
    return value.shape.longAxes.nonemptySubsets.filter { $0 != own }.map { axes in
      let centred = value.centred(along: axes)
      let s = sqrt((centred * centred).mean(over: axes) + epsilon)
      let (y, dy) = (centred / s, cotangent)
      let dx = (dy - dy.mean(over: axes) - y * (dy * y).mean(over: axes)) / s
      return testing(
        .wrongAxis, "the statistics go along \(axes.phrase); the function's go along \(own.phrase)"
      ) { place in
        // ε is known to the rounding of a variance.
        Predicted(dx.storage[place.offset], error: 1e-7 * abs(dx.storage[place.offset]))
      }
    }
  }

  /// Whether the output is x̂ along some axes, without a weight or a bias.
  private func isStandardised(along axes: [Int]) -> Bool {
    let centred = value.centred(along: axes)
    let slope = (centred * output).sum(over: axes) / (centred * centred).sum(over: axes)
    return structure.scaleInvariant.contains(axes)
      && (output - slope * centred).rootMeanSquare <= 1e-10 * output.rootMeanSquare
  }

  /// The residual of every group along some axes as a combination of one or two terms, by least
  /// squares; nothing where a group has too few entries to tell.
  private func fit(
    _ kind: Diagnosis.Kind, _ phrase: String, _ axes: [Int], tier: Proposal.Tier = .exact,
    _ terms: (_ offset: Int) -> [Double]
  ) -> [Proposal] {
    let groups = Dictionary(grouping: places) { place in
      value.shape.indices.filter { !axes.contains($0) }.map {
        value.shape.index(at: place.offset, along: $0)
      }
    }
    var left: [(place: Place, rest: Predicted)] = []
    var freedom = 0
    for members in groups.values.sorted(by: { $0[0].offset < $1[0].offset }) {
      let rows = members.map { terms($0.offset) }
      guard rows.count > rows[0].count, let c = leastSquares(rows, members.map(\.residual)) else {
        return []
      }
      freedom += rows.count - c.count
      left += zip(members, rows).map { ($0, Predicted($0.residual - $1.dot(c))) }
    }
    // Fitted, but to a function that is known to be normalised.
    return freedom > 1 ? [Proposal(kind, phrase, tier: tier, left: left)] : []
  }
}
