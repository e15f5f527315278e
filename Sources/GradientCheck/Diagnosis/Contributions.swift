// A gradient is a sum over the outputs, Σ v·∂y/∂x. Each mistake here is that sum with another
// weight: ones for v, one slice of it, one slice twice, the last output that an element reaches, or
// the diagonal of the Jacobian.

import Gradus

extension Pattern {
  static let contributions: [Pattern] = [
    Pattern { e in
      let ones = e.weighing(
        .upstreamIgnored, "the upstream gradient is ignored: a is right for ones"
      ) { _ in 1 }
      // Where the outputs add up to a constant, the gradient for ones is zero, and zero is no sign.
      let isZero = e.tested.allSatisfy { place in
        let sum = e.columns[place]?.values.reduce(0, +) ?? 0
        return abs(sum) <= 3 * e.places[place].bound
      }
      return isZero ? [] : [ones]
    },
    Pattern { e in
      let axes = e.output.shape.indices.filter { e.output.shape[$0] > 1 }
      // Where no element reaches several outputs, nothing can be overwritten.
      guard e.tested.contains(where: { e.columns[$0]?.reached.count ?? 0 > 1 }) else { return [] }
      let overwritten = axes.subsets.filter { !$0.isEmpty }.flatMap { axes in
        [("last", true), ("first", false)].map { name, isLast in
          e.testing(
            .overwritten,
            "only the \(name) output that an element reaches along \(axes.phrase) counts: "
              + "overwritten where it should accumulate", tier: .indirect
          ) { place in
            guard let reached = e.columns[place]?.reached else { return nil }
            let keys = reached.map { k in
              let index = e.output.shape.index(at: k)
              return e.output.shape.offset(
                of: e.output.shape.indices.map { axes.contains($0) ? index[$0] : 0 })
            }
            let kept = isLast ? keys.max() : keys.min()
            let counting = Set(zip(reached, keys).filter { $1 == kept }.map(\.0))
            return e.sum(at: place) { counting.contains($0) ? e.cotangent.storage[$0] : 0 }
          }
        }
      }
      let counts = e.tested.map { Double(e.columns[$0]?.reached.count ?? 1) }
      // Along fewer axes is the simpler mistake.
      let simplest = overwritten.first(where: e.holds).map { [$0] } ?? []
      guard Set(counts).subtracting([0]).count > 1 else { return simplest }
      let byPlace = Dictionary(uniqueKeysWithValues: zip(e.tested, counts))
      return simplest + [
        e.testing(.factor, "divided by the number of outputs that an element reaches") { place in
          let n = byPlace[place] ?? 1
          return Predicted(e.places[place].numeric / max(n, 1))
        }
      ]
    },
    Pattern { e in
      e.output.shape.indices.filter { e.output.shape[$0] > 1 }.flatMap { axis in
        Share.all(of: e.output.shape[axis], along: axis, of: e.output.shape).flatMap {
          e.proposals(of: $0)
        }
      }
    },
    Pattern { e in
      guard e.output.shape == e.value.shape, !e.structure.isElementwise else { return [] }
      func own(_ place: Int) -> Predicted? {
        e.columns[place].map {
          let k = e.places[place].offset
          return Predicted(e.cotangent.storage[k] * $0.values[k], error: 4 * $0.error)
        }
      }
      func right(_ place: Int) -> Predicted { Predicted(e.places[place].numeric) }
      return [
        e.testing(
          .diagonal, "only the Jacobian's diagonal: the other outputs' shares are missing", own),
        e.testing(.diagonal, "the Jacobian's diagonal counts twice") { place in
          own(place).map { right(place) + $0 }
        },
        e.testing(.diagonal, "the Jacobian's diagonal is missing") { place in
          own(place).map { Predicted(right(place).value - $0.value, error: $0.error) }
        },
      ]
    },
  ]
}

/// A run of indices along an axis of the output, which alone counts, or does not, or counts twice.
private struct Share {
  let range: Range<Int>
  let axis: Int
  let length: Int

  /// From one index of the axis to the next.
  let stride: Int

  /// What one index of the axis is called.
  let what: String

  static func all(of length: Int, along axis: Int, of shape: [Int]) -> [Share] {
    let what = "index of axis \(axis) of the output"
    let ranges = (1..<length).flatMap { [0..<$0, $0..<length] }
    let stride = shape[(axis + 1)...].reduce(1, *)
    return ranges.map {
      Share(range: $0, axis: axis, length: length, stride: stride, what: what)
    }
  }

  private var isFirst: Bool { range.lowerBound == 0 }

  /// Whether one index counts alone, or one does not.
  var isOne: Bool { range.count == 1 || range.count == length - 1 }

  /// `first example`, where the run is one index.
  private var name: String { (isFirst ? "first " : "last ") + what }

  /// Whether an output lies within the run.
  func contains(_ output: Int) -> Bool { range.contains(output / stride % length) }

  /// What is said if the run alone counts: of two indices, two things.
  var alone: [(kind: Diagnosis.Kind, phrase: String)] {
    let overwritten: (Diagnosis.Kind, String) = (
      .overwritten, "only the \(name) counts: overwritten where it should accumulate"
    )
    let missing: (Diagnosis.Kind, String) = (
      .shareMissing, "the share of the \(isFirst ? "last" : "first") \(what) is missing"
    )
    if isOne {
      return (range.count == 1 ? [overwritten] : []) + (range.count == length - 1 ? [missing] : [])
    }
    let side = isFirst ? "first" : "last"
    return [
      (
        .shareMissing,
        "only the \(side) \(range.count) of \(length) along axis \(axis) of the output count: "
          + "a loop that \(isFirst ? "ended early" : "began late")"
      )
    ]
  }

  /// What is said if the run counts twice.
  var twice: (Diagnosis.Kind, String)? {
    range.count == 1 ? (.doubled, "the share of the \(name) counts twice") : nil
  }
}

extension Evidence {
  fileprivate func proposals(of share: Share) -> [Proposal] {
    let sums = Dictionary(
      uniqueKeysWithValues: tested.map { place in
        (place, sum(at: place) { share.contains($0) ? cotangent.storage[$0] : 0 })
      })
    let isPartial = sums.contains { place, sum in
      guard let sum else { return false }
      let bound = 3 * places[place].bound + sum.error
      return min(abs(sum.value), abs(sum.value - places[place].numeric)) > bound
    }
    let alone = share.alone.map { kind, phrase in
      testing(kind, phrase, tier: share.isOne ? .exact : .indirect) { sums[$0] ?? nil }
    }
    // What is left out may be all of some elements' gradient and nothing of the others', as an
    // example of a batch is. Where no element reaches several outputs, there are no shares.
    guard isPartial else {
      return accumulates ? alone.filter { $0.diagnosis.kind == .shareMissing } : []
    }
    guard let (kind, phrase) = share.twice else { return alone }
    return alone + [
      testing(kind, phrase) { place in
        (sums[place] ?? nil).map { $0 + Predicted(places[place].numeric) }
      }
    ]
  }

  /// Whether some element of the input reaches several outputs, whose shares then add up.
  private var accumulates: Bool { columns.values.contains { $0.reached.count > 1 } }
}
