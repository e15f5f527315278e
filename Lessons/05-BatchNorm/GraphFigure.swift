// The computational graph, forward and backward, drawn by the project's own plots. Blue boxes hold
// a number an entry, orange ones a number a feature.

import LessonKit
import Plot

extension BatchNormalisation {
  /// Draws the graph twice, with what every node holds and with the gradient it receives.
  func graph(into record: inout RunRecord) throws {
    let (wide, narrow) = (Color(hex: 0xDCEAF5), Color(hex: 0xFBE8CF))
    typealias Box = Diagram.Box
    typealias Arrow = Diagram.Arrow
    let forward = Diagram(
      [
        Box("x", "given", x: 0, y: 1, color: wide),
        Box("μ", "Σ x/n", x: 1, y: 0, color: narrow), Box("c", "x − μ", x: 2, y: 1, color: wide),
        Box("q", "c²", x: 3, y: 0, color: wide), Box("v", "Σ q/n", x: 4, y: 0, color: narrow),
        Box("s", "√(v + ε)", x: 5, y: 0, color: narrow), Box("r", "1/s", x: 6, y: 0, color: narrow),
        Box("x̂", "c·r", x: 7, y: 1, color: wide), Box("g", "γ·x̂", x: 8, y: 1, color: wide),
        Box("y", "g + β", x: 9, y: 1, color: wide), Box("γ", x: 8, y: 0, color: narrow),
        Box("β", x: 9, y: 0, color: narrow),
      ],
      arrows: [
        Arrow("x", "μ"), Arrow("x", "c"), Arrow("μ", "c"),
        Arrow("c", "q", label: "c_2", right: 12, up: 5),
        Arrow("q", "v"), Arrow("v", "s"), Arrow("s", "r"), Arrow("r", "x̂"),
        Arrow("c", "x̂", label: "c_1", up: 8), Arrow("x̂", "g"), Arrow("g", "y"), Arrow("γ", "g"),
        Arrow("β", "y"),
      ])
    let red = Color.vermilion
    let backward = Diagram(
      [
        Box("dx", "dc + dμ/n", x: 0, y: 1, color: wide),
        Box("dμ", "−Σ dc", x: 1, y: 0, color: narrow),
        Box("dc", "dc_1 + dc_2", x: 2, y: 1, color: wide),
        Box("dq", "dv/n", x: 3, y: 0, color: wide),
        Box("dv", "ds/(2s)", x: 4, y: 0, color: narrow),
        Box("ds", "−dr/s²", x: 5, y: 0, color: narrow),
        Box("dr", "Σ dx̂·c", x: 6, y: 0, color: narrow),
        Box("dx̂", "γ·dg", x: 7, y: 1, color: wide), Box("dg", "dy", x: 8, y: 1, color: wide),
        Box("dy", "given", x: 9, y: 1, color: wide),
        Box("dγ", "Σ dg·x̂", x: 8, y: 0, color: narrow),
        Box("dβ", "Σ dy", x: 9, y: 0, color: narrow),
      ],
      arrows: [
        Arrow("dμ", "dx", color: red), Arrow("dc", "dx", color: red), Arrow("dc", "dμ", color: red),
        Arrow("dq", "dc", label: "dc_2 = 2c·dq", right: 36, up: 2, color: red),
        Arrow("dv", "dq", color: red), Arrow("ds", "dv", color: red),
        Arrow("dr", "ds", color: red), Arrow("dx̂", "dr", color: red),
        Arrow("dx̂", "dc", label: "dc_1 = dx̂·r", up: 8, color: red),
        Arrow("dg", "dx̂", color: red), Arrow("dy", "dg", color: red),
        Arrow("dg", "dγ", color: red), Arrow("dy", "dβ", color: red),
      ])
    func plot(_ title: String, _ diagram: Diagram) -> Axes {
      Axes(
        title, x: .linear("", -0.45...9.45, ticks: .none),
        y: .linear("", -0.35...1.35, ticks: .none)
      ) { diagram }
    }
    let figure = Figure(
      columns: 1, size: Size(width: 720, height: 330),
      axes: [
        plot("Forward: what every node holds", forward),
        plot("Backward: the gradient that every node receives", backward),
      ])
    try record.draw("graph.svg", figure)
  }
}
