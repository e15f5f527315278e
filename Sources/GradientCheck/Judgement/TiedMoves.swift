// Which entries share a kink: those that, moved together, do more or less than one after the other.
// Moves are so small that what a smooth function adds, its mixed derivative times their square, is
// nothing beside them, and are made at two sizes to be sure.

import Gradus

/// A function whose elements are moved by small amounts.
struct TiedMoves {
  let subject: Subject
  let cotangent: Tensor<Double>

  /// How many entries are looked at: in all, and of each number that several entries share.
  static let (mostElements, mostAlike) = (64, 48)

  /// How far they are moved.
  private static let steps = [0x1p-26, 0x1p-30]

  init(_ subject: Subject, _ cotangent: Tensor<Double>) {
    (self.subject, self.cotangent) = (subject, cotangent)
  }

  /// The outputs with some elements moved, in units of their own scale.
  func outputs(moving moves: [(element: InputElement, by: Double)]) -> [Double] {
    var scalars = subject.point.map(\.scalars)
    for (element, step) in moves { scalars[element.input][element.offset] += step * unit(element) }
    return outputs(at: zip(subject.point, scalars).map { Tensor(shape: $0.shape, scalars: $1) })
  }

  /// The outputs, not numbers where they have another shape.
  private func outputs(at inputs: [Tensor<Double>]) -> [Double] {
    subject.otherShape.scalars(of: subject.output(at: inputs))
  }

  /// The scale of an element.
  func unit(_ element: InputElement) -> Double { subject.point[element].unit }

  /// Those on a kink by themselves and those that are equal to each other; all, or some of all, where
  /// only moves of several show a kink, as where products tie.
  func candidates(kinks: [InputElement], _ sampling: inout Sampling) -> [InputElement] {
    var found = Array(kinks.prefix(Self.mostElements / 2))
    var known = Set(found)
    var alike: [Double: [InputElement]] = [:]
    for (input, x) in subject.point.enumerated() {
      for (offset, value) in x.storage.enumerated() {
        if alike[value]?.count ?? 0 >= Self.mostAlike { continue }
        alike[value, default: []].append(InputElement(input: input, offset: offset))
      }
    }
    let groups = alike.values.filter { $0.count > 1 }.sorted {
      ($0[0].input, $0[0].offset) < ($1[0].input, $1[0].offset)
    }
    for element in groups.joined() where found.count < Self.mostElements && !known.contains(element)
    {
      found.append(element)
      known.insert(element)
    }
    if !found.isEmpty || !isShared(&sampling) { return found }
    let all = subject.point.enumerated().flatMap { input, x in
      (0..<x.count).map { InputElement(input: input, offset: $0) }
    }
    let count = min(all.count, Self.mostAlike / 2)
    return (0..<count).map { all[$0 * all.count / count] }
  }

  /// Whether some elements and the others do more or less together than one after the other, as they
  /// are drawn.
  private func isShared(_ sampling: inout Sampling) -> Bool {
    let still = outputs(moving: [])
    for _ in 0..<3 {
      let weights = subject.point.map { sampling.uniform($0.count) }
      let isFirst = subject.point.map { sampling.uniform($0.count).map { $0 < 0 } }
      let found = Self.steps.allSatisfy { step in
        func moved(_ parts: [Bool]) -> [Double] {
          let inputs = subject.point.indices.map { input in
            let x = subject.point[input]
            return Tensor(
              shape: x.shape,
              scalars: x.storage.indices.map { k in
                let unit = unit(InputElement(input: input, offset: k))
                return x.storage[k]
                  + (parts.contains(isFirst[input][k]) ? step * unit * weights[input][k] : 0)
              })
          }
          return outputs(at: inputs)
        }
        return isShared(
          mixed([moved([true]), moved([false])], moved([true, false]), from: still), still)
      }
      if found { return true }
    }
    return false
  }

  /// Σ |v·(what moves add to each other)|, and the most that any of them does.
  private func mixed(
    _ parts: [[Double]], _ whole: [Double], from still: [Double]
  ) -> (mixed: Double, most: Double) {
    let v = cotangent.storage
    var (mixed, most) = (0.0, 0.0)
    for k in still.indices {
      let moves = parts.map { $0[k] - still[k] }
      mixed += abs(v[k] * (whole[k] - still[k] - moves.reduce(0, +)))
      most += abs(v[k]) * moves.reduce(abs(whole[k] - still[k])) { max($0, abs($1)) }
    }
    return (mixed, most)
  }

  /// Whether the mixed part is of first order.
  private func isShared(_ found: (mixed: Double, most: Double), _ still: [Double]) -> Bool {
    let rounding = zip(still, cotangent.storage).reduce(0) { $0 + ($1.0 * $1.1).ulp }
    return found.mixed > 1e-2 * found.most && found.mixed > 256 * rounding
  }

  /// The groups of those that share a kink.
  func groups(among elements: [InputElement], _ sampling: inout Sampling) -> [[InputElement]] {
    guard elements.count > 1 else { return [] }
    let still = outputs(moving: [])
    let backgrounds =
      [[Double](repeating: 0, count: elements.count)]
      + (0..<4).map { _ in sampling.uniform(elements.count).map { $0 < 0 ? $0 - 1 : $0 + 1 } }
    guard isNonlinear(elements, backgrounds, still) else { return [] }
    var leader = Array(elements.indices)
    var isTied = [Bool](repeating: false, count: elements.count)
    func join(_ i: Int, _ j: Int) {
      let (old, new) = (leader[j], leader[i])
      for k in leader.indices where leader[k] == old { leader[k] = new }
      isTied[i] = true
      isTied[j] = true
    }
    // A maximum shows it on the way up, a minimum on the way down, a median among moved ones.
    for background in backgrounds {
      for step in [Self.steps[0], -Self.steps[0]] {
        let isEmpty = background.allSatisfy { $0 == 0 }
        func moved(_ changed: [Int]) -> [Double] {
          let moves = elements.indices.compactMap { k -> (element: InputElement, by: Double)? in
            let isMoved = changed.contains(k) == isEmpty
            return isMoved ? (elements[k], step * (isEmpty ? 1 : background[k])) : nil
          }
          return outputs(moving: moves)
        }
        let base = moved([])
        let alone = elements.indices.map { moved([$0]) }
        for i in elements.indices {
          for j in elements.indices.dropFirst(i + 1) where leader[i] != leader[j] {
            if isShared(mixed([alone[i], alone[j]], moved([i, j]), from: base), still) {
              join(i, j)
            }
          }
        }
      }
    }
    return Dictionary(grouping: elements.indices.filter { isTied[$0] }) { leader[$0] }.values
      .filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { $0.map { elements[$0] } }
  }

  /// Whether moves of all do anything else than one after the other, at two sizes.
  private func isNonlinear(
    _ elements: [InputElement], _ backgrounds: [[Double]], _ still: [Double]
  ) -> Bool {
    let vectors =
      [elements.map { _ in 1.0 }, elements.map { _ in -1.0 }] + backgrounds.dropFirst(2)
    return vectors.contains { vector in
      Self.steps.allSatisfy { step in
        let moves = zip(elements, vector).map { (element: $0, by: step * $1) }
        let parts = moves.map { outputs(moving: [$0]) }
        return isShared(mixed(parts, outputs(moving: moves), from: still), still)
      }
    }
  }
}
