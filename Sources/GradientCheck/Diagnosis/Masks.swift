// A rectifier, a maximum or a magnitude passes the gradient on in some places and not in others, or
// with another slope. What its mask hides is seen from far away: with an element raised until it is
// the largest of all, and lowered likewise, such a function has either of its slopes.

import Gradus

extension Evidence {
  var maskMistakes: [Proposal] { farSides + unused + bySign }

  private var farSides: [Proposal] {
    let far = farSlopes
    // What passes at one extreme and what passes at the other are all that could pass.
    let sums = [
      testing(.mask, "the mask is missing: what a rectifier or a maximum stops goes through") {
        far[$0.offset].map { $0.high + $0.low }
      },
      testing(.mask, "the mask is inverted: only what should be stopped goes through") { place in
        far[place.offset].map {
          Predicted($0.high.value + $0.low.value - place.numeric, error: 2 * $0.high.error)
        }
      },
    ]
    // The function is linear where it stands, with one of the slopes it has far away; both occur.
    let sides = tested.compactMap { place in
      far[place.offset].map { slopes in
        [slopes.high, slopes.low].map { abs(place.numeric - $0.value) <= 3 * place.bound }
      }
    }
    guard sides.allSatisfy({ $0.contains(true) }), sides.contains(where: { $0.contains(false) })
    else { return sums }
    return sums + [
      testing(
        .mask, "the slope for large values is taken everywhere: a mask is missing", tier: .indirect
      ) { far[$0.offset]?.high },
      testing(
        .mask, "the slope for small values is taken everywhere: a mask is missing", tier: .indirect
      ) { far[$0.offset]?.low },
    ]
  }

  /// Σ v·∂y/∂x with an element far above all others, and far below, at the tested places' offsets;
  /// empty where the function is not linear so far out.
  private var farSlopes: [Int: (high: Predicted, low: Predicted)] {
    let reach = 1024 * (1 + value.storage.largestMagnitude)
    var slopes: [Int: (high: Predicted, low: Predicted)] = [:]
    for place in tested {
      func farSlope(_ x: Double) -> Predicted? {
        let ends = [x, 2 * x].map {
          slope(at: place, of: point(value.setting(place.offset, to: $0)))
        }
        guard let near = ends[0], let far = ends[1],
          abs(near.value - far.value) <= 1e-9 * abs(near.value)
        else { return nil }
        return near
      }
      guard let high = farSlope(reach), let low = farSlope(-reach) else { return [:] }
      slopes[place.offset] = (high, low)
    }
    // Two slopes of which neither is zero anywhere are no mask's, and a sum says nothing.
    return slopes.values.contains { $0.high.value != $0.low.value } ? slopes : [:]
  }

  /// An entry that the function does not use, as one that is dropped, has a gradient.
  private var unused: [Proposal] {
    func isShown(_ place: Place) -> Bool { abs(place.numeric) > 3 * place.bound }
    let shown = places.filter(isShown)
    let hidden = wrong.count { abs($0.numeric) <= 3 * $0.bound }
    guard hidden > 1, shown.count > 1, hidden + shown.count == places.count else { return [] }
    let c = ratio(of: shown) ?? 1
    return [
      predicting(
        .mask, "not zero at \(hidden) entries where the function is flat: a mask is missing",
        tier: .vague
      ) { isShown($0) ? c * $0.numeric : $0.analytic }
    ]
  }

  private var bySign: [Proposal] {
    [("negative", FloatingPointSign.minus), ("positive", .plus)].flatMap { side, sign in
      func isInside(_ place: Place) -> Bool {
        let x = value.storage[place.offset]
        return x != 0 && x.sign == sign
      }
      let inside = places.count(where: isInside)
      guard wrong.count > 1, wrong.count < places.count, wrong.allSatisfy(isInside),
        4 * wrong.count >= 3 * inside
      else { return [Proposal]() }
      let place = "where \(name) is \(side)"
      let simple = [
        predictingWrong(.mask, "zero \(place)") { _ in 0 },
        predictingWrong(.mask, "the sign is wrong \(place)") { -$0.numeric },
      ]
      guard let c = ratio(of: wrong), wrong.count > 2 else { return simple }
      let phrase = "a constant factor \(place): a = \(c.short)·n"
      return simple + [predictingWrong(.mask, phrase, fitted: 1) { c * $0.numeric }]
    }
  }
}
