// A gradient is a sum over the outputs, Σ v·∂y/∂x. Each mistake here is that sum with another
// weight: ones for v, one slice of it, one slice twice, the last output that an element reaches, or
// the diagonal of the Jacobian.

import Gradus

extension Evidence {
  var contributionMistakes: [Proposal] {
    upstreamIgnored + overwritten + divided + sharesOfRuns + diagonal
  }

  private var upstreamIgnored: [Proposal] {
    // Where the outputs add up to a constant, the gradient for ones is zero, and zero is no sign.
    let isZero = tested.allSatisfy { place in
      abs(columns[place.offset]?.values.reduce(0, +) ?? 0) <= 3 * place.bound
    }
    if isZero { return [] }
    let phrase = "the upstream gradient is ignored: a is right for ones"
    return [weighing(.upstreamIgnored, phrase) { _ in 1 }]
  }

  private var overwritten: [Proposal] {
    let shape = output.shape
    // Where no element reaches several outputs, nothing can be overwritten.
    guard accumulates else { return [] }
    let all = shape.longAxes.nonemptySubsets.flatMap { axes in
      [true, false].map { isLast in
        testing(
          .overwritten,
          "only the \(isLast ? "last" : "first") output that an element reaches along \(axes.phrase) "
            + "counts: overwritten where it should accumulate", tier: .indirect
        ) { place in
          guard let reached = columns[place.offset]?.reached else { return nil }
          func key(_ k: Int) -> Int {
            axes.reduce(0) { $0 + shape.index(at: k, along: $1) * shape.stride(of: $1) }
          }
          let keys = reached.map(key)
          let kept = isLast ? keys.max() : keys.min()
          return share(at: place) { key($0) == kept }
        }
      }
    }
    // Along fewer axes is the simpler mistake.
    return all.first(where: holds).map { [$0] } ?? []
  }

  private var divided: [Proposal] {
    func count(_ place: Place) -> Int { columns[place.offset]?.reached.count ?? 1 }
    guard accumulates, Set(tested.map(count)).subtracting([0]).count > 1 else { return [] }
    return [
      testing(.factor, "divided by the number of outputs that an element reaches") {
        Predicted($0.numeric / Double(max(count($0), 1)))
      }
    ]
  }

  private var diagonal: [Proposal] {
    guard hasDirectPath else { return [] }
    func own(_ place: Place) -> Predicted? {
      columns[place.offset].map {
        Predicted(upstream(place) * $0.values[place.offset], error: 4 * $0.error)
      }
    }
    return [
      testing(
        .diagonal, "only the Jacobian's diagonal: the other outputs' shares are missing", own),
      testing(.diagonal, "the Jacobian's diagonal counts twice") { place in
        own(place).map { Predicted(place.numeric) + $0 }
      },
      testing(.diagonal, "the Jacobian's diagonal is missing") { place in
        own(place).map { Predicted(place.numeric - $0.value, error: $0.error) }
      },
    ]
  }

  private var sharesOfRuns: [Proposal] {
    output.shape.longAxes.flatMap { axis in
      let length = output.shape[axis]
      return (1..<length).flatMap { [0..<$0, $0..<length] }.flatMap { indices in
        proposals(of: Share(indices: indices, axis: axis, length: length))
      }
    }
  }

  private func proposals(of share: Share) -> [Proposal] {
    let sums = tested.reduce(into: [Int: Predicted]()) { sums, place in
      sums[place.offset] = self.share(at: place) {
        share.indices.contains(output.shape.index(at: $0, along: share.axis))
      }
    }
    let isPartial = tested.contains { place in
      guard let sum = sums[place.offset] else { return false }
      let bound = 3 * place.bound + sum.error
      return min(abs(sum.value), abs(sum.value - place.numeric)) > bound
    }
    let alone = share.alone.map { kind, phrase in
      testing(kind, phrase, tier: share.isOne ? .exact : .indirect) { sums[$0.offset] }
    }
    // What is left out may be all of some elements' gradient and nothing of the others', as an
    // example of a batch is. Where no element reaches several outputs, there are no shares.
    guard isPartial else {
      return accumulates ? alone.filter { $0.diagnosis.kind == .shareMissing } : []
    }
    guard share.indices.count == 1 else { return alone }
    return alone + [
      testing(.doubled, "the share of the \(share.end) \(share.what) counts twice") { place in
        sums[place.offset].map { $0 + Predicted(place.numeric) }
      }
    ]
  }
}

/// A run of indices along an axis of the output, which alone counts, or counts twice.
private struct Share {
  let indices: Range<Int>
  let axis: Int
  let length: Int

  private var isFirst: Bool { indices.lowerBound == 0 }

  /// Which end of the axis the run is at, and which not.
  var end: String { isFirst ? "first" : "last" }
  private var otherEnd: String { isFirst ? "last" : "first" }

  /// What one index of the axis is called.
  var what: String { "index of axis \(axis) of the output" }

  /// Whether one index counts alone, or one does not.
  var isOne: Bool { indices.count == 1 || indices.count == length - 1 }

  /// What is said if the run alone counts: of two indices, two things.
  var alone: [(kind: Diagnosis.Kind, phrase: String)] {
    guard isOne else {
      return [
        (
          .shareMissing,
          "only the \(end) \(indices.count) of \(length) along axis \(axis) of the output count: "
            + "a loop that \(isFirst ? "ended early" : "began late")"
        )
      ]
    }
    let overwritten = "only the \(end) \(what) counts: overwritten where it should accumulate"
    let missing = "the share of the \(otherEnd) \(what) is missing"
    return (indices.count == 1 ? [(.overwritten, overwritten)] : [])
      + (indices.count == length - 1 ? [(.shareMissing, missing)] : [])
  }
}
