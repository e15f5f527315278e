// The lesson's figures: the ladder of the seven ways, the roofline they stand under, chains, and the
// memory that each order of the loops touches.

import Foundation
import LessonKit
import Plot

extension Speed {
  /// Draws the operations a second of all ways, over five decades.
  func drawLadder(_ speeds: [Double], _ limits: Limits, into record: inout RunRecord) throws {
    let speeds = speeds.map { $0 / 1e9 }
    let (peak, team) = (limits.peak / 1e9, limits.team / 1e9)
    let names = zip(Way.all, speeds).enumerated().map { k, way in
      "\(k + 1) \(way.0.name)  \(share(way.1 / peak))"
    }
    let figure = Figure(size: Size(width: 620, height: 290)) {
      Axes(x: .log("billion operations a second", decade(below: speeds[0])...2000)) {
        Bars(names, speeds, color: .blue, direction: .right)
        Reference(.vertical(peak))
        Reference(.vertical(team), color: .vermilion)
        Annotation("one core's peak", x: peak, y: 0, right: -46, color: .gray)
        Annotation("all cores", x: team, y: 0, right: 29, color: .vermilion)
      }
    }
    try record.draw(
      "ladder.svg", figure,
      alt: """
        Seven bars on a logarithmic axis of billion operations a second: \
        \(zip(Way.all, speeds).map { "\($0.name) \($1, "%.3g")" }.joined(separator: ", ")). One \
        core's peak is \(peak, "%.0f"), that of all cores \
        \(team, "%.0f").
        """)
  }

  /// The power of ten that is not above `value`.
  private func decade(below value: Double) -> Double { pow(10, log10(value).rounded(.down)) }

  /// A share in as many digits as it deserves.
  private func share(_ fraction: Double) -> String {
    fraction < 0.001
      ? "\(fraction, "%.3p")" : fraction < 0.1 ? "\(fraction, "%.1p")" : "\(fraction, "%.0p")"
  }

  /// Draws the ways under the machine's roofs.
  func roofline(
    _ problem: Problem, _ traffic: [Traffic], _ timings: [Timing], _ limits: Limits,
    into record: inout RunRecord
  ) throws {
    let points = zip(Way.all, timings).map { way, timing in
      // The tiles are as large as the machine's registers.
      let place = LoopOrder.all.firstIndex(of: way.order ?? .inTiles) ?? 0
      let isTiled = LoopOrder.all[place] == .inTiles
      return (
        intensity: isTiled ? Tile.intensity : traffic[place].intensity(of: problem),
        speed: problem.operations / timing.seconds / 1e9
      )
    }
    let peak = limits.peak / 1e9
    let team = limits.team / 1e9
    let chain = limits.chains[0] / 1e9
    let (left, right) = (0.1, 6.0)
    let figure = Figure(size: Size(width: 620, height: 400)) {
      Axes(
        x: .log(
          "operations a byte that goes between memory and registers", left...right,
          ticks: .at([0.1, 0.2, 0.5, 1, 2, 5])),
        y: .log("billion operations a second", decade(below: points[0].speed)...1000), naming: .none
      ) {
        for (k, color) in [Color.blue, .green, .purple].enumerated() {
          let slope = limits.reads[k] / 1e9
          let ridge = min(peak / slope, right)
          Line(x: [left, ridge], y: [left * slope, ridge * slope], color: color)
          // The first slope's name stands above it, those of the others below.
          Annotation(
            "\(Limits.blocks[k].name), \(slope, "%.0f") GB/s", x: left, y: left * slope,
            right: k == 0 ? 75 : 235, up: 36, color: color)
        }
        Line(x: [peak / limits.reads[0] * 1e9, right], y: [peak, peak], color: .ink)
        Annotation("one core's peak", x: right, y: peak, right: -60, up: -9, color: .ink)
        Line(x: [team / limits.reads[0] * 1e9, right], y: [team, team], color: .vermilion)
        Annotation("all cores", x: right, y: team, right: -60, up: 9, color: .vermilion)
        Line(x: [left, right], y: [chain, chain], color: .gray, width: 1, dash: .dashed)
        Annotation("one chain of vectors", x: right, y: chain, right: -60, up: -9, color: .gray)
        Scatter(x: points.map(\.intensity), y: points.map(\.speed), color: .ink, radius: 3.5)
        for (k, point) in points.enumerated() {
          // The last way stands above the one before it, so its name beside it.
          let isLast = k == points.count - 1
          Annotation(
            "\(k + 1) \(Way.all[k].name)", x: point.intensity, y: point.speed,
            right: isLast ? -36 : 0, up: isLast ? 0 : -12)
        }
      }
    }
    try record.draw(
      "roofline.svg", figure,
      alt: """
        Speeds against operations a byte, under the roofs of reading and of computing. The fourth \
        way, \(points[3].speed, "%.0f") billion operations a second at \
        \(points[3].intensity, "%.2f") a byte, lies near the roof of the second cache; the fifth, \
        \(points[4].speed, "%.0f") at \(points[4].intensity, "%.2f"), near that of one chain; the \
        sixth, \(points[5].speed, "%.0f") at \(points[5].intensity, "%.1f"), under the peak of \
        \(peak, "%.0f").
        """)
  }

  /// Draws what more chains achieve.
  func chainsFigure(
    _ counts: [Int], _ limits: Limits, into record: inout RunRecord
  ) throws {
    let (x, y) = (counts.map(Double.init), limits.chains.map { $0 / 1e9 })
    var table = Table(
      .number("chains", "%d"), .volatile("billion op/s", "%.0f"), .volatile("share of peak", "%.0p")
    )
    for (count, speed) in zip(counts, limits.chains) {
      table.add(count, speed / 1e9, speed / limits.peak)
    }
    record.table("chains", table)
    let peak = limits.peak / 1e9
    let figure = Figure(size: Size(width: 480, height: 320)) {
      Axes(
        x: Axis("chains side by side", scale: .log, range: 0.9...18, ticks: .at(x)),
        y: .log("billion operations a second", (y[0] * 0.8)...(peak * 1.5))
      ) {
        Reference(.horizontal(peak), label: nil)
        Reference(.sloped(slope: y[0], intercept: 0))
        Line(x: x, y: y, color: .blue)
        Scatter(x: x, y: y, color: .blue, radius: 3.5)
        Annotation("the units are busy", x: 1.9, y: peak, up: 9, color: .gray)
        Annotation("each waits for itself", x: 2, y: 2 * y[0], right: 66, up: -6, color: .gray)
      }
    }
    try record.draw(
      "chains.svg", figure,
      alt: """
        Throughput against the number of chains: \(y[0], "%.0f") billion operations a second for \
        one, twice as many for two, \(y[2], "%.0f") for four, and no more than \(peak, "%.0f") for \
        any number.
        """)
  }

  /// Draws the lines of memory that the orders touch in their first products.
  func drawMemory(
    _ problem: Problem, _ names: [String], into record: inout RunRecord
  ) throws {
    let limit = problem.taps * problem.examples
    let touches = try record.result("memory") {
      LoopOrder.all.map { Touches(of: $0, in: problem, upTo: limit) }
    }
    let changes = touches.map(\.count)
    let axes = zip(names, touches).map { name, touches in
      Axes(
        "\(name): \(Double(touches.count), "%'d") changes of line",
        x: .linear("products done", 0...Double(limit), ticks: .at([0, 3200, 6400, 9600])),
        y: .linear("cache line", 0...6400, ticks: .at([0, 2000, 4000, 6000])), naming: .none
      ) {
        for operand in Operand.allCases { touches.mark(operand) }
        for (operand, line) in zip(Operand.allCases, problem.firstLines) {
          Annotation(
            "\(operand)", x: Double(limit), y: Double(line), right: -8, up: operand == .W ? -7 : 9,
            color: Touches.color(operand))
        }
      }
    }
    record.number("memory.products", limit, agreement: .quick())
    for (k, count) in changes.enumerated() {
      record.number("memory.lines.\(k + 1)", count, agreement: .quick())
    }
    try record.draw(
      "memory.svg",
      Figure(columns: 2, sharing: .both, size: Size(width: 700, height: 520), axes: axes),
      alt: """
        The cache lines that the first \(Double(limit), "%'d") products of four orders touch. One \
        example after another goes to another line \(Double(changes[0]), "%'d") times and sweeps \
        over all of X again and again; the order of memory \(Double(changes[1]), "%'d") times, the \
        lanes \(Double(changes[2]), "%'d") and the tiles \(Double(changes[3]), "%'d").
        """)
  }
}
