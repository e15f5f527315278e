// A derivative has several terms, a product's or a residual connection's, and one is missing, there
// twice, or has the wrong sign. The term that is known without the function is told by its shape.

import Gradus

extension Pattern {
  static let terms: [Pattern] = [
    Pattern { e in
      guard e.output.shape == e.value.shape, !e.structure.isElementwise else { return [] }
      func v(_ place: Evidence.Place) -> Double { e.cotangent.storage[place.offset] }
      return [
        e.predicting(
          .termMissing, "a is the upstream gradient: only the direct path counts, no other",
          tier: .indirect, v),
        e.predicting(
          .termMissing, "the direct path, past all else, is missing: a = n − dy", tier: .indirect
        ) {
          $0.numeric - v($0)
        },
        e.predicting(
          .doubled, "the direct path, past all else, counts twice: a = n + dy", tier: .indirect
        ) {
          $0.numeric + v($0)
        },
        e.predicting(
          .termSign, "all but the direct path has the wrong sign: a = 2dy − n", tier: .indirect
        ) {
          2 * v($0) - $0.numeric
        },
        e.predicting(.termSign, "the direct path has the wrong sign: a = n − 2dy", tier: .indirect)
        {
          $0.numeric - 2 * v($0)
        },
      ]
    },
    Pattern { e in
      guard e.output.shape == e.value.shape, e.value.storage.allSatisfy({ $0 != 0 }) else {
        return []
      }
      // A power has one term, which a product's would be a multiple of.
      let terms = e.places.map {
        $0.numeric * e.value.storage[$0.offset]
          / (e.cotangent.storage[$0.offset] * e.output.storage[$0.offset])
      }
      guard terms.contains(where: { abs($0 - terms[0]) > 1e-6 * abs(terms[0]) }) else { return [] }
      // Of another input, a factor may be missing as well.
      let tier =
        e.subject.names.count == 1 && e.structure.isElementwise
        ? Proposal.Tier.exact : .indirect
      return [1.0, 2, 3, -1].flatMap { power -> [Proposal] in
        let f = power == 1 ? "x·g" : power == -1 ? "g/x" : "x\(power == 2 ? "²" : "³")·g"
        func term(_ place: Evidence.Place) -> Double {
          power * e.cotangent.storage[place.offset] * e.output.storage[place.offset]
            / e.value.storage[place.offset]
        }
        return [
          e.predicting(
            .termMissing,
            "the product rule's second term is missing: of \(f) only x differentiated",
            tier: tier, term),
          e.predicting(
            .termMissing, "the product rule's first term is missing: of \(f) only g differentiated",
            tier: tier
          ) { $0.numeric - term($0) },
          e.predicting(
            .termSign, "a term of the product rule for \(f) has the wrong sign", tier: tier
          ) {
            $0.numeric - 2 * term($0)
          },
        ]
      }
    },
    Pattern { e in
      // A parameter that weighs the outputs has another tensor's elements for its derivative.
      guard e.value.rank <= e.output.rank else { return [] }
      return e.subject.names.indices.filter {
        $0 != e.input && e.subject.point[$0].shape == e.output.shape
      }.compactMap { other in
        let product = e.cotangent * e.subject.point[other]
        guard let reduced = product.summed(to: e.value.shape) else { return nil }
        let name = e.subject.names[other]
        return e.comparing(
          .localDerivative, "the elements of \(name) stand where the derivatives of y belong",
          tier: .indirect, reduced)
      }
    },
  ]
}

extension Pattern {
  /// What an element does to the output in its own place is wrong, and nothing else.
  static let direct: [Pattern] = [
    Pattern { e in
      guard e.output.shape == e.value.shape, !e.structure.isElementwise else { return [] }
      var changes = false
      for place in e.tested {
        let k = e.places[place].offset
        guard let column = e.columns[place] else { return [] }
        let own = e.cotangent.storage[k] * column.values[k]
        var only = [Double](repeating: 0, count: e.output.count)
        only[k] = e.cotangent.storage[k]
        let a = e.pullback(Tensor(shape: e.output.shape, scalars: only)).storage[k]
        let bound = 3 * e.places[place].bound + 4 * column.error + 4e-9 * column.size
        let others = (e.places[place].analytic - a) - (e.places[place].numeric - own)
        if abs(others) > bound { return [] }
        if abs(a - own) > 10 * bound { changes = true }
      }
      guard changes else { return [] }
      return [
        e.predicting(
          .termMissing,
          "wrong only by what an element does to the output in its own place: a direct path is missing "
            + "or has another factor", tier: .vague, \.analytic)
      ]
    }
  ]
}
