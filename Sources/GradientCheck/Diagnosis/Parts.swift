// A part of the gradient is wrong, and in that part the mistake is simple: never written, its sign,
// a factor.

import Gradus

extension Evidence {
  var partMistakes: [Proposal] { unwritten + simpleMistakesInAPart }

  private var unwritten: [Proposal] {
    guard wrong.count < places.count || places.count < value.count,
      wrong.allSatisfy({ $0.analytic == 0 })
    else { return [] }
    if let tail = value.shape.indices.lazy.compactMap(zeros).first {
      return [predictingWrong(.unwritten, tail) { _ in 0 }]
    }
    let somewhere = "zero at \(wrong.count) of \(places.count) entries where n is not"
    let phrase = somewhere + (wrongRegion.map { ", \($0)" } ?? "")
    return [predictingWrong(.unwritten, phrase, tier: .vague) { _ in 0 }]
  }

  private var simpleMistakesInAPart: [Proposal] {
    guard wrong.count > 1, wrong.count < places.count, let region = wrongRegion else { return [] }
    func there(_ kind: Diagnosis.Kind, _ phrase: String, fitted: Int = 0, _ c: Double) -> Proposal {
      predictingWrong(kind, "\(phrase), \(region)", fitted: fitted) { c * $0.numeric }
    }
    let known =
      [there(.sign, "the sign is wrong", -1)] + factors.map { there(.factor, $0.meaning, $0.value) }
    guard let c = ratio(of: wrong), wrong.count > 2 else { return known }
    return known + [there(.factor, "a constant factor: a = \(c.short)·n", fitted: 1, c)]
  }

  /// Where the wrong entries lie.
  private var wrongRegion: Region? {
    Region(wrong: wrong.map(index), right: places.filter { !$0.isWrong }.map(index), in: value)
  }

  /// In words, that all is zero from some index of an axis on, or up to one, or at one alone.
  private func zeros(along axis: Int) -> String? {
    let length = value.shape[axis]
    func index(_ place: Place) -> Int { value.shape.index(at: place.offset, along: axis) }
    let zero = Set(wrong.map(index)).sorted()
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
