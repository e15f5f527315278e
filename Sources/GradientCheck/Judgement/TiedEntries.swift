// What is said of entries that share a kink: each again, by the slopes that it may have where the
// others have moved, and directions in which several move.

import Gradus

/// Entries that share a kink, judged together.
struct TiedEntries {
  /// By input, the entries that are judged anew, by offset.
  private(set) var entries: [Int: [Int: Entry]] = [:]

  /// By input, that of the first entry moved, what is said of directions.
  private(set) var directions: [Int: [Entry]] = [:]

  /// By input, the mistake that a group's wrong directions tell of.
  private(set) var causes: [Int: [Diagnosis]] = [:]

  /// Whether an element is one of those.
  func contains(_ element: InputElement) -> Bool { elements.contains(element) }

  private var elements: Set<InputElement> = []

  /// By input, the largest slope around a tie, beside which another entry may be zero.
  private(set) var largest: [Int: Double] = [:]

  init() {}

  /// Judges the groups of entries that share a kink.
  ///
  /// - Parameter entries: those of every input, each with its offset.
  init(_ examination: inout Examination, _ entries: [[(offset: Int, entry: Entry)]]) {
    let known = entries.enumerated().map { input, entries in
      Dictionary(uniqueKeysWithValues: entries.map { ($0.offset, $0.entry) })
    }
    let kinks = entries.enumerated().flatMap { input, entries in
      entries.filter { $0.entry.regularity == .kink }.map {
        InputElement(input: input, offset: $0.offset)
      }
    }
    let ties = Ties(
      kinks: kinks, of: examination.subject, contractedWith: examination.run.cotangent,
      gradients: examination.run.gradients, &examination.sampling)
    for group in ties.groups {
      for element in group.elements {
        guard let entry = known[element.input][element.offset] else { continue }
        elements.insert(element)
        largest[element.input] = max(largest[element.input] ?? 0, group.slopes.largest)
        let again = examination.entry(
          along: Ties.Direction(moves: [(element, 1)]), in: group, of: ties)
        if again.regularity == .kink, entry.verdict != .pass || entry.regularity == .smooth {
          self.entries[element.input, default: [:]][element.offset] = again
        }
      }
      let directions = group.directions.map { examination.entry(along: $0, in: group, of: ties) }
      let input = group.elements[0].input
      self.directions[input, default: []] += directions
      if directions.contains(where: { $0.verdict == .fail }) {
        causes[input, default: []].append(examination.cause(group, together: directions[0]))
      }
    }
  }
}

extension Examination {
  /// The gradient along a direction in which tied entries move.
  fileprivate func entry(
    along direction: Ties.Direction, in group: Ties.Group, of ties: Ties
  ) -> Entry {
    let n = ties.derivative(along: direction, in: group, contractedWith: run.cotangent)
    let terms = direction.moves.map { element, weight in weight * run.gradients[element] }
    let sum = Subject.Directional(terms: terms)
    let spread = direction.moves.reduce(0) { $0 + abs($1.weight) * run.spreads[$1.element] }
    let isSingle = direction.moves.count == 1
    let element = direction.moves[0].element
    return Entry(
      index: isSingle ? subject.index(of: element) : [], analytic: sum.value, numeric: n,
      forward: nil, allowance: rounding(of: n.magnitude + sum.magnitude) + 2 * spread,
      scale: max(terms.rootMeanSquare, group.slopes.largest), isZero: false,
      tied: isSingle ? nil : phrase(direction))
  }

  /// `x [0] + x [1] − y []`.
  private func phrase(_ direction: Ties.Direction) -> String {
    let moves = direction.moves.prefix(6).enumerated().map { number, move in
      let (element, weight) = move
      let index = subject.index(of: element)
      let sign = weight < 0 ? "−" : number > 0 ? "+" : ""
      let size = abs(abs(weight) - 1) < 1e-9 ? "" : abs(weight).short + "·"
      return (sign.isEmpty ? "" : sign + " ") + size + "\(subject.names[element.input]) \(index)"
    }
    return (moves + (direction.moves.count > 6 ? ["…"] : [])).joined(separator: " ")
  }

  /// What is wrong with the shares of a tie, by what all entries have together.
  fileprivate func cause(_ group: Ties.Group, together: Entry) -> Diagnosis {
    let count = group.elements.count
    let shares = group.elements.map { run.gradients[$0] }
    let phrase: String
    if together.verdict != .fail {
      phrase = "the \(count) entries that tie have shares that no slope nearby has"
    } else if shares.allSatisfy({ $0 == 0 }) {
      phrase = "a tie: none of the \(count) entries that share it gets its gradient"
    } else if together.numeric != 0,
      shares.allSatisfy({ abs($0 - together.numeric) <= 1e-6 * abs(together.numeric) })
    {
      phrase =
        "a tie: each of the \(count) entries that share it gets the whole gradient, not its share"
    } else {
      phrase =
        "a tie: the shares of the \(count) entries in it do not add up to its gradient, but to "
        + "\((together.analytic / together.numeric).short) of it"
    }
    return Diagnosis(kind: .tie, description: phrase)
  }
}
