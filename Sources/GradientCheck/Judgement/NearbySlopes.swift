// The gradients near a kink that several entries share, each taken where one order of the entries
// holds: of m tied numbers every one is in turn the largest, the smallest and in the middle.

import Gradus

/// Gradients by some entries around the point, every output by itself.
struct NearbySlopes {
  private let places: [Ties.Place]

  /// v·∂y/∂x of every output by every place, at every start.
  private var rows: [[[Double]]] = []

  /// The size of the largest gradient nearby.
  private(set) var largest = 0.0

  /// Differentiates where the places are moved apart, in orders that are drawn and turned around
  /// until each place has had every rank.
  init(of places: [Ties.Place], _ moves: TiedMoves, _ sampling: inout Sampling) {
    self.places = places
    let count = places.count
    // All ranks are within 2⁻²⁴ of the point; steps keep to the place between two ranks.
    let gap = 0x1p-24 / Double(count)
    let near = gap / 4
    let v = moves.cotangent.storage
    for _ in 0..<(count <= 8 ? 4 : count <= 24 ? 2 : 1) {
      let drawn = sampling.uniform(count)
      let order = places.indices.sorted { drawn[$0] < drawn[$1] }
      for turn in 0..<count {
        var start = places.map { (place: $0, by: 0.0) }
        for (rank, k) in order.enumerated() {
          start[k].by = gap * (Double((rank + turn) % count) - Double(count - 1) / 2 + 0.1)
        }
        var row = v.map { _ in [Double](repeating: 0, count: count) }
        for k in places.indices {
          let ends = [-near, near].map { step in
            var moved = start
            moved[k].by += step
            return moves.outputs(moving: moved)
          }
          for output in v.indices {
            row[output][k] =
              v[output] * (ends[1][output] - ends[0][output]) / (2 * near * moves.unit(places[k]))
          }
        }
        guard row.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { continue }
        rows.append(row)
        for k in places.indices {
          largest = max(largest, abs(row.reduce(0) { $0 + $1[k] }))
        }
      }
    }
  }

  /// From the least Σ v·slope along a direction to the greatest; nil where no values are finite.
  func range(along direction: Ties.Direction) -> ClosedRange<Double>? {
    let weights = places.map { place in
      direction.moves.first { $0.place == place }?.weight ?? 0
    }
    guard let first = rows.first else { return nil }
    var (least, most) = (0.0, 0.0)
    for output in first.indices {
      let slopes = rows.map { Self.product($0[output], weights) }
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
      first.indices.reduce([Double](repeating: 0, count: places.count)) { sum, output in
        let best = rows.map { $0[output] }.max {
          Self.product($0, direction) < Self.product($1, direction)
        }
        return zip(sum, best ?? sum).map { $0 + $1 }
      }
    }
    var mean = extreme(gradient)
    for _ in 0..<100 {
      let away = zip(gradient, mean).map { $0 - $1 }
      let step = zip(extreme(away), mean).map { $0 - $1 }
      let square = Self.product(step, step)
      guard square > 0 else { break }
      let share = min(1, Self.product(away, step) / square)
      guard share > 1e-6 else { break }
      mean = zip(mean, step).map { $0 + share * $1 }
    }
    return zip(gradient, mean).map { $0 - $1 }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
