// The roofline (Williams, Waterman and Patterson 2009): what each order of loops asks of memory, and
// where its way stands under the roofs of computing and of reading.

import LessonKit
import Plot

extension Speed {
  /// Counts what the orders ask of memory, and draws the ways where their orders stand.
  func drawRoofline(_ problem: Problem, _ ladder: Ladder, into record: inout RunRecord) throws {
    let traffics = try record.result("traffic") {
      LoopOrder.all.map { Traffic(of: $0, in: problem) }
    }
    let misses = traffics.map { problem.products / Double($0.misses) }
    record.show(
      "traffic", "What the orders ask of memory",
      columns: [
        "order", "loads and stores %'d", "products per load or store %.2f",
        "operations per byte %.3f", "products per new line %.1f", "products per miss %.1f",
      ],
      rows: traffics.enumerated().map { k, traffic in
        [
          LoopOrder.all[k].name, traffic.accesses, problem.products / Double(traffic.accesses),
          traffic.intensity(of: problem), problem.products / Double(traffic.changes), misses[k],
        ]
      })
    record.numbers(
      ["traffic.examples.miss": misses[0], "traffic.tiles.miss": misses[3]], agreement: .quick())
    // The tiles are as large as the machine's registers; the engine's are its own matter.
    let intensities = Way.all.map { way in
      let place = LoopOrder.all.prefix(3).firstIndex { $0.name == way.order?.name }
      return place.map { traffics[$0].intensity(of: problem) } ?? Tile.intensity
    }

    // Which share the first four ways reach of what reading from the two caches would allow.
    let shares = ladder.reads.prefix(2).map { read in
      zip(ladder.speeds, intensities).prefix(4).map { $0 / ($1 * read) }
    }
    for (memory, read) in zip(Ladder.memories, ladder.reads) {
      record.volatile("reads.\(memory.key)", read)
    }
    record.numbers(
      ["ridge.L1": ladder.peak / ladder.reads[0], "roofline.4": shares[0][3]],
      agreement: .volatile)
    record.claim(
      "roofline.slopes",
      "the first three ways are below a fifth of the second cache's slope, and the fourth is above it "
        + "and below the first cache's",
      shares[1][..<3].allSatisfy { $0 < 0.2 } && shares[1][3] > 1 && shares[0][3] < 1)
    try draw(ladder, at: intensities, into: &record)
  }

  /// Draws the ways, each at the operations it does for a byte, under the machine's roofs.
  private func draw(
    _ ladder: Ladder, at intensities: [Double], into record: inout RunRecord
  ) throws {
    let (peak, team, chain) = (ladder.peak, ladder.team, ladder.chains[0])
    let (left, right) = (0.1, 6.0)
    // The first slope's name stands above it, those of the others below, off the dots.
    let slopes: [(right: Double, up: Double)] = [(62, 40), (238, 46), (200, 34)]
    try record.draw("roofline", width: 520, height: 380) {
      Axes(
        x: .log(
          "operations per byte that goes between memory and registers", left...right,
          ticks: .at([0.1, 0.2, 0.5, 1, 2, 5])),
        y: .log(
          "billion operations per second", ladder.floor...400,
          ticks: .at([0.01, 0.1, 1, 10, 100])), naming: .none
      ) {
        for (k, (aside, up)) in slopes.enumerated() {
          let read = ladder.reads[k]
          let ridge = min(peak / read, right)
          Line(x: [left, ridge], y: [left * read, ridge * read], color: .blue)
          Annotation(
            "\(Ladder.memories[k].name), \(read, "%.0f") GB/s", x: left, y: left * read,
            right: aside, up: up, color: .blue)
        }
        for roof in [peak, team] {
          Line(x: [peak / ladder.reads[0], right], y: [roof, roof], color: .vermilion)
        }
        Annotation("one core's peak", x: right, y: peak, right: -44, up: 9, color: .vermilion)
        Annotation("all cores", x: right, y: team, right: -30, up: 9, color: .vermilion)
        Reference(.horizontal(chain))
        Annotation("one chain of vectors", x: right, y: chain, right: -56, up: -10, color: .gray)
        Scatter(x: intensities, y: ladder.speeds, color: .ink, radius: 3.5)
        for (k, way) in Way.all.enumerated() {
          // The fourth stands between two slopes, the last above the one before it.
          let (aside, up): (Double, Double) = k == 3 ? (52, -26) : k == 6 ? (-36, 0) : (0, -12)
          Annotation(
            "\(k + 1) \(way.name)", x: intensities[k], y: ladder.speeds[k], right: aside, up: up,
            arrow: k == 3)
        }
      }
    }
  }
}
