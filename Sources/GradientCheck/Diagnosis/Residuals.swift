// A term too many or too few: the residual a − n has a shape that gives the term away. Weight decay
// adds λ·w; a cross-entropy without its −y is off at the label of every example alone; what depends
// on nothing was added.

import Gradus

extension Evidence {
  var residualMistakes: [Proposal] { weightDecay + target + added }

  private var weightDecay: [Proposal] {
    func x(_ place: Place) -> Double { value.storage[place.offset] }
    let largest = places.max { abs(x($0)) < abs(x($1)) }
    guard let largest, x(largest) != 0, value.count > 1 else { return [] }
    let rate = largest.residual / x(largest)
    let shown = output.count == 1 ? rate / cotangent.scalar : rate
    let phrase =
      shown > 0
      ? "a term proportional to the value, \(shown.short)·x: weight decay"
      : "a term proportional to the value is missing, \((-shown).short)·x: weight decay"
    return [predicting(.weightDecay, phrase, fitted: 1) { $0.numeric + rate * x($0) }]
  }

  /// A cross-entropy does not change if all scores of an example grow alike.
  private var target: [Proposal] {
    guard value.rank == 2, places.count == value.count else { return [] }
    return structure.shiftInvariant.filter { $0.count == 1 }.compactMap { target(classes: $0[0]) }
  }

  /// A constant at one class of every example, and its opposite at another one, if that is all.
  private func target(classes axis: Int) -> Proposal? {
    let examples = Dictionary(grouping: wrong) {
      value.shape.index(at: $0.offset, along: 1 - axis)
    }.values
    let isOne = examples.allSatisfy { $0.count == 1 }
    let areTwo = examples.allSatisfy { $0.count == 2 && $0[0].residual.sign != $0[1].residual.sign }
    // Another example's target may be the same by chance.
    guard examples.count > 1, areTwo || isOne && examples.count == value.shape[1 - axis] else {
      return nil
    }
    let c = isOne ? wrong[0].residual : abs(wrong[0].residual)
    let phrase =
      isOne
      ? "a constant at one class of every example: the target's −y"
      : "a constant at one class of every example, and its opposite at another: the wrong target"
    return predictingWrong(.target, phrase, fitted: 1) { place in
      place.numeric + (isOne || place.residual > 0 ? c : -c)
    }
  }

  private var added: [Proposal] {
    let nothing = pullback(.zeros(output.shape)).storage
    if nothing.contains(where: { $0 != 0 }) {
      let phrase =
        nothing.allSatisfy { $0 == nothing[0] }
        ? "a constant, \(nothing[0].short), is added to every entry"
        : "something is added that does not depend on the upstream gradient"
      return [predicting(.offset, phrase, tier: .vague) { $0.numeric + nothing[$0.offset] }]
    }
    guard isResidualConstant else { return [] }
    return [
      stating(
        .offset,
        "off by what does not depend on \(name): a constant, such as a target, is missing or has the "
          + "wrong sign")
    ]
  }

  /// Whether a − n is the same at another point, where n is not.
  private var isResidualConstant: Bool {
    let there = point(value.map { 0.7 * $0 + 0.05 * Double.sin(7 * $0) })
    guard let gradient = gradient(at: there) else { return false }
    var changes = false
    for place in tested {
      guard let n = slope(at: place, of: there) else { return false }
      let bound = 3 * place.bound + n.error + 2e-9 * abs(n.value)
      let residual = gradient.storage[place.offset] - n.value
      if abs(residual - place.residual) > bound { return false }
      if abs(n.value - place.numeric) > 10 * bound { changes = true }
    }
    return changes
  }
}
