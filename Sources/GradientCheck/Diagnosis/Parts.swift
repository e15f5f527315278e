// A part of the gradient is wrong, and in that part the mistake is simple: never written, its sign,
// a factor.

import Gradus

extension Pattern {
  static let parts: [Pattern] = [
    Pattern { e in
      let wrong = e.places.filter(\.isWrong)
      guard wrong.count < e.places.count || e.places.count < e.value.count,
        wrong.allSatisfy({ $0.analytic == 0 })
      else { return [] }
      let tail = e.value.shape.indices.compactMap { e.zeros(along: $0) }
      let somewhere = "zero at \(wrong.count) of \(e.places.count) entries where n is not"
      let (phrase, tier): (String, Proposal.Tier) =
        tail.first.map { ($0, .exact) } ?? (
          somewhere + (e.wrongPlace.map { ", \($0)" } ?? ""), .vague
        )
      return [e.predicting(.unwritten, phrase, tier: tier) { $0.isWrong ? 0 : $0.numeric }]
    },
    Pattern { e in
      let wrong = e.places.filter(\.isWrong)
      guard wrong.count > 1, wrong.count < e.places.count, let place = e.wrongPlace else {
        return []
      }
      func there(
        _ kind: Diagnosis.Kind, _ phrase: String, fitted: Int = 0, _ c: Double
      ) -> Proposal {
        e.predicting(kind, "\(phrase), \(place)", fitted: fitted) {
          $0.isWrong ? c * $0.numeric : $0.numeric
        }
      }
      let known = e.factors.map { there(.factor, $0.meaning, $0.value) }
      let sign = there(.sign, "the sign is wrong", -1)
      guard let c = e.ratio(of: wrong), wrong.count > 2 else { return [sign] + known }
      return [sign] + known + [there(.factor, "a constant factor: a = \(c.short)·n", fitted: 1, c)]
    },
  ]
}

extension Evidence {
  /// Where the wrong entries lie, in a phrase.
  fileprivate var wrongPlace: String? {
    func indices(_ places: [Place]) -> [[Int]] {
      places.map { value.shape.index(at: $0.offset) }
    }
    return GradientCheck.Place(
      wrong: indices(places.filter(\.isWrong)), right: indices(places.filter { !$0.isWrong }),
      in: value)?.description
  }

  /// In words, that all is zero from some index of an axis on, or up to one, or at one alone.
  fileprivate func zeros(along axis: Int) -> String? {
    let length = value.shape[axis]
    func index(_ place: Place) -> Int { value.shape.index(at: place.offset)[axis] }
    let zero = Set(places.filter(\.isWrong).map(index)).sorted()
    let written = Set(places.filter { $0.analytic != 0 }.map(index))
    guard length > 1, zero.count < length, written.isDisjoint(with: zero), let first = zero.first,
      let last = zero.last, zero == Array(first...last)
    else { return nil }
    let what = zero.count == 1 ? "index \(first)" : "indices \(first) to \(last)"
    let why =
      last == length - 1
      ? ": a loop that ended early" : first == 0 ? ": a loop that began late" : ""
    return "never written at \(what) of axis \(axis)" + why
  }
}
