// The losses around the solutions as surfaces, as maps and as slices.

import Landscape
import LessonKit
import Plot

extension LossGrid {
  /// From a loss of 1 to one of 10,000, the scale of pictures to be compared, in powers of ten.
  static let scale = 0.0...4.0

  /// The losses as powers of ten: those of the deep plain network span many.
  private var heights: [Double] { losses.map { .log10(max(Double($0), 1e-4)) } }

  /// The losses as a map, with a line for each sixth of a power of ten.
  var map: Contours {
    Contours(
      heights, columns: x.count, x: x[0]...x[x.count - 1], y: y[0]...y[y.count - 1],
      levels: (1...24).map { Double($0) / 6 }, colormap: .viridis,
      stroke: Stroke(.white.opacity(0.4), width: 0.4))
  }

  /// The losses as a surface.
  func surface(_ scale: ClosedRange<Double> = Self.scale, labelled: Bool = false) -> Surface {
    Surface(
      heights, columns: x.count, x: -1...1, y: -1...1, z: scale, height: 0.85, smoothness: 2,
      mesh: 2, from: Viewpoint(azimuth: -55, elevation: 30), xLabel: labelled ? "a" : "",
      yLabel: labelled ? "b" : "", zLabel: labelled ? "log_{10} loss" : "")
  }
}

extension ResNets {
  /// The reference's picture, then all of them: surfaces, maps and slices.
  func drawSurfaces(_ views: [View], into record: inout RunRecord) throws {
    let rows = views.filter(\.kind.hasSkips) + views.filter { !$0.kind.hasSkips }
    func said(_ value: (View) -> String) -> String {
      rows.map { "\($0.kind.name) \(value($0))" }.joined(separator: "; ")
    }
    try record.draw(
      "reference.png",
      Figure(size: Size(width: 660, height: 500)) {
        Axes(x: .hidden, y: .hidden) { rows[0].grid.surface(0...1.5, labelled: true) }
      },
      alt: """
        The loss around a residual network of \(rows[0].kind.depth) layers over two random \
        directions, on a logarithmic scale: a smooth bowl, from \(rows[0].grid.center, "%.2f") in the \
        middle to \(Double(rows[0].grid.losses.max() ?? 0), "%.0f") at its rim.
        """)
    try record.draw(
      "surfaces.png",
      Figure(columns: depths.count, size: Size(width: 980, height: 660)) {
        for view in rows {
          Axes(view.kind.name, x: .hidden, y: .hidden) { view.grid.surface() }
        }
      },
      alt: """
        The loss around networks of \(depths.map(String.init).joined(separator: ", ")) layers, above \
        with skips and below without, on one logarithmic scale. The part of the square where the \
        loss is below that of a guess: \(said { "\($0.basin, "%.0p")" }).
        """)
    try record.draw(
      "maps.svg",
      Figure(columns: depths.count, size: Size(width: 860, height: 620)) {
        for view in rows {
          Axes(view.kind.name, x: "a", y: "b", equalAspect: true) { view.grid.map }
        }
      },
      alt: """
        The same as maps, with a line for each sixth of a power of ten; dark is low. The loss in \
        the middle: \(said { "\($0.grid.center, "%.2f")" }).
        """)
    try record.draw(
      "slices.svg",
      Figure(columns: depths.count, size: Size(width: 860, height: 290)) {
        for depth in depths {
          Axes("\(depth) layers", x: "a", y: .log("loss", 1...10_000)) {
            for view in rows where view.kind.depth == depth {
              Line(
                x: view.grid.x, y: view.grid.middleRow, label: view.kind.kind,
                color: view.kind.color)
            }
          }
        }
      },
      alt: """
        The loss along the first direction for each depth, with skips and without, on a \
        logarithmic scale. At the ends: \
        \(said { "\($0.grid.middleRow.first ?? 0, "%.3g") and \($0.grid.middleRow.last ?? 0, "%.3g")" }).
        """)
  }
}
