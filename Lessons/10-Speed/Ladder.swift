// The seven ways, timed in turn with the chains and the reads that are the machine's best.

import Foundation
import Gradus
import LessonKit
import Plot

/// How fast the ways are, and what no program exceeds, in billion operations per second.
struct Ladder {
  /// The memories that are read: one that any first cache holds, one that any second cache holds, and
  /// one that hardly any cache does.
  static let memories = [
    (name: "first cache", key: "L1", bytes: 16 << 10),
    (name: "second cache", key: "L2", bytes: 192 << 10),
    (name: "memory", key: "memory", bytes: 256 << 20),
  ]

  /// The ways, first to last.
  let speeds: [Double]
  /// The chains on one core, from the fewest to the most.
  let chains: [Double]
  /// All cores together.
  let team: Double
  /// The billion bytes per second that one core reads from each of the memories.
  let reads: [Double]

  /// One core's peak.
  var peak: Double { chains.max() ?? 0 }

  /// The speeds behind the timings of the ways, the chains, the team and the reads.
  init(_ measured: TeamTimings, _ problem: Problem) {
    var billionths = measured.timings.map { 1e9 * $0.seconds }[...]
    func next(_ count: Int) -> ArraySlice<Double> {
      defer { billionths.removeFirst(count) }
      return billionths.prefix(count)
    }
    speeds = next(Way.all.count).map { problem.operations / $0 }
    chains = zip(Chains.all, next(Chains.all.count)).map { $0.operations / $1 }
    team = next(1).reduce(0) { Chains.most.operationsOfAll(measured.threads) / ($0 + $1) }
    reads = zip(Self.memories, next(Self.memories.count)).map { Double($0.bytes) / $1 }
  }

  /// The power of ten below all speeds, where axes begin.
  var floor: Double { pow(10, log10(speeds[0]).rounded(.down)) }
}

extension Speed {
  /// Times the ways, and what the machine can do.
  func climb(_ problem: Problem, into record: inout RunRecord) throws -> Ladder {
    let watch = stopwatch
    let measured = try record.result("times", within: nil) {
      let blocks = Ladder.memories.map { Block(bytes: $0.bytes) }
      let progress = ProgressLine("measuring", of: watch.rounds)
      let works =
        Way.all.map { way in { way.run(problem)[0] } } + Chains.all.map(\.work)
        + [Chains.most.workOfAllThreads] + blocks.map { $0.read }
      return TeamTimings(timings: watch.time(works) { progress.advance() })
    }
    let ladder = Ladder(measured, problem)
    record.numbers(
      ["threads": Double(measured.threads), "peak": ladder.peak, "peak.team": ladder.team],
      agreement: .volatile)
    record.recipe(
      "ways",
      recipe(
        of: "the ways on 64 random images; one thread, and \(measured.threads) for the last way"))
    tabulate(ladder, measured.timings, into: &record)
    try draw(ladder, into: &record)
    return ladder
  }

  /// Shows what each way takes.
  private func tabulate(_ ladder: Ladder, _ timings: [Timing], into record: inout RunRecord) {
    let speeds = ladder.speeds
    let gains = zip([speeds[0]] + speeds, speeds).map { $1 / $0 }
    let shares = speeds.map { $0 / ladder.peak }
    record.show(
      "ways", "The ways",
      columns: [
        "way", .volatile("ms", "%.3f"), .volatile("±", "%.1p"), .volatile("billion op/s", "%.2f"),
        .volatile("share of a core's peak", "%.2p"), .volatile("times faster", "%.1f"),
        "what decides",
      ],
      rows: Way.all.enumerated().map { k, way in
        [
          "\(k + 1) \(way.name)", 1e3 * timings[k].seconds, timings[k].spread, speeds[k],
          shares[k], gains[k], way.reason,
        ]
      })
    for k in speeds.indices { record.volatile("ways.\(k + 1).speed", speeds[k]) }
    for k in 1..<6 { record.volatile("ways.\(k + 1).gain", gains[k]) }
    for k in [1, 3, 5] { record.volatile("ways.\(k + 1).share", shares[k]) }
    record.numbers(
      [
        "ways.1.ns": 2 / speeds[0], "ways.2.ns": 2 / speeds[1],
        "ways.7.ms": 1e3 * timings[6].seconds, "ways.gain": speeds[5] / speeds[0],
        "ways.team": speeds[6] / ladder.team,
      ], agreement: .volatile)
    record.claim(
      "ways.rise", "each way is faster than the one before, the second by the largest factor",
      gains.dropFirst().allSatisfy { $0 > 1 } && gains.max() == gains[1])
    record.claim(
      "ways.chain", "the fifth way is above the speed of one chain and below that of two",
      speeds[4] > ladder.chains[0] && speeds[4] < ladder.chains[1])
  }

  /// Draws the speeds of all ways, over five decades.
  private func draw(_ ladder: Ladder, into record: inout RunRecord) throws {
    let speeds = ladder.speeds
    let places = speeds.indices.map { Double(speeds.count - $0) }
    try record.draw("ladder", width: 520, height: 300) {
      Axes(
        x: .log("billion operations per second", ladder.floor...2000),
        y: .linear("", 0.4...8.2, ticks: .none), naming: .none
      ) {
        Reference(.vertical(ladder.peak))
        Reference(.vertical(ladder.team), color: .vermilion)
        Line(x: speeds, y: places, color: .gray, width: 1)
        Scatter(x: speeds, y: places, color: .blue, radius: 4)
        for (k, way) in Way.all.enumerated() {
          let share = speeds[k] / ladder.peak
          // In as many digits as it deserves.
          let words =
            share < 0.001
            ? "\(share, "%.3p")" : share < 0.1 ? "\(share, "%.1p")" : "\(share, "%.0p")"
          Annotation(
            "\(k + 1) \(way.name), \(words)", x: speeds[k], y: places[k],
            right: k == 0 ? 62 : -70, up: k == 0 ? 10 : 0)
        }
        Annotation("one core's peak", x: ladder.peak, y: 7.9, right: -44, color: .gray)
        Annotation("all cores", x: ladder.team, y: 7.9, right: 29, color: .vermilion)
      }
    }
  }

  /// Draws what more chains achieve.
  func drawChains(_ ladder: Ladder, into record: inout RunRecord) throws {
    let (x, y, peak) = (Chains.all.map { Double($0.count) }, ladder.chains, ladder.peak)
    record.numbers(["chains.one": y[0], "chains.underway": peak / y[0]], agreement: .volatile)
    record.claim(
      "chains.double", "two chains do nearly twice as much as one, and four not less than two",
      y[1] > 1.9 * y[0] && y[2] >= y[1])
    try record.draw("chains", width: 480, height: 320) {
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
  }
}
