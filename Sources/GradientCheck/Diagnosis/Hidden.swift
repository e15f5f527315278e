// A factor of every unit and every example, somewhere inside: a hidden layer's derivative. The share
// of a single example in the gradient of a matrix of weights is an outer product, and such a factor
// the same for all weights of a unit. Shares are told apart by the output's gradient, or where all
// outputs are summed, by running the function without an example.

import Gradus

extension Evidence {
  var hiddenMistakes: [Proposal] {
    guard value.rank == 2, value.shape[0] > 1, value.shape[1] > 1 else { return [] }
    return (sharesOfOutputs + sharesOfInputs).flatMap { shares in
      [0, 1].flatMap { units in UnitRatios(self, shares, units: units).map { proposals($0) } ?? [] }
    }
  }

  /// The shares of the indices of each axis of the output.
  private var sharesOfOutputs: [Shares] {
    output.shape.indices.filter { (2...32).contains(output.shape[$0]) }.map { axis in
      Shares(input: nil, axis: axis, count: output.shape[axis]) { [self] in
        shares(of: $0, along: axis)
      }
    }
  }

  /// The shares of the examples of another input, in which an example of zeros has none.
  private var sharesOfInputs: [Shares] {
    guard output.count == 1 else { return [] }
    return others.filter { subject.point[$0].rank == 2 }.flatMap { other in
      let x = subject.point[other]
      return [0, 1].filter {
        (2...16).contains(x.shape[$0]) && value.shape.contains(x.shape[1 - $0])
      }.map { axis in
        Shares(input: other, axis: axis, count: x.shape[axis]) { [self] in
          share(of: $0, along: axis, of: other)
        }
      }
    }
  }

  private func share(of example: Int, along axis: Int, of other: Int) -> [Shares.Pair] {
    let x = subject.point[other]
    let there = point(x.keeping { x.shape.index(at: $0, along: axis) != example }, for: other)
    guard let gradient = gradient(at: there) else { return [] }
    return tested.prefix(24).compactMap { place in
      slope(at: place, of: there).map { n in
        (
          place, place.analytic - gradient.storage[place.offset],
          Predicted(place.numeric - n.value, error: n.error + place.bound)
        )
      }
    }
  }

  /// What a factor says that is one for every unit and every example.
  private func proposals(_ found: UnitRatios) -> [Proposal] {
    let (least, greatest) = (found.least, found.greatest)
    if found.hasStopped, greatest - least < 1e-6, abs(least - 1) < 1e-6 {
      return [stating(.mask, "the mask of a hidden layer's rectifier is missing")]
    }
    // A weight of the examples is the same for all units, and one of the units for all examples.
    guard found.varies(among: \.unit), found.varies(among: \.example), least > 0 else { return [] }
    let range = "from \(least.short) to \(greatest.short)"
    let phrase: String
    if least <= 1, greatest >= 1 {
      // Some units and examples may be right; what is wrong is a factor of a unit and an example.
      phrase =
        "a factor of every example and index of axis \(found.units) of \(name), such as a hidden "
        + "layer's derivative, is another one: a/n is \(range)"
    } else {
      let what = least > 1 ? "is missing" : "is there twice"
      phrase =
        activation(found).map { "\($0) of the hidden layer \(what)" }
        ?? "a derivative of a hidden layer \(what): a/n is a number \(range) for every example and "
        + "unit"
    }
    return [stating(.localDerivative, phrase)]
  }

  /// The activation whose derivative the ratios are, of the sums z = Σ w·x that they belong to.
  private func activation(_ found: UnitRatios) -> String? {
    let (shares, units) = (found.shares, found.units)
    let candidates =
      shares.input.map { [($0, shares.axis)] } ?? others.flatMap { [($0, 0), ($0, 1)] }
    let w = units == 0 ? value : value.transposed()
    let biases = subject.point.filter { $0.count == w.shape[0] }.map(\.scalars)
    for (other, axis) in candidates {
      let x = subject.point[other]
      guard x.rank == 2, x.shape[1 - axis] == w.shape[1], x.shape[axis] == shares.count
      else { continue }
      let z = matmul(w, axis == 1 ? x : x.transposed())
      for bias in [[Double](repeating: 0, count: w.shape[0])] + biases {
        for (name, slope) in [("tanh′", tanhSlope), ("σ′", sigmoidSlope)] {
          let fits = found.ratios.allSatisfy { unit, example, ratio in
            let slope = slope(z[unit, example] + bias[unit])
            return abs(ratio * slope - 1) < 1e-5 || abs(ratio / slope - 1) < 1e-5
          }
          if fits { return name }
        }
      }
    }
    return nil
  }
}

/// What each example contributes to the gradient under test and to the right one.
private struct Shares {
  /// One example's, at a tested place.
  typealias Pair = (place: Evidence.Place, a: Double, n: Predicted)

  /// The input whose axis the examples are an axis of; nil where they are one of the output.
  let input: Int?
  let axis: Int
  let count: Int
  let ofExample: (_ example: Int) -> [Pair]
}

/// The a/n of every unit, an index of an axis of the weights, and every example.
private struct UnitRatios {
  typealias Ratio = (unit: Int, example: Int, ratio: Double)

  let shares: Shares

  /// The axis of the weights of which the units are indices.
  let units: Int

  private(set) var ratios: [Ratio] = []

  /// Whether a unit has a gradient under test for an example that gives it none.
  private(set) var hasStopped = false

  var least: Double { ratios.map(\.ratio).min() ?? 0 }
  var greatest: Double { ratios.map(\.ratio).max() ?? 0 }

  /// Nil where some unit's weights have not one ratio for an example, or too few were compared.
  init?(_ e: Evidence, _ shares: Shares, units: Int) {
    (self.shares, self.units) = (shares, units)
    var compared = 0
    for example in 0..<shares.count {
      let groups = Dictionary(grouping: shares.ofExample(example)) {
        e.value.shape.index(at: $0.place.offset, along: units)
      }
      for (unit, members) in groups {
        let largest = members.map(\.a).largestMagnitude
        let known = members.filter { abs($0.n.value) > 1e3 * ($0.n.error + 1e-12 * largest) }
        guard let first = known.max(by: { abs($0.n.value) < abs($1.n.value) }) else {
          if members.contains(where: { abs($0.a) > 1e3 * $0.n.error }) { hasStopped = true }
          continue
        }
        let ratio = first.a / first.n.value
        for (_, a, n) in known {
          let error = 10 * (n.error + 2e-9 * abs(n.value)) * max(1, abs(ratio))
          guard abs(a - ratio * n.value) <= error else { return nil }
        }
        compared += known.count - 1
        ratios.append((unit, example, ratio))
      }
    }
    if compared <= 2 { return nil }
  }

  /// Whether the ratios differ that have the same unit, or the same example.
  func varies(among key: KeyPath<Ratio, Int>) -> Bool {
    Dictionary(grouping: ratios) { $0[keyPath: key] }.values.contains {
      let ratios = $0.map(\.ratio)
      return (ratios.max() ?? 0) - (ratios.min() ?? 0) > 1e-3 * max(greatest, -least)
    }
  }
}
