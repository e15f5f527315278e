// a/n is a local derivative, or its inverse: a factor of the chain rule that is missing or there
// twice. For an element-wise function it is the function's own, n/v, whatever it is; deeper inside,
// those of the usual functions of the input's value are tried.

import Foundation

extension Pattern {
  static let localDerivatives: [Pattern] = [
    Pattern { e in
      guard e.isElementwise else { return [] }
      return [
        Proposal(
          .localDerivative, "the local derivative is missing: a is the upstream gradient",
          e.correcting { $0.numeric + ($0.analytic - e.upstream($0)) }),
        Proposal(
          .localDerivative, "the local derivative is squared",
          e.correcting { place in
            let slope = place.numeric / e.upstream(place)
            return place.numeric + (place.analytic - slope * place.numeric)
          }),
      ]
    },
    Pattern { e in
      LocalDerivative.known.flatMap { local -> [Proposal] in
        // A ratio that is the same everywhere is a constant factor.
        let slopes = e.places.map { local.slope(e.value.storage[$0.offset]) }
        guard let first = slopes.first, slopes.contains(where: { abs($0 - first) > 1e-3 }),
          slopes.allSatisfy({ $0.isFinite && $0 != 0 })
        else { return [] }
        let (name, places) = (local.name, zip(e.places, slopes))
        return [
          Proposal(
            .localDerivative, "\(name) of the input counts once too often",
            places.map { $0.analytic / $1 }),
          Proposal(
            .localDerivative, "\(name) of the input is missing",
            places.map { $0.analytic * $1 }),
        ]
      }
    },
  ]
}

/// A factor that the chain rule often brings.
private struct LocalDerivative: Sendable {
  let name: String
  let slope: @Sendable (Double) -> Double

  static let known = [
    LocalDerivative(name: "σ′") { x in
      let y = 1 / (1 + exp(-x))
      return y * (1 - y)
    },
    LocalDerivative(name: "tanh′") { 1 - tanh($0) * tanh($0) },
    LocalDerivative(name: "the value") { $0 },
    LocalDerivative(name: "exp") { exp($0) },
    LocalDerivative(name: "cos") { cos($0) },
    LocalDerivative(name: "√") { $0.squareRoot() },
  ]
}

extension Evidence {
  /// The gradient of the output at a place.
  fileprivate func upstream(_ place: Place) -> Double { cotangent.storage[place.offset] }
}
