// Descending: from a landscape's start, with a contestant and a rate, to the last step, for who has
// arrived may leave again; and the fair comparison, in which each has the rate that suits it best.

import Gradus
import Plot

/// Where an optimizer went: the points it passed through, the start first.
struct Trail: Sendable {
  let points: [Point]
  /// The step from which on it was near a minimum to the end; nil if it is not there.
  let arrival: Int?
}

extension Landscape {
  /// Near enough to a minimum, in each coordinate.
  static let near = 0.01
  /// How many steps before the end it must have come, at least.
  static let stay = 100

  /// The height at a point.
  func height(at point: Point) -> Double {
    height(Variable(Tensor(point.x)), Variable(Tensor(point.y))).value.scalar
  }

  /// Descends until `steps` are over or the point is lost.
  ///
  /// - Parameter patience: how many steps to go on without having arrived.
  func descend(
    _ contestant: Contestant, rate: Double, steps: Int, patience: Int = .max
  ) -> Trail {
    // ANCHOR: descend
    let (x, y) = (Variable(Tensor(start.x)), Variable(Tensor(start.y)))
    var optimizer = contestant.optimizer([x, y], rate)
    var points = [start]
    var lastFar = 0
    while points.count <= steps, lastFar < patience {
      optimizer.step(height(x, y).gradients(of: [x, y]))
      points.append(Point(x: x.value.scalar, y: y.value.scalar))
      let far = distance(points[points.count - 1])
      if !(far < Self.near) { lastFar = points.count - 1 }
      if !(far < 1e6) { break }
    }
    let hasStayed = points.count > lastFar + Self.stay
    // ANCHOR_END: descend
    return Trail(points: points, arrival: hasStayed ? lastFar + 1 : nil)
  }
}

/// The rates that every contestant tries: six per decade, from 10⁻⁴ to 100.
let triedRates = (-24...12).map { Double.pow(10, Double($0) / 6) }

/// A contestant with the rate that suits it best on a landscape, and what became of it.
struct Entry: Sendable {
  let contestant: Contestant
  let rate: Double
  let trail: Trail
}

extension Entry {
  /// The rate that arrives after the fewest steps, to stay; if none does, the one that ends nearest.
  // ANCHOR: sweep
  init(_ contestant: Contestant, on landscape: Landscape, steps: Int) {
    func order(_ trail: Trail) -> (Int, Double) {
      let end = landscape.distance(trail.points[trail.points.count - 1])
      return (trail.arrival ?? .max, end.isNaN ? .infinity : end)
    }
    var best = (rate: 0.0, trail: Trail(points: [landscape.start], arrival: nil))
    for rate in triedRates {
      let trail = landscape.descend(
        contestant, rate: rate, steps: steps,
        patience: best.trail.arrival ?? .max)
      if order(trail) < order(best.trail) { best = (rate, trail) }
    }
    self.contestant = contestant
    (rate, trail) = best
  }
  // ANCHOR_END: sweep
}
