// Which learning rates an optimizer bears: the loss after some steps over the rate, and the limit
// beyond which a descent on a quadratic runs away, measured and in theory.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension Contestant {
  /// The rates below this one are stable where the largest curvature is `largest`; nil where no
  /// rate makes a descent run away.
  func limit(_ largest: Double) -> Double? {
    // ANCHOR: limits
    let mu = 0.9
    return switch self {
    case .descent: 2 / largest
    case .momentum: 2 * (1 + mu) / largest
    case .nesterov: 2 * (1 + mu) / (1 + 2 * mu) / largest
    default: nil
    }
    // ANCHOR_END: limits
  }

  /// The limit as it is, by bisection: below it a descent has come closer after 3000 steps.
  func measuredLimit(on landscape: Landscape) -> Double {
    var (stable, unstable) = (1e-3, 1.0)
    while unstable / stable > 1.001 {
      let rate = (stable * unstable).squareRoot()
      let end = landscape.descend(self, rate: rate, steps: 3000).end
      let isCloser = landscape.distance(end) < landscape.distance(landscape.start)
      (stable, unstable) = isCloser ? (rate, unstable) : (stable, rate)
    }
    return (stable * unstable).squareRoot()
  }
}

/// What is kept of all those descents.
private struct RateSweep: Codable {
  /// The limits of those who have one.
  let limits: [Double]
  /// The losses on the valley and on Rosenbrock, by contestant and rate, as decimal logarithms:
  /// rounding moves these alike, whatever their size.
  let valley, rosenbrock: [[Float]]
}

extension Optimizers {
  /// Draws the loss over the rate for six optimizers, and records the limits.
  func rates(into record: inout RunRecord) throws {
    let steps = 200
    let perDecade = options.sized(full: 24, quick: 6)
    let rates = (-4 * perDecade...perDecade).map { Double.pow(10, Double($0) / Double(perDecade)) }
    let bottom = 1e-12
    func losses(_ contestant: Contestant, _ landscape: Landscape) -> [Float] {
      let first = landscape.height(at: landscape.start)
      return rates.map { rate in
        let end = landscape.descend(contestant, rate: rate, steps: steps).end
        let loss = landscape.height(at: end) / first
        return Float(Double.log10(loss.isFinite ? min(max(loss, bottom), 1e8) : 1e8))
      }
    }
    let limited: [Contestant] = [.descent, .momentum, .nesterov]
    let contestants = Contestant.allCases.dropLast()
    let sweep = try record.result("rates", within: 0.02) {
      RateSweep(
        limits: limited.map { $0.measuredLimit(on: .turned) },
        valley: contestants.map { losses($0, .turned) },
        rosenbrock: contestants.map { losses($0, .rosenbrock) })
    }
    let limits = limited.compactMap { $0.limit(100) }
    record.show(
      "rates.limits", "Limits of the rate on the valley",
      columns: [
        .text("optimizer"), .number("limit in theory", "%.4f"), .number("measured", "%.4f"),
      ],
      rows: limited.indices.map { [limited[$0].rawValue, limits[$0], sweep.limits[$0]] })
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

    func losses(_ logarithms: [Float]) -> [Double] { logarithms.map { .exp10(Double($0)) } }
    let axes = contestants.enumerated().map { k, contestant in
      Axes(
        contestant.rawValue, x: .log("learning rate", rates[0]...rates[rates.count - 1]),
        y: .log("loss after \(steps) steps", bottom...1e3)
      ) {
        Line(x: rates, y: losses(sweep.valley[k]), label: "the valley", color: .blue)
        Line(
          x: rates, y: losses(sweep.rosenbrock[k]), label: "Rosenbrock", color: .vermilion,
          dash: .dashed)
        if let limit = contestant.limit(100) {
          Reference(
            .vertical(limit), label: "the valley’s limit", color: .ink, width: 1.4, dash: .dotted)
        }
      }
    }
    try record.draw(
      "rates.svg",
      Figure(
        columns: 2, sharing: .both, legendBelow: true, size: Size(width: 480, height: 560),
        axes: axes))
  }
}
