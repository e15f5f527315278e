// A gradient is a sum over the outputs, Σ v·∂y/∂x. Each mistake here is that sum with another
// weight: ones for v, one slice of it, or the diagonal of the Jacobian. The sum with the mistaken
// weight is differentiated numerically and compared.

import Gradus

extension Pattern {
  static let contributions: [Pattern] = [
    Pattern { e in
      let ones = e.numeric { _ in .ones(e.output.shape) }
      // Where the outputs add up to a constant, the gradient for ones is zero, and zero is no sign.
      guard zip(e.places, ones).contains(where: { abs($1 ?? 0) > 3 * $0.bound }) else { return [] }
      return [
        Proposal(
          .upstreamIgnored, "the upstream gradient is ignored: a is right for ones",
          e.replacing(by: ones))
      ]
    },
    Pattern { e in
      e.output.shape.indices.flatMap { axis -> [Proposal] in
        let length = e.output.shape[axis]
        guard length > 1 else { return [] }
        let what = axis == e.output.rank - 1 ? "example" : "index of axis \(axis) of the output"
        return [("first", 0), ("last", length - 1)].flatMap { name, index -> [Proposal] in
          let share = e.numeric { _ in e.cotangent.keeping(index, along: axis) }
          let isPartial = zip(e.places, share).contains { place, share in
            share.map { e.isPart($0, of: place) } ?? false
          }
          let overwritten = Proposal(
            .overwritten, "only the \(name) \(what) counts: overwritten where it should accumulate",
            e.replacing(by: share))
          let missing = Proposal(
            .shareMissing, "the share of the \(name) \(what) is missing",
            e.removing(share.map { $0.map { -$0 } }))
          if isPartial { return [overwritten, missing] }
          // What is left out may be all of some elements' gradient and nothing of the others', as
          // an example of a batch is. Where no element reaches several outputs, there are no shares.
          return e.holds(missing) && e.accumulates ? [missing] : []
        }
      }
    },
    Pattern { e in
      guard e.output.shape == e.value.shape, !e.isElementwise else { return [] }
      let diagonal = e.ownOutputs
      return [
        Proposal(
          .diagonal, "only the Jacobian's diagonal: the other outputs' shares are missing",
          e.replacing(by: diagonal)),
        Proposal(.diagonal, "the Jacobian's diagonal counts twice", e.removing(diagonal)),
        Proposal(
          .diagonal, "the Jacobian's diagonal is missing",
          e.removing(diagonal.map { $0.map { -$0 } })),
      ]
    },
  ]
}

extension Evidence {
  /// The correction if the gradient were `mistaken` instead of right.
  func replacing(by mistaken: [Double?]) -> [Double?] {
    removing(zip(places, mistaken).map { place, value in value.map { $0 - place.numeric } })
  }
}

extension Tensor<Double> {
  /// The tensor with zeros everywhere but at one index of an axis.
  fileprivate func keeping(_ kept: Int, along axis: Int) -> Tensor {
    Tensor(
      shape: shape,
      scalars: scalars.enumerated().map { shape.index(at: $0)[axis] == kept ? $1 : 0 })
  }
}
