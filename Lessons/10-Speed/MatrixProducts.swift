// The same tile on matrices of growing size: as soon as they outgrow the caches, it is not enough that
// the sums stay in registers.

import Gradus
import LessonKit
import Plot

extension Speed {
  /// Times the three products, and the engine's on all cores, in turn with the peaks.
  func multiplyMatrices(into record: inout RunRecord, using generator: inout RandomGenerator) throws
  {
    let sizes = options.sized(full: [160, 320, 640, 1280, 2560], quick: [80, 160, 320, 480, 640])
    let measured = try record.result("matrices", within: nil) {
      let products = sizes.map { Matrices(size: $0, using: &generator) }
      for product in products where product.size <= 320 { try product.check() }
      let works = products.flatMap { product in
        [
          { product.byRows()[0] }, { product.byTiles()[0] }, { product.byPanels()[0] },
          { matmul(product.A, product.B).scalars[0] },
        ]
      }
      return TeamTimings(
        timings: stopwatch.time(works + [Chains.most.work, Chains.most.workOfAllThreads]))
    }
    let seconds = measured.timings.map(\.seconds)
    let peak = Chains.most.operations / seconds[seconds.count - 2]
    let team = Chains.most.operationsOfAll(measured.threads) / seconds[seconds.count - 1]
    // For each size, which share the three ways and the engine reach of what their cores can do.
    let shares = sizes.indices.map { k in
      zip(seconds[(4 * k)...], [peak, peak, peak, team]).map { seconds, peak in
        Matrices.operations(size: sizes[k]) / seconds / peak
      }
    }
    record.show(
      "matrices", "Shares of the peak in products of matrices",
      columns: [
        "rows and columns %d", "megabytes per matrix %.2f", .volatile("by rows", "%.0p"),
        .volatile("by tiles", "%.0p"), .volatile("by panels", "%.0p"),
        .volatile("the engine, all cores", "%.0p"),
      ],
      rows: zip(sizes, shares).map { [$0, 4e-6 * Double($0 * $0)] + $1 })
    record.recipe(
      "matrices",
      recipe(of: "random matrices; one thread, and \(measured.threads) for the engine"))
    let last = shares[shares.count - 1]
    record.volatile("matrices.gain", last[2] / last[1])
    record.claim(
      "matrices.tiles", "up to the last size the tiles alone reach as much as the panels",
      shares.dropLast().allSatisfy { $0[1] >= $0[2] })
    record.claim(
      "matrices.panels", "at the last size the panels are over twice as fast as the tiles alone",
      last[2] > 2 * last[1])
  }

  /// Draws which part of A, B and C is in use, and where it stays meanwhile.
  func drawBlocks(into record: inout RunRecord) throws {
    // Squares of side 10, A to the left of C and B above it: a row of A and the row of C that it makes
    // are at one height, a column of B and its column of C below each other.
    let (rows, columns) = (5.0...5.8, 15.0...17.0)
    let (stretchOfA, stretchOfB) = (3.0...5.0, 17.0...19.0)
    func block(
      _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ color: Color
    ) -> [any Mark] {
      let (left, right, low, high) = (x.lowerBound, x.upperBound, y.lowerBound, y.upperBound)
      return [
        Band(x: [left, right], low: [low, low], high: [high, high], color: color),
        Line(
          x: [left, right, right, left, left], y: [low, low, high, high, low], color: color,
          width: 1.2),
      ]
    }
    try record.draw("blocks", width: 460, height: 460) {
      Axes(
        x: .linear("", -0.5...22.5, ticks: .none), y: .linear("", -0.5...22.5, ticks: .none),
        equalAspect: true
      ) {
        for (name, x, y) in [("A", 0.0, 0.0), ("B", 12, 12), ("C", 12, 0)] {
          block(x...(x + 10), y...(y + 10), .gray)
          Annotation(name, x: x + 9.2, y: y + 9.2)
        }
        block(stretchOfA, 0...10, .green)
        block(columns, stretchOfB, .blue)
        block(stretchOfA, rows, .green)
        block(columns, rows, .vermilion)
        Annotation("in registers", x: 16, y: 5, up: -10, color: .vermilion)
        Annotation("in the first cache", x: 16, y: 17, up: -10, color: .blue)
        Annotation("in the second cache", x: 5, y: 2, right: 40, color: .green)
        Annotation("C = A · B", x: 5, y: 17)
      }
    }
  }
}
