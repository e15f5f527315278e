// The seven ways, timed in turn with the chains and the reads that are the machine's best: the ladder,
// the chains, and the roofline (Williams, Waterman and Patterson 2009) under which the ways stand.

import Foundation
import Gradus
import LessonKit
import Plot

/// Operations and bytes per second that no program exceeds, as measured.
struct Limits {
  /// The sizes of memory that are read: one that any first cache holds, one that any second cache
  /// holds, and one that hardly any cache does.
  static let blocks = [
    (name: "first cache", key: "L1", bytes: 16 << 10),
    (name: "second cache", key: "L2", bytes: 192 << 10),
    (name: "memory", key: "memory", bytes: 256 << 20),
  ]

  /// The billion operations per second of 1, 2, 4, … chains on one core.
  let chains: [Double]
  /// The billion operations per second of all cores together.
  let team: Double
  /// The billion bytes per second that one core reads from each of the blocks.
  let reads: [Double]

  /// One core's peak, in billion operations per second.
  var peak: Double { chains.max() ?? 0 }
}

/// What was measured of the ways and of the machine.
private struct Measurement: Codable {
  /// The threads that work at the same time.
  let threads: Int
  /// The timings of all ways, of the chains on one thread, of the longest on all, and of the reads.
  let timings: [Timing]
}

extension Speed {
  /// Times the ways; returns their speeds and the machine's, in billion operations per second.
  func climb(
    _ problem: Problem, into record: inout RunRecord
  ) throws -> (speeds: [Double], limits: Limits) {
    let chains = Chains.all
    let watch = stopwatch
    let measured = try record.result("times", within: nil) {
      let blocks = Limits.blocks.map { Block(bytes: $0.bytes) }
      let works =
        Way.all.map { way in { way.run(problem)[0] } } + chains.map(\.work)
        + [{ onAllThreads(chains[chains.count - 1].work) }]
        + blocks.map { block in { block.read() } }
      let progress = ProgressLine("measuring", of: watch.rounds)
      let timings = watch.time(works) { progress.advance() }
      return Measurement(threads: ThreadTeam.current.count, timings: timings)
    }
    let seconds = measured.timings.map(\.seconds)
    let (ways, rest) = (seconds.prefix(Way.all.count), seconds.dropFirst(Way.all.count))
    let reads = rest.suffix(Limits.blocks.count)
    let most = Double(measured.threads * Chains.repetitions) * chains[chains.count - 1].operations
    let limits = Limits(
      chains: zip(chains, rest).map { $0.operations / $1 / 1e9 },
      team: most / seconds[ways.count + chains.count] / 1e9,
      reads: zip(Limits.blocks, reads).map { Double($0.bytes) / $1 / 1e9 })
    let speeds = ways.map { problem.operations / $0 / 1e9 }
    record.volatile("threads", Double(measured.threads))
    record.recipe(
      "ways",
      recipe(
        of: "the ways on 64 random images; one thread, and \(measured.threads) for the last way"))
    record.volatile("peak", limits.peak)
    record.volatile("peak.team", limits.team)
    tabulate(measured.timings, speeds, limits, into: &record)
    try drawLadder(speeds, limits, into: &record)
    return (speeds, limits)
  }

  /// Shows what each way takes.
  private func tabulate(
    _ timings: [Timing], _ speeds: [Double], _ limits: Limits, into record: inout RunRecord
  ) {
    let gains = speeds.indices.map { speeds[$0] / speeds[max(0, $0 - 1)] }
    record.show(
      "ways", "The ways",
      columns: [
        .text("way"), .volatile("ms", "%.3f"), .volatile("±", "%.1p"),
        .volatile("billion op/s", "%.2f"), .volatile("share of a core's peak", "%.2p"),
        .volatile("times faster", "%.1f"), .text("what decides"),
      ],
      rows: Way.all.enumerated().map { k, way in
        [
          "\(k + 1) \(way.name)", 1e3 * timings[k].seconds, timings[k].spread, speeds[k],
          speeds[k] / limits.peak, gains[k], way.reason,
        ]
      })
    for k in 1..<6 { record.volatile("ways.\(k + 1).gain", gains[k]) }
    for k in [1, 3, 5] { record.volatile("ways.\(k + 1).share", speeds[k] / limits.peak) }
    for k in speeds.indices { record.volatile("ways.\(k + 1).speed", speeds[k]) }
    record.volatile("ways.1.ns", 2 / speeds[0])
    record.volatile("ways.2.ns", 2 / speeds[1])
    record.volatile("ways.7.ms", 1e3 * timings[6].seconds)
    record.volatile("ways.gain", speeds[5] / speeds[0])
    record.volatile("ways.team", speeds[6] / limits.team)
    record.claim(
      "ways.rise", "each way is faster than the one before, the second by the largest factor",
      gains.dropFirst().allSatisfy { $0 > 1 } && gains.max() == gains[1])
    record.claim(
      "ways.chain", "the fifth way is above the speed of one chain and below that of two",
      speeds[4] > limits.chains[0] && speeds[4] < limits.chains[1])
  }

  /// Draws the speeds of all ways, over five decades.
  private func drawLadder(
    _ speeds: [Double], _ limits: Limits, into record: inout RunRecord
  ) throws {
    let places = speeds.indices.map { Double(speeds.count - $0) }
    let names = zip(Way.all, speeds).enumerated().map { k, way in
      "\(k + 1) \(way.0.name), \(share(way.1 / limits.peak))"
    }
    let figure = Figure(size: Size(width: 520, height: 300)) {
      Axes(
        x: .log("billion operations per second", decade(below: speeds[0])...2000),
        y: .linear("", 0.4...8.2, ticks: .none), naming: .none
      ) {
        Reference(.vertical(limits.peak))
        Reference(.vertical(limits.team), color: .vermilion)
        Line(x: speeds, y: places, color: .gray, width: 1)
        Scatter(x: speeds, y: places, color: .blue, radius: 4)
        for (k, name) in names.enumerated() {
          let isFirst = k == 0
          Annotation(
            name, x: speeds[k], y: places[k], right: isFirst ? 58 : -62, up: isFirst ? 10 : 0)
        }
        Annotation("one core's peak", x: limits.peak, y: 7.9, right: -44, color: .gray)
        Annotation("all cores", x: limits.team, y: 7.9, right: 29, color: .vermilion)
      }
    }
    try record.draw("ladder.svg", figure)
  }

  /// Draws what more chains achieve.
  func drawChains(_ limits: Limits, into record: inout RunRecord) throws {
    let (x, y, peak) = (Chains.all.map { Double($0.count) }, limits.chains, limits.peak)
    record.volatile("chains.one", y[0])
    record.volatile("chains.underway", peak / y[0])
    record.claim(
      "chains.double", "two chains do nearly twice as much as one, and four not less than two",
      y[1] > 1.9 * y[0] && y[2] >= y[1])
    let figure = Figure(size: Size(width: 480, height: 320)) {
      Axes(
        x: Axis("chains side by side", scale: .log, range: 0.9...18, ticks: .at(x)),
        y: .log("billion operations per second", (y[0] * 0.8)...(peak * 1.5))
      ) {
        Reference(.horizontal(peak), label: nil)
        Reference(.sloped(slope: y[0], intercept: 0))
        Line(x: x, y: y, color: .blue)
        Scatter(x: x, y: y, color: .blue, radius: 3.5)
        Annotation("the peak: the units are busy", x: 2, y: peak, up: 9, color: .gray)
        Annotation("latency-bound", x: 2, y: 2 * y[0], right: 50, up: -6, color: .gray)
      }
    }
    try record.draw("chains.svg", figure)
  }

  /// Draws the ways, each at the operations it does for a byte, under the machine's roofs.
  func drawRoofline(
    _ intensities: [Double], _ speeds: [Double], _ limits: Limits, into record: inout RunRecord
  ) throws {
    let (peak, team, chain) = (limits.peak, limits.team, limits.chains[0])
    let (left, right) = (0.1, 6.0)
    let figure = Figure(size: Size(width: 520, height: 380)) {
      Axes(
        x: .log(
          "operations per byte that goes between memory and registers", left...right,
          ticks: .at([0.1, 0.2, 0.5, 1, 2, 5])),
        y: .log("billion operations per second", decade(below: speeds[0])...1000), naming: .none
      ) {
        for (k, color) in [Color.blue, .green, .purple].enumerated() {
          let slope = limits.reads[k]
          let ridge = min(peak / slope, right)
          Line(x: [left, ridge], y: [left * slope, ridge * slope], color: color, dash: .dashed)
          // The first slope's name stands above it, those of the others below, off the dots.
          Annotation(
            "\(Limits.blocks[k].name), \(slope, "%.0f") GB/s", x: left, y: left * slope,
            right: [62, 250, 196][k], up: [34, 40, 34][k], color: color)
        }
        for (roof, color) in [(peak, Color.ink), (team, .vermilion)] {
          Line(x: [peak / limits.reads[0], right], y: [roof, roof], color: color)
        }
        Annotation("one core's peak", x: right, y: peak, right: -44, up: 9, color: .ink)
        Annotation("all cores", x: right, y: team, right: -30, up: 9, color: .vermilion)
        Reference(.horizontal(chain))
        Annotation("one chain of vectors", x: right, y: chain, right: -56, up: -10, color: .gray)
        Scatter(x: intensities, y: speeds, color: .ink, radius: 3.5)
        for (k, way) in Way.all.enumerated() {
          // The last way stands above the one before it, so its name beside it.
          let isLast = k == Way.all.count - 1
          Annotation(
            "\(k + 1) \(way.name)", x: intensities[k], y: speeds[k], right: isLast ? -36 : 0,
            up: isLast ? 0 : -12)
        }
      }
    }
    try record.draw("roofline.svg", figure)
  }

  /// The power of ten that is not above `value`.
  private func decade(below value: Double) -> Double { pow(10, log10(value).rounded(.down)) }

  /// A share in as many digits as it deserves.
  private func share(_ fraction: Double) -> String {
    fraction < 0.001
      ? "\(fraction, "%.3p")" : fraction < 0.1 ? "\(fraction, "%.1p")" : "\(fraction, "%.0p")"
  }
}

/// Does some work on every thread at the same time, often enough for the threads to have begun.
func onAllThreads(_ work: Work) -> Float {
  let count = ThreadTeam.current.count
  var results = [Float](repeating: 0, count: count)
  results.withUnsafeMutableBufferPointer { results in
    // Every thread writes to a place of its own.
    nonisolated(unsafe) let results = results
    ThreadTeam.current.share(count) { thread in
      for _ in 0..<Chains.repetitions { results[thread] += work() }
    }
  }
  return results[0]
}
