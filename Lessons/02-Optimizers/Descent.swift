// Descending: from a landscape's start, with a contestant and a rate, to the last step, for who has
// arrived may leave again; and the fair comparison, in which each has the rate that suits it best.

import Gradus
import Plot

/// Where an optimizer went: the points it passed through, the start first.
struct Trail {
  let points: [Point]
  /// The step from which on it was near a minimum to the end; nil if it is not there.
  let arrival: Int?

  /// The last point.
  var end: Point { points[points.count - 1] }
}

extension Landscape {
  /// Near enough to a minimum, in each coordinate.
  static let near = 0.01
  /// How many steps before the end it must have come, at least.
  static let stay = 100

  /// Descends until `steps` are over or the point is lost.
  ///
  /// - Parameters:
  ///   - mu: the momentum, of a contestant that has one.
  ///   - patience: how many steps to go on without having arrived.
  func descend(
    _ contestant: Contestant, rate: Double, mu: Double = Contestant.mu, steps: Int,
    patience: Int = .max
  ) -> Trail {
    // ANCHOR: descend
    let (x, y) = (Variable(Tensor(start.x)), Variable(Tensor(start.y)))
    var optimizer = contestant.optimizer([x, y], rate: rate, mu: mu)
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

/// How a contestant fares on a landscape at the rate that suits it best there.
struct Entry: Codable {
  /// The rate that arrives after the fewest steps, to stay; if none does, the one that ends nearest.
  let rate: Double
  let arrival: Int?
  /// The start and the points after it, up to the arrival, as fine as a map can show them.
  let x, y: [Float]

  init(_ contestant: Contestant, mu: Double = Contestant.mu, on landscape: Landscape, steps: Int) {
    func order(_ trail: Trail) -> (Int, Double) {
      let end = landscape.distance(trail.end)
      return (trail.arrival ?? .max, end.isNaN ? .infinity : end)
    }
    // ANCHOR: sweep
    var best = (rate: 0.0, trail: Trail(points: [landscape.start], arrival: nil))
    for rate in triedRates {
      let trail = landscape.descend(
        contestant, rate: rate, mu: mu, steps: steps,
        patience: best.trail.arrival ?? .max)
      if order(trail) < order(best.trail) { best = (rate, trail) }
    }
    // ANCHOR_END: sweep
    (rate, arrival) = (best.rate, best.trail.arrival)
    func coarse(_ value: Double) -> Float { Float((1e4 * value).rounded() / 1e4) }
    let path = best.trail.points.prefix((arrival ?? steps) + 1)
    (x, y) = (path.map { coarse($0.x) }, path.map { coarse($0.y) })
  }

  /// Where it is after so many steps, or has arrived.
  func point(after steps: Int) -> Point {
    let place = min(steps, x.count - 1)
    return Point(x: Double(x[place]), y: Double(y[place]))
  }
}
