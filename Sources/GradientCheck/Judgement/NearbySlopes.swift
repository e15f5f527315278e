// The gradients near a kink that several entries share, each taken where one order of the entries
// holds: of m tied numbers every one is in turn the largest, the smallest and in the middle.

import Gradus

/// Gradients by some entries around the point, every output by itself.
struct NearbySlopes {
  private let elements: [InputElement]

  /// v·∂y/∂x of every output by every element, at every start.
  private var rows: [[[Double]]] = []

  /// The size of the largest gradient nearby.
  private(set) var largest = 0.0

  /// Differentiates where the elements are moved apart, in orders that are drawn and turned around
  /// until each element has had every rank.
  init(of elements: [InputElement], _ moves: TiedMoves, _ sampling: inout Sampling) {
    self.elements = elements
    let count = elements.count
    // All ranks are within 2⁻²⁴ of the point; steps keep to the room between two ranks.
    let gap = 0x1p-24 / Double(count)
    let near = gap / 4
    let v = moves.cotangent.storage
    for _ in 0..<(count <= 8 ? 4 : count <= 24 ? 2 : 1) {
      let drawn = sampling.uniform(count)
      let order = elements.indices.sorted { drawn[$0] < drawn[$1] }
      for turn in 0..<count {
        var start = elements.map { (element: $0, by: 0.0) }
        for (rank, k) in order.enumerated() {
          start[k].by = gap * (Double((rank + turn) % count) - Double(count - 1) / 2 + 0.1)
        }
        var row = v.map { _ in [Double](repeating: 0, count: count) }
        for k in elements.indices {
          let ends = [-near, near].map { step in
            var moved = start
            moved[k].by += step
            return moves.outputs(moving: moved)
          }
          for output in v.indices {
            row[output][k] =
              v[output] * (ends[1][output] - ends[0][output]) / (2 * near * moves.unit(elements[k]))
          }
        }
        guard row.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { continue }
        rows.append(row)
        for k in elements.indices { largest = max(largest, abs(row.reduce(0) { $0 + $1[k] })) }
      }
    }
  }

  /// From the least Σ v·slope along a direction to the greatest; nil where no values are finite.
  func range(along direction: Ties.Direction) -> ClosedRange<Double>? {
    let weights = elements.map { element in
      direction.moves.first { $0.element == element }?.weight ?? 0
    }
    guard let first = rows.first else { return nil }
    var (least, most) = (0.0, 0.0)
    for output in first.indices {
      let slopes = rows.map { $0[output].dot(weights) }
      least += slopes.min() ?? 0
      most += slopes.max() ?? 0
    }
    return least.isFinite && most.isFinite ? least...most : nil
  }

  /// What leads from the nearest mean of the gradients nearby to a given one: along it, one that is no
  /// subgradient is outside of the slopes. By the method of Frank and Wolfe (1956).
  func distance(to gradient: [Double]) -> [Double] {
    guard let first = rows.first else { return gradient.map { _ in 0 } }
    func extreme(_ direction: [Double]) -> [Double] {
      first.indices.reduce([Double](repeating: 0, count: elements.count)) { sum, output in
        let best = rows.map { $0[output] }.max {
          $0.dot(direction) < $1.dot(direction)
        }
        return zip(sum, best ?? sum).map { $0 + $1 }
      }
    }
    var mean = extreme(gradient)
    for _ in 0..<100 {
      let away = zip(gradient, mean).map { $0 - $1 }
      let step = zip(extreme(away), mean).map { $0 - $1 }
      let square = step.dot(step)
      guard square > 0 else { break }
      let share = min(1, away.dot(step) / square)
      guard share > 1e-6 else { break }
      mean = zip(mean, step).map { $0 + share * $1 }
    }
    return zip(gradient, mean).map { $0 - $1 }
  }
}
