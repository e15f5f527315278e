// A derivative has several terms, a product's or a residual connection's, and one is missing, there
// twice, or has the wrong sign. The term that is known without the function is told by its shape.

import Gradus

extension Evidence {
  var termMistakes: [Proposal] { directPath + productRule + operandForDerivative }

  private var directPath: [Proposal] {
    guard hasDirectPath else { return [] }
    func indirect(
      _ kind: Diagnosis.Kind, _ phrase: String, _ prediction: (_ n: Double, _ dy: Double) -> Double
    ) -> Proposal {
      predicting(kind, phrase, tier: .indirect) { prediction($0.numeric, upstream($0)) }
    }
    return [
      indirect(
        .termMissing, "a is the upstream gradient: only the direct path counts, no other"
      ) { $1 },
      indirect(.termMissing, "the direct path, past all else, is missing: a = n − dy") { $0 - $1 },
      indirect(.doubled, "the direct path, past all else, counts twice: a = n + dy") { $0 + $1 },
      indirect(.termSign, "all but the direct path has the wrong sign: a = 2dy − n") {
        2 * $1 - $0
      },
      indirect(.termSign, "the direct path has the wrong sign: a = n − 2dy") { $0 - 2 * $1 },
    ]
  }

  private var productRule: [Proposal] {
    guard output.shape == value.shape, value.storage.allSatisfy({ $0 != 0 }) else { return [] }
    // A power has one term, which a product's would be a multiple of.
    let terms = places.map {
      $0.numeric * value.storage[$0.offset] / (upstream($0) * output.storage[$0.offset])
    }
    guard terms.contains(where: { abs($0 - terms[0]) > 1e-6 * abs(terms[0]) }) else { return [] }
    // Of another input, a factor may be missing as well.
    let tier: Proposal.Tier = others.isEmpty && structure.isElementwise ? .exact : .indirect
    return [("x·g", 1.0), ("x²·g", 2), ("x³·g", 3), ("g/x", -1)].flatMap { f, power in
      func term(_ place: Place) -> Double {
        power * upstream(place) * output.storage[place.offset] / value.storage[place.offset]
      }
      return [
        predicting(
          .termMissing, "the product rule's second term is missing: of \(f) only x differentiated",
          tier: tier, term),
        predicting(
          .termMissing, "the product rule's first term is missing: of \(f) only g differentiated",
          tier: tier
        ) { $0.numeric - term($0) },
        predicting(.termSign, "a term of the product rule for \(f) has the wrong sign", tier: tier)
        { $0.numeric - 2 * term($0) },
      ]
    }
  }

  /// A parameter that weighs the outputs has another tensor's elements for its derivative.
  private var operandForDerivative: [Proposal] {
    guard value.rank <= output.rank else { return [] }
    return others.filter { subject.point[$0].shape == output.shape }.compactMap { other in
      (cotangent * subject.point[other]).summed(to: value.shape).map { reduced in
        comparing(
          .localDerivative,
          "the elements of \(subject.names[other]) stand where the derivatives of y belong",
          tier: .indirect, reduced)
      }
    }
  }

  /// What an element does to the output in its own place is wrong, and nothing else.
  var directPathMistakes: [Proposal] {
    guard hasDirectPath else { return [] }
    var changes = false
    for place in tested {
      guard let column = columns[place.offset] else { return [] }
      let only = cotangent.keeping { $0 == place.offset }
      let a = pullback(only).storage[place.offset]
      let own = upstream(place) * column.values[place.offset]
      let bound = 3 * place.bound + 4 * column.error + 4e-9 * column.size
      if abs((place.analytic - a) - (place.numeric - own)) > bound { return [] }
      if abs(a - own) > 10 * bound { changes = true }
    }
    guard changes else { return [] }
    return [
      stating(
        .termMissing,
        "wrong only by what an element does to the output in its own place: a direct path is missing "
          + "or has another factor")
    ]
  }
}
