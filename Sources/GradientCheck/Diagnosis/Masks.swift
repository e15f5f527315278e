// A rectifier, a maximum or a magnitude passes the gradient on in some places and not in others, or
// with another slope. What its mask hides is seen from far away: with an element raised until it is
// the largest of all, and lowered likewise, such a function has either of its slopes.

import Gradus

extension Pattern {
  static let masks: [Pattern] = [
    Pattern { e in
      let far = e.farSlopes
      // The function is linear where it stands, with one of the slopes it has far away; both occur.
      let sides = far.map { place, slopes in
        let (n, bound) = (e.places[place].numeric, 3 * e.places[place].bound)
        return (abs(n - slopes.high.value) <= bound, abs(n - slopes.low.value) <= bound)
      }
      let isPiecewiseLinear = sides.allSatisfy { $0.0 || $0.1 }
      guard !far.isEmpty, isPiecewiseLinear, sides.contains(where: { $0.0 != $0.1 }) else {
        return e.maskedSums(far)
      }
      return e.maskedSums(far) + [
        e.testing(
          .mask, "the slope for large values is taken everywhere: a mask is missing",
          tier: .indirect
        ) { far[$0]?.high },
        e.testing(
          .mask, "the slope for small values is taken everywhere: a mask is missing",
          tier: .indirect
        ) { far[$0]?.low },
      ]
    },
    Pattern { e in
      // An entry that the function does not use, as one that is dropped, has a gradient.
      let hidden = e.places.filter { $0.isWrong && abs($0.numeric) <= 3 * $0.bound }
      let shown = e.places.filter { abs($0.numeric) > 3 * $0.bound }
      let c = e.ratio(of: shown) ?? 1
      guard hidden.count > 1, shown.count > 1, hidden.count + shown.count == e.places.count else {
        return []
      }
      return [
        e.predicting(
          .mask,
          "not zero at \(hidden.count) entries where the function is flat: a mask is missing",
          tier: .vague
        ) { abs($0.numeric) > 3 * $0.bound ? c * $0.numeric : $0.analytic }
      ]
    },
    Pattern { e in
      let signs: [(String, (Double) -> Bool)] = [
        ("negative", { $0 < 0 }), ("positive", { $0 > 0 }),
      ]
      return signs.flatMap { name, isInside -> [Proposal] in
        let inside = e.places.filter { isInside(e.value.storage[$0.offset]) }
        let wrong = e.places.filter(\.isWrong)
        guard wrong.count > 1, wrong.count < e.places.count,
          wrong.allSatisfy({ isInside(e.value.storage[$0.offset]) }),
          4 * wrong.count >= 3 * inside.count
        else { return [] }
        var proposals = [
          e.predicting(.mask, "zero where \(e.name) is \(name)") { $0.isWrong ? 0 : $0.numeric },
          e.predicting(.mask, "the sign is wrong where \(e.name) is \(name)") {
            $0.isWrong ? -$0.numeric : $0.numeric
          },
        ]
        if let c = e.ratio(of: wrong), wrong.count > 2 {
          proposals.append(
            e.predicting(
              .mask, "a constant factor where \(e.name) is \(name): a = \(c.short)·n", fitted: 1
            ) { $0.isWrong ? c * $0.numeric : $0.numeric })
        }
        return proposals
      }
    },
  ]
}

extension Evidence {
  /// The input's name.
  var name: String { subject.names[input] }

  /// Σ v·∂y/∂x with an element far above all others, and far below, at the tested places; empty
  /// where the function is not linear so far out.
  fileprivate var farSlopes: [Int: (high: Predicted, low: Predicted)] {
    let reach = 1024 * (1 + value.storage.reduce(0) { max($0, abs($1)) })
    var slopes: [Int: (high: Predicted, low: Predicted)] = [:]
    for place in tested {
      let found = [reach, 2 * reach, -reach, -2 * reach].map { x in
        var scalars = value.scalars
        scalars[places[place].offset] = x
        return slope(at: place, of: point(Tensor(shape: value.shape, scalars: scalars)))
      }
      guard let high = found[0], let higher = found[1], let low = found[2], let lower = found[3],
        abs(high.value - higher.value) <= 1e-9 * abs(high.value),
        abs(low.value - lower.value) <= 1e-9 * abs(low.value)
      else { return [:] }
      slopes[place] = (high, low)
    }
    // Two slopes of which neither is zero anywhere are no mask's, and a sum says nothing.
    return slopes.values.contains { $0.high.value != $0.low.value } ? slopes : [:]
  }

  /// What passes at one extreme and what passes at the other are all that could pass.
  fileprivate func maskedSums(_ far: [Int: (high: Predicted, low: Predicted)]) -> [Proposal] {
    [
      testing(.mask, "the mask is missing: what a rectifier or a maximum stops goes through") {
        far[$0].map { $0.high + $0.low }
      },
      testing(.mask, "the mask is inverted: only what should be stopped goes through") { place in
        far[place].map {
          Predicted($0.high.value + $0.low.value - places[place].numeric, error: 2 * $0.high.error)
        }
      },
    ]
  }
}
