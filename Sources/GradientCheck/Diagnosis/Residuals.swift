// A term too many or too few: the residual a − n has a shape that gives the term away. Weight decay
// adds λ·w; a cross-entropy without its −y is off at the label of every example alone; what depends
// on nothing was added.

import Gradus

extension Pattern {
  static let residuals: [Pattern] = [
    Pattern { e in
      let largest = e.places.max {
        abs(e.value.storage[$0.offset]) < abs(e.value.storage[$1.offset])
      }
      guard let largest, e.value.storage[largest.offset] != 0, e.value.count > 1 else { return [] }
      let rate = (largest.analytic - largest.numeric) / e.value.storage[largest.offset]
      let shown = e.output.count == 1 ? rate / e.cotangent.scalar : rate
      let phrase =
        shown > 0
        ? "a term proportional to the value, \(shown.short)·x: weight decay"
        : "a term proportional to the value is missing, \((-shown).short)·x: weight decay"
      return [
        e.predicting(.weightDecay, phrase, fitted: 1) {
          $0.numeric + rate * e.value.storage[$0.offset]
        }
      ]
    },
    Pattern { e in
      // A cross-entropy does not change if all scores of an example grow alike.
      guard e.value.rank == 2, e.places.count == e.value.count else { return [] }
      return e.structure.shiftInvariant.filter { $0.count == 1 }.compactMap {
        e.target(classes: $0[0])
      }
    },
    Pattern { e in
      let nothing = e.pullback(.zeros(e.output.shape))
      let isConstant =
        nothing.storage.allSatisfy { $0 == nothing.storage[0] } && nothing.storage[0] != 0
      let phrase =
        isConstant
        ? "a constant, \(nothing.storage[0].short), is added to every entry"
        : "something is added that does not depend on the upstream gradient"
      let added = e.predicting(.offset, phrase, tier: .vague) {
        $0.numeric + nothing.storage[$0.offset]
      }
      if nothing.storage.contains(where: { $0 != 0 }) { return [added] }
      guard e.isResidualConstant else { return [] }
      return [
        e.predicting(
          .offset,
          "off by what does not depend on \(e.name): a constant, such as a target, is missing or "
            + "has the wrong sign", tier: .vague, \.analytic)
      ]
    },
  ]
}

extension Evidence {
  /// A constant at one class of every example, and its opposite at another one, if that is all.
  fileprivate func target(classes axis: Int) -> Proposal? {
    let examples = Dictionary(grouping: places.filter(\.isWrong)) {
      value.shape.index(at: $0.offset)[1 - axis]
    }
    func residual(_ place: Place) -> Double { place.analytic - place.numeric }
    let counts = Set(examples.values.map(\.count))
    // Another example's target may be the same by chance.
    guard examples.count > 1, counts == [2] || examples.count == value.shape[1 - axis] else {
      return nil
    }
    guard let first = examples.values.first?.first, counts == [1] || counts == [2] else {
      return nil
    }
    let c = counts == [1] ? residual(first) : abs(residual(first))
    let phrase =
      counts == [1]
      ? "a constant at one class of every example: the target's −y"
      : "a constant at one class of every example, and its opposite at another: the wrong target"
    let areOpposite = examples.values.allSatisfy {
      $0.count == 1 || residual($0[0]).sign != residual($0[1]).sign
    }
    guard areOpposite else { return nil }
    return predicting(.target, phrase, fitted: 1) { place in
      guard place.isWrong else { return place.numeric }
      return place.numeric + (counts == [1] || residual(place) > 0 ? c : -c)
    }
  }

  /// Whether a − n is the same at another point, where n is not.
  fileprivate var isResidualConstant: Bool {
    let moved = value.map { 0.7 * $0 + 0.05 * Double.sin(7 * $0) }
    let there = point(moved)
    let run = subject.run(there)
    guard run.output.shape == output.shape else { return false }
    let gradient = run.pullback(cotangent)[input]
    guard gradient.shape == value.shape else { return false }
    var changes = false
    for place in tested {
      guard let n = slope(at: place, of: there) else { return false }
      let here = places[place]
      let residual = gradient.storage[here.offset] - n.value
      let bound = 3 * here.bound + n.error + 2e-9 * abs(n.value)
      if abs(residual - (here.analytic - here.numeric)) > bound { return false }
      if abs(n.value - here.numeric) > 10 * bound { changes = true }
    }
    return changes
  }
}
