// Which learning rates an optimizer bears: the loss after some steps over the rate, and the limit
// beyond which a descent on a quadratic runs away, measured and in theory.

import Gradus
import LessonKit
import Plot

extension Contestant {
  /// The rates below this one are stable where the largest curvature is `largest`; nil where no
  /// rate makes a descent run away.
  func limit(_ largest: Double) -> Double? {
    // ANCHOR: limits
    let mu = 0.9
    return switch name {
    case Contestant.descent.name: 2 / largest
    case Contestant.momentum.name: 2 * (1 + mu) / largest
    case Contestant.nesterov.name: 2 * (1 + mu) / (1 + 2 * mu) / largest
    default: nil
    }
    // ANCHOR_END: limits
  }

  /// The limit as it is, by bisection: below it a descent has come closer after 3000 steps.
  func measuredLimit(on landscape: Landscape) -> Double {
    var (stable, unstable) = (1e-3, 1.0)
    while unstable / stable > 1.001 {
      let rate = (stable * unstable).squareRoot()
      let end = landscape.descend(self, rate: rate, steps: 3000).points.last ?? landscape.start
      if landscape.distance(end) < landscape.distance(landscape.start) {
        stable = rate
      } else {
        unstable = rate
      }
    }
    return (stable * unstable).squareRoot()
  }
}

/// What is kept of all those descents.
struct RateSweep: Codable {
  /// The limits of those who have one.
  let limits: [Double]
  /// The losses on the valley and on Rosenbrock, by contestant and rate, as decimal logarithms:
  /// rounding moves these alike, whatever their size.
  let valley, rosenbrock: [[Float]]
}

extension Optimizers {
  /// Draws the loss over the rate for six optimizers, and records the limits.
  func rates(into record: inout RunRecord) throws {
    let valley = Landscape.quadratic(turnedBy: 30)
    let steps = 200
    let perDecade = options.sized(full: 24, quick: 6)
    let rates = (-4 * perDecade...perDecade).map { Double.pow(10, Double($0) / Double(perDecade)) }
    let bottom = 1e-12
    func losses(_ contestant: Contestant, _ landscape: Landscape) -> [Float] {
      let first = landscape.height(at: landscape.start)
      return rates.map { rate in
        let trail = landscape.descend(contestant, rate: rate, steps: steps)
        let loss = landscape.height(at: trail.points[trail.points.count - 1]) / first
        return Float(Double.log10(loss.isFinite ? min(max(loss, bottom), 1e8) : 1e8))
      }
    }
    let limited = Contestant.all.filter { $0.limit(100) != nil }
    let contestants = Contestant.all.dropLast()
    let sweep = try record.result("rates", within: 0.02) {
      RateSweep(
        limits: limited.map { $0.measuredLimit(on: valley) },
        valley: contestants.map { losses($0, valley) },
        rosenbrock: contestants.map { losses($0, .rosenbrock) })
    }
    let limits = limited.compactMap { $0.limit(100) }
    var table = Table(
      .text("optimizer"), .number("limit in theory", "%.4f"), .number("measured", "%.4f"))
    for (k, contestant) in limited.enumerated() {
      table.add(contestant.name, limits[k], sweep.limits[k])
    }
    record.table("rates.limits", table)
    record.recipe(
      "rates",
      Recipe(
        loss: "the turned valley, Rosenbrock's function", initializer: "their starts",
        rule: "each at \(rates.count) rates from 0.0001 to 10, its other constants as in the race",
        steps: "\(steps)"))
    record.claim(
      "rates.limits", "the limits are those of theory to a hundredth",
      zip(sweep.limits, limits).allSatisfy { abs($0 / $1 - 1) < 0.01 })
    let some = rates.indices.filter { (0.0999...1.0001).contains(rates[$0]) }
    record.claim(
      "rates.adam", "on the valley Adam's loss falls to a thousandth at all rates from 0.1 to 1",
      some.allSatisfy { sweep.valley[contestants.count - 1][$0] < -3 })
    print("Limits of the rate on the valley\n\(table)\n")

    func losses(_ logarithms: [Float]) -> [Double] { logarithms.map { .exp10(Double($0)) } }
    let axes = contestants.enumerated().map { k, contestant in
      let limit = contestant.limit(100) ?? rates[rates.count - 1]
      return Axes(
        contestant.name, x: .log("learning rate", rates[0]...rates[rates.count - 1]),
        y: .log("loss after \(steps) steps", bottom...1e3), naming: .none
      ) {
        Band(x: [rates[0], limit], low: [bottom, bottom], high: [1e3, 1e3], color: .green)
        Line(x: rates, y: losses(sweep.valley[k]), label: "the valley", color: .blue)
        Line(
          x: rates, y: losses(sweep.rosenbrock[k]), label: "Rosenbrock", color: .vermilion)
        if contestant.name == Contestant.descent.name {
          Annotation("the valley", x: 2e-3, y: 1e-5, color: .blue)
          Annotation("Rosenbrock", x: 6e-4, y: 30, color: .vermilion)
        }
      }
    }
    let words = limits.map { "\($0, "%.4f")" }
    try record.draw(
      "rates.svg", Figure(sharing: .both, axes: axes),
      alt: """
        Six panels, the loss after \(steps) steps over the learning rate. On the valley, gradient \
        descent, momentum and Nesterov fall to a least loss below their limits, \
        \(words.joined(separator: ", ")), and shoot up beyond; Adagrad, RMSprop and Adam never \
        shoot up but stop falling.
        """)
  }
}
