// Descending: from a landscape's start, with a contestant and a rate, until it has arrived or lost
// its way; and the fair comparison, in which every contestant has the rate that suits it best.

import Gradus
import Plot

/// Where an optimizer went: the points it passed through, the start first.
struct Trail: Sendable {
  let points: [Point]
  /// The steps after which it stayed near a minimum; nil if it never did.
  let arrival: Int?
}

extension Landscape {
  /// Near enough to a minimum, in each coordinate.
  static let near = 0.01
  /// How many steps in a row near a minimum are an arrival.
  static let stay = 100

  /// The height at a point.
  func height(at point: Point) -> Double {
    height(Variable(Tensor(point.x)), Variable(Tensor(point.y))).value.scalar
  }

  /// Descends until the point has stayed near a minimum, is lost, or `steps` are over.
  ///
  /// - Parameter stopsThere: whether to stop near a minimum; else all steps are taken.
  func descend(
    _ contestant: Contestant, rate: Double, steps: Int, stopsThere: Bool = true
  ) -> Trail {
    // ANCHOR: descend
    let (x, y) = (Variable(Tensor(start.x)), Variable(Tensor(start.y)))
    var optimizer = contestant.optimizer([x, y], rate)
    var points = [start]
    var lastFar = 0
    var hasStayed: Bool { points.count > lastFar + Self.stay }
    while points.count <= steps, !stopsThere || !hasStayed {
      optimizer.step(height(x, y).gradients(of: [x, y]))
      points.append(Point(x: x.value.scalar, y: y.value.scalar))
      let far = distance(points[points.count - 1])
      if !(far < 1e6) { break }
      if far >= Self.near { lastFar = points.count - 1 }
    }
    // ANCHOR_END: descend
    return Trail(points: points, arrival: hasStayed ? lastFar + 1 : nil)
  }
}

/// The rates that every contestant tries: six a decade, from 10⁻⁴ to 1.
let triedRates = (-24...0).map { Double.pow(10, Double($0) / 6) }

/// A contestant with the rate that suits it best on a landscape, and what became of it.
struct Entry: Sendable {
  let contestant: Contestant
  let rate: Double
  let trail: Trail
}

extension Entry {
  /// The rate that arrives after the fewest steps; if none does, the one that ends nearest.
  // ANCHOR: sweep
  init(_ contestant: Contestant, on landscape: Landscape, steps: Int) {
    let trails = triedRates.map { rate in
      (rate, landscape.descend(contestant, rate: rate, steps: steps))
    }
    func order(_ trail: Trail) -> (Int, Double) {
      let end = landscape.distance(trail.points[trail.points.count - 1])
      return (trail.arrival ?? .max, end.isNaN ? .infinity : end)
    }
    let best = trails.min { order($0.1) < order($1.1) } ?? trails[0]
    self.contestant = contestant
    (rate, trail) = best
  }
  // ANCHOR_END: sweep
}
