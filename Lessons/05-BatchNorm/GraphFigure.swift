// The computational graph, forward and backward, drawn by the project's own plots: values flow down,
// gradients up. Blue boxes hold a number an entry, orange ones a number a feature.

import LessonKit
import Plot

extension BatchNormalisation {
  /// Draws the graph twice, with what every node holds and with the gradient it receives.
  func graph(into record: inout RunRecord) throws {
    let (wide, narrow) = (Color(hex: 0xDCEAF5), Color(hex: 0xFBE8CF))
    func box(
      _ name: String, _ note: String = "", column: Double, row: Double, color: Color
    ) -> Diagram.Box {
      Diagram.Box(name, note, x: column, y: -row, color: color)
    }
    let size = Size(width: 0.76, height: 0.62)
    typealias Arrow = Diagram.Arrow
    let forward = Diagram(
      [
        box("x", "given", column: 0, row: 0, color: wide),
        box("μ", "Σ x/n", column: 1, row: 1, color: narrow),
        box("c", "x − μ", column: 0, row: 2, color: wide),
        box("q", "c²", column: 1, row: 3, color: wide),
        box("v", "Σ q/n", column: 1, row: 4, color: narrow),
        box("s", "√(v + ε)", column: 1, row: 5, color: narrow),
        box("r", "1/s", column: 1, row: 6, color: narrow),
        box("x̂", "c·r", column: 0, row: 7, color: wide),
        box("g", "γ·x̂", column: 0, row: 8, color: wide),
        box("y", "g + β", column: 0, row: 9, color: wide),
        box("γ", column: 1, row: 8, color: narrow),
        box("β", column: 1, row: 9, color: narrow),
      ],
      arrows: [
        Arrow("x", "μ"), Arrow("x", "c"), Arrow("μ", "c"),
        Arrow("c", "q", label: "c_2", right: 8, up: 7),
        Arrow("q", "v"), Arrow("v", "s"), Arrow("s", "r"), Arrow("r", "x̂"),
        Arrow("c", "x̂", label: "c_1", right: 12), Arrow("x̂", "g"), Arrow("g", "y"), Arrow("γ", "g"),
        Arrow("β", "y"),
      ], size: size)
    let red = Color.vermilion
    let backward = Diagram(
      [
        box("dx", "dc + dμ/n", column: 0, row: 0, color: wide),
        box("dμ", "−Σ dc", column: 1, row: 1, color: narrow),
        box("dc", "dc_1 + dc_2", column: 0, row: 2, color: wide),
        box("dq", "dv/n", column: 1, row: 3, color: wide),
        box("dv", "ds/(2s)", column: 1, row: 4, color: narrow),
        box("ds", "−dr/s²", column: 1, row: 5, color: narrow),
        box("dr", "Σ dx̂·c", column: 1, row: 6, color: narrow),
        box("dx̂", "γ·dg", column: 0, row: 7, color: wide),
        box("dg", "dy", column: 0, row: 8, color: wide),
        box("dy", "given", column: 0, row: 9, color: wide),
        box("dγ", "Σ dg·x̂", column: 1, row: 8, color: narrow),
        box("dβ", "Σ dy", column: 1, row: 9, color: narrow),
      ],
      arrows: [
        Arrow("dμ", "dx", color: red), Arrow("dc", "dx", color: red), Arrow("dc", "dμ", color: red),
        Arrow("dq", "dc", label: "dc_2 = 2c·dq", right: 30, up: 8, color: red),
        Arrow("dv", "dq", color: red), Arrow("ds", "dv", color: red),
        Arrow("dr", "ds", color: red), Arrow("dx̂", "dr", color: red),
        Arrow("dx̂", "dc", label: "dc_1 = dx̂·r", right: 34, color: red),
        Arrow("dg", "dx̂", color: red), Arrow("dy", "dg", color: red),
        Arrow("dg", "dγ", color: red), Arrow("dy", "dβ", color: red),
      ], size: size)
    func plot(_ title: String, _ diagram: Diagram) -> Axes {
      Axes(
        title, x: .linear("", -0.45...1.45, ticks: .none),
        y: .linear("", -9.4...0.4, ticks: .none)
      ) { diagram }
    }
    let figure = Figure(
      columns: 2, size: Size(width: 500, height: 480),
      axes: [
        plot("Forward: what each node holds", forward),
        plot("Backward: the gradient it receives", backward),
      ])
    try record.draw("graph.svg", figure)
  }
}
