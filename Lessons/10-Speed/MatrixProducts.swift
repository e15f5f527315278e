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
    let watch = stopwatch
    let best = Chains.all[Chains.all.count - 1]
    let measured = try record.result("matrices", within: nil) {
      let products = sizes.map { Matrices(size: $0, using: &generator) }
      for product in products where product.size <= 320 { try product.check() }
      let works = products.flatMap { product in
        [
          { product.byRows()[0] }, { product.byTiles()[0] }, { product.byPanels()[0] },
          { matmul(product.A, product.B).scalars[0] },
        ]
      }
      let timings = watch.time(works + [best.work, { onAllThreads(best.work) }])
      return MatrixTimings(threads: ThreadTeam.current.count, timings: timings)
    }
    let seconds = measured.timings.map(\.seconds)
    let peak = best.operations / seconds[seconds.count - 2]
    let team =
      Double(measured.threads * Chains.repetitions) * best.operations / seconds[seconds.count - 1]
    // A row for each way, a column for each size: which share it reaches of what its cores can do.
    let shares = (0..<4).map { way in
      sizes.indices.map { k in
        let size = Double(sizes[k])
        return 2 * size * size * size / seconds[4 * k + way] / (way < 3 ? peak : team)
      }
    }
    record.show(
      "matrices", "Shares of the peak in products of matrices",
      columns: [
        .number("rows and columns", "%d"), .number("megabytes per matrix", "%.2f"),
        .volatile("by rows", "%.0p"), .volatile("by tiles", "%.0p"),
        .volatile("by panels", "%.0p"), .volatile("the engine, all cores", "%.0p"),
      ],
      rows: sizes.indices.map { k in
        [sizes[k], 4 * Double(sizes[k] * sizes[k]) / 1e6] + shares.map { $0[k] }
      })
    let (tiles, panels, last) = (shares[1], shares[2], sizes.count - 1)
    record.recipe(
      "matrices",
      recipe(of: "random matrices; one thread, and \(measured.threads) for the engine"))
    record.volatile("matrices.gain", panels[last] / tiles[last])
    record.claim(
      "matrices.tiles",
      "but for the largest size the tiles alone reach at least as much as the panels",
      zip(tiles, panels).dropLast().allSatisfy { $0 >= $1 })
    record.claim(
      "matrices.panels", "at the largest size the panels are over twice as fast as the tiles alone",
      panels[last] > 2 * tiles[last])
    try draw(sizes, shares, into: &record)
    try drawBlocks(into: &record)
  }

  /// Draws the shares over the size.
  private func draw(
    _ sizes: [Int], _ shares: [[Double]], into record: inout RunRecord
  ) throws {
    let x = sizes.map(Double.init)
    let names = ["by rows", "by tiles", "by panels", "the engine, all cores"]
    let colors: [Color] = [.blue, .orange, .green, .vermilion]
    let figure = Figure(size: Size(width: 520, height: 320)) {
      Axes(
        x: Axis("rows and columns", scale: .log, ticks: .at(x)),
        y: .linear("share of the peak, percent", 0...100)
      ) {
        for (k, name) in names.enumerated() {
          let percent = shares[k].map { 100 * $0 }
          Line(x: x, y: percent, label: name, color: colors[k])
          Scatter(x: x, y: percent, color: colors[k])
        }
      }
    }
    try record.draw("matrices.svg", figure)
  }

  /// Draws which part of A, B and C is in use, and where it stays meanwhile.
  private func drawBlocks(into record: inout RunRecord) throws {
    // Each matrix is a square of side 10: A to the left of C, B above it. A row of A and the row of C
    // that it makes are at one height, a column of B and its column of C below each other.
    let (a, c) = (0.0, 12.0)
    let rows = (low: 5.0, high: 5.8)
    let columns = (low: 15.0, high: 17.0)
    let stretch = (low: 3.0, high: 5.0)
    let b = (low: 12 + 10 - stretch.high, high: 12 + 10 - stretch.low)
    func block(
      _ x: (low: Double, high: Double), _ y: (low: Double, high: Double), _ color: Color
    ) -> [any Mark] {
      let corners = [(x.low, y.low), (x.high, y.low), (x.high, y.high), (x.low, y.high)]
      let around = corners + [corners[0]]
      return [
        Band(
          x: [x.low, x.high], low: [y.low, y.low], high: [y.high, y.high], color: color),
        Line(x: around.map(\.0), y: around.map(\.1), color: color, width: 1.2),
      ]
    }
    let figure = Figure(size: Size(width: 460, height: 460)) {
      Axes(
        x: .linear("", -0.5...22.5, ticks: .none), y: .linear("", -0.5...22.5, ticks: .none),
        equalAspect: true
      ) {
        for (name, x, y) in [("A", a, 0.0), ("B", c, 12), ("C", c, 0)] {
          block((x, x + 10), (y, y + 10), .gray)
          Annotation(name, x: x + 9.2, y: y + 9.2)
        }
        block(stretch, (0, 10), .green)
        block(columns, b, .blue)
        block(stretch, rows, .green)
        block(columns, rows, .vermilion)
        Annotation("in registers", x: 16, y: rows.low, up: -10, color: .vermilion)
        Annotation("in the first cache", x: 16, y: b.low, up: -10, color: .blue)
        Annotation("in the second cache", x: stretch.high, y: 2, right: 50, color: .green)
        Annotation("C = A · B", x: 5, y: 17)
      }
    }
    try record.draw("blocks.svg", figure)
  }
}

/// What was measured.
private struct MatrixTimings: Codable {
  /// The threads that work at the same time.
  let threads: Int
  /// For each size the three ways and the engine; then the peak of a core and of all.
  let timings: [Timing]
}

extension Matrices {
  /// Holds the three ways to the product in double precision.
  ///
  /// - Throws: `LessonError` where one of them is wrong.
  func check() throws {
    for (name, way) in [("rows", byRows), ("tiles", byTiles), ("panels", byPanels)] {
      let error = error(of: way())
      guard error < 1e-5 else {
        throw LessonError("the product by \(name) is wrong by \(error) of the largest number.")
      }
    }
  }

  /// The largest error of C, relative to the largest number that it has in `Double`.
  func error(of C: [Float]) -> Double {
    largestError(of: C, against: matmul(Tensor<Double>(A), Tensor<Double>(B)).scalars)
  }
}
