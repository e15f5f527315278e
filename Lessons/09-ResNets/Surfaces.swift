// The loss around every solution, over two random directions whose filters are as long as the
// network's own (Li, Xu, Taylor, Studer and Goldstein 2018).

import Gradus
import Landscape
import LessonKit
import Plot

/// A solution, the plane through it and the grid over that.
struct View {
  let solution: Solution
  let plane: OnDemand<Plane<Float>>
  let grid: LossGrid

  var kind: Architecture { solution.kind }
  /// The share of the grid where the loss is below that of a guess, ln 10.
  var basin: Double { grid.share(below: 2.3026) }
}

/// A grid that is measured row by row, and kept with the rest of a run.
struct Survey: Resumable {
  var log: LossGrid
  func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {}
  func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {}
}

extension ResNets {
  /// How many of the training images the loss around a network is of.
  var sampleSize: Int { options.sized(full: 256, quick: 64) }

  /// A plane through a network, along two random directions, over the fixed sample.
  func plane(
    through model: Sequential<Float>, _ kind: Architecture, _ photos: Photos,
    scale: DirectionScale = .filter, mode: Mode = .evaluation, seed: UInt64 = 0
  ) -> Plane<Float> {
    let near = Neighbourhood<Float>(
      of: model, on: photos.sample(sampleSize), mode: mode, make: maker(kind))
    var generator = RandomGenerator(seed: options.seed + 1000 + seed)
    let u = Direction(at: near.center, scale: scale, using: &generator)
    let v = Direction(at: near.center, scale: scale, using: &generator)
    return Plane([u, v], in: near)
  }

  /// Makes networks of a kind, whose parameters will be replaced.
  func maker<Scalar: TensorScalar>(_ kind: Architecture) -> () -> Sequential<Scalar> {
    {
      var generator = RandomGenerator(seed: 0)
      return network(kind, using: &generator)
    }
  }

  /// Measures a grid, or what an interrupted run has left of it.
  func survey(
    _ grid: LossGrid, as key: String, _ bookmark: Bookmark, _ progress: ProgressLine,
    _ reading: (Double, Double) -> Reading
  ) throws -> LossGrid {
    var survey = Survey(log: grid)
    try bookmark.finish(&survey, as: key) { survey, pause in
      progress.skip(survey.log.rowCount)
      try survey.log.complete(reading) { grid in
        progress.advance(key)
        try pause(Survey(log: grid))
      }
    }
    return survey.log
  }

  /// Measures around every solution and draws what is there.
  func lookAround(
    _ solutions: [Solution], _ photos: OnDemand<Photos>, _ bookmark: Bookmark,
    into record: inout RunRecord
  ) throws -> [View] {
    let side = options.sized(full: 51, quick: 9)
    let planes = solutions.map { solution in
      OnDemand { plane(through: try solution.run.value.model, solution.kind, try photos.value) }
    }
    let grids = try record.result("surfaces", within: 0.05) {
      let progress = ProgressLine("surfaces", of: side * solutions.count)
      defer { progress.end() }
      return try zip(solutions, planes).map { solution, plane in
        try survey(
          LossGrid(-1...1, side: side), as: "surface.\(solution.kind.key)", bookmark, progress,
          try plane.value.reading)
      }
    }
    let views = solutions.indices.map {
      View(solution: solutions[$0], plane: planes[$0], grid: grids[$0])
    }
    record.numbers(["surfaces.side": Double(side), "surfaces.images": Double(sampleSize)])
    for view in views {
      record.numbers(
        [
          "surfaces.\(view.kind.key).basin": view.basin,
          "surfaces.\(view.kind.key).end": view.grid.middleRow.last ?? 0,
        ], agreement: .loose)
    }
    func ratio(_ depth: Int) -> Double {
      let basins = views.filter { $0.kind.depth == depth }.map(\.basin)  // plain, with skips
      return basins[1] / basins[0]
    }
    record.claim(
      "surfaces.deep", "with skips the basin is three times as large, but only for the deepest",
      ratio(deepest) > 3 && depths.dropLast().allSatisfy { (0.9...1.1).contains(ratio($0)) })
    record.recipe(
      "surfaces",
      Recipe(
        loss: "cross-entropy, BatchNorm by its running statistics",
        data: "the first \(sampleSize) training images, as they are",
        initializer: "the best network of each kind",
        rule: "θ + a·u + b·v, two normal directions with filters as long as θ's own; biases and "
          + "BatchNorm's parameters stay",
        steps: "a and b from −1 to 1, \(side) × \(side) points",
        seeds: "\(options.seed + 1000) for both directions"))
    try drawSurfaces(views, into: &record)
    return views
  }

  /// The reference's picture, then all of them, and a slice of each.
  private func drawSurfaces(_ views: [View], into record: inout RunRecord) throws {
    // By depth, first with skips.
    let rows = depths.flatMap { depth in
      [true, false].flatMap { skips in
        views.filter { $0.kind.depth == depth && $0.kind.hasSkips == skips }
      }
    }
    let first = rows[0].grid
    record.numbers(
      ["reference.center": first.center, "reference.rim": Double(first.losses.max() ?? 0)],
      agreement: .loose)
    try record.draw(
      "reference.png",
      Figure(size: Size(width: 500, height: 380)) {
        Axes(x: .hidden, y: .hidden) { first.surface(0...1.5, labelled: true) }
      })
    try record.draw(
      "surfaces.png",
      Figure(columns: 2, size: Size(width: 500, height: 700)) {
        for view in rows {
          Axes(view.kind.name, x: .hidden, y: .hidden) { view.grid.surface() }
        }
      })
    try record.draw(
      "slices.svg",
      Figure(
        columns: depths.count, sharing: .y, legendBelow: true, size: Size(width: 480, height: 270)
      ) {
        for depth in depths {
          Axes("\(depth) layers", x: "a", y: .log("loss", 1...10_000)) {
            for view in rows where view.kind.depth == depth {
              Line(
                x: view.grid.x, y: view.grid.middleRow, label: view.kind.kind,
                color: view.kind.color
              ).marked(
                view.kind.marker, at: stride(from: 2, to: view.grid.x.count, by: 6), radius: 2.4)
            }
          }
        }
      })
  }
}

extension LossGrid {
  /// The losses as powers of ten: those of the deep plain network span many.
  private var heights: [Double] { losses.map { .log10(max(Double($0), 1e-4)) } }

  /// The losses as a map, with a line for each sixth of a power of ten.
  var map: Contours {
    Contours(
      heights, columns: x.count, x: x[0]...x[x.count - 1], y: y[0]...y[y.count - 1],
      levels: (1...24).map { Double($0) / 6 }, colormap: .viridis,
      stroke: Stroke(.white.opacity(0.4), width: 0.4))
  }

  /// The losses as a surface, from 1 to 10,000 where they are to be compared.
  func surface(_ scale: ClosedRange<Double> = 0...4, labelled: Bool = false) -> Surface {
    Surface(
      heights, columns: x.count, x: -1...1, y: -1...1, z: scale, height: 0.85, smoothness: 2,
      mesh: 2, from: Viewpoint(azimuth: -55, elevation: 30), xLabel: labelled ? "a" : "",
      yLabel: labelled ? "b" : "", zLabel: labelled ? "log_{10} loss" : "")
  }
}
