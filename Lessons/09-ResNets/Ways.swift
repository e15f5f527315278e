// The way that a training took, on the plane that holds the most of it, over the loss on that plane.

import Gradus
import Landscape
import LessonKit
import Plot
import TensorPlots

/// A way and the map under it.
private struct Way: Codable {
  let shares: [Double]
  let points: [[Double]]
  let grid: LossGrid
}

extension ResNets {
  /// Draws the ways of the deepest networks.
  func drawWays(_ views: [View], _ bookmark: Bookmark, into record: inout RunRecord) throws {
    let side = options.sized(full: 31, quick: 7)
    let views = views.filter { $0.kind.depth == deepest }
    let ways = try record.result("ways", within: 0.05) {
      let progress = ProgressLine("ways", of: side * views.count)
      defer { progress.end() }
      return try views.map { view in
        let way = Trajectory(of: try view.solution.run.value.snapshots)
        let near = try view.plane.value.surroundings
        let grid = try survey(
          LossGrid(
            x: places(around: way.points.map { $0[0] }, side),
            y: places(around: way.points.map { $0[1] }, side)),
          as: "way.\(view.kind.key)", bookmark, progress,
          Plane(way.directions, in: near).reading)
        return Way(shares: way.shares, points: way.points, grid: grid)
      }
    }
    let figure = Figure(columns: 1, size: Size(width: 440, height: 640)) {
      for (view, way) in zip(views, ways) {
        let (x, y) = (way.points.map { $0[0] }, way.points.map { $0[1] })
        Axes(
          view.kind.name, x: Axis("first direction, \(100 * way.shares[0], "%.0f") %"),
          y: Axis("second direction, \(100 * way.shares[1], "%.0f") %")
        ) {
          way.grid.map
          Line(x: x, y: y, color: .white, width: 1.6)
          Scatter(x: x, y: y, color: .white, radius: 2.6)
        }
      }
    }
    func distance(_ point: [Double]) -> Double { point.map { $0 * $0 }.reduce(0, +).squareRoot() }
    record.numbers(
      [
        "ways.plain": ways[0].shares.reduce(0, +), "ways.skips": ways[1].shares.reduce(0, +),
        "ways.plain.start": distance(ways[0].points[0]),
        "ways.plain.half": distance(ways[0].points[1]),
        "ways.skips.start": distance(ways[1].points[0]),
      ], agreement: .loose)
    record.recipe(
      "ways",
      Recipe(
        loss: "as of the surfaces", data: "the images of the surfaces",
        initializer: "the deepest networks, before training and at every half epoch",
        rule: "all parameters' principal directions; BatchNorm's statistics are those of the end",
        steps: "\(side) × \(side) points"))
    try record.draw("ways.svg", figure)
  }

  /// Equally spaced places, from a little below the least to a little above the greatest.
  private func places(around values: [Double], _ count: Int) -> [Double] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let margin = 0.15 * max(high - low, 1e-6)
    return Tensor<Double>.linearlySpaced(low - margin...high + margin, count: count).scalars
  }
}
