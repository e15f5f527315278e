// The folding of the tent, the errors of those who try, and two of their outputs, as pictures.

import Gradus
import LessonKit
import Plot

extension UniversalApproximation {
  func drawDepth(
    _ k: Int, _ shallow: [Int], _ deep: [Int], _ found: Depths, into record: inout RunRecord
  ) throws {
    let (wide, tall) = (found.shallow, found.deep)
    let seeds = tall[0].count
    func series(
      _ label: String, _ units: [Int], _ errors: [[Double]], _ color: Color
    ) -> [any Mark] {
      let n = units.map(Double.init)
      return [
        Band(
          x: n, low: errors.map { $0[0] }, high: errors.map { $0[seeds - 1] }, color: color),
        Line(x: n, y: errors.map(median), label: label, color: color),
      ]
    }
    let most = Double(max(shallow[shallow.count - 1], k * deep[deep.count - 1]))
    let units = (0...80).map { 4 * Double.pow(most / 4, Double($0) / 80) }
    let figure = Figure(columns: 2, size: Size(width: 720, height: 320)) {
      Axes("Each layer folds once more", x: "x", y: .linear("", 0...1.1), naming: .none) {
        for fold in 1...3 {
          let color = [Color.sky, .orange, .blue][fold - 1]
          Line(
            over: 0...1, samples: 257, color: color, width: [3.2, 2.2, 1.4][fold - 1]
          ) { sawtooth(fold, at: $0) }
          Annotation(["T", "T^2", "T^3"][fold - 1], x: .pow(0.5, fold), y: 1, up: 9, color: color)
        }
      }
      Axes(
        "\(1 << k) pieces: who comes near?", x: .log("units, layers together"),
        y: .linear("mean error", 0...0.28), naming: .legend
      ) {
        series("1 layer, trained", shallow, wide, .vermilion)
        series("\(k) layers, trained", deep.map { k * $0 }, tall, .blue)
        Line(
          x: units, y: units.map { max(0, 0.125 - ($0 + 2) / .pow(2, k + 2)) },
          label: "1 layer, at least", color: .gray, dash: .dashed)
        Scatter(
          x: [Double(2 * k)], y: [found.exact], label: "\(k) layers, by hand", color: .green,
          radius: 4)
      }
    }
    try record.draw(
      "depth.svg", figure,
      alt: """
        Left, the tent nested once, twice and three times, with 2, 4 and 8 pieces. Right, the mean \
        error on \(1 << k) pieces over the number of units: \(k) layers of two units built by hand \
        have none; one layer of \(2 * k) units has at least \(shallowBound(2 * k, k), "%.3f"); \
        trained networks lie higher, those of \(k) layers of two units at \
        \(tall[0][0], "%.2f") and above.
        """)
    let outcome = Figure(columns: 1, size: Size(width: 720, height: 400)) {
      for (m, outputs) in [(deep[0], found.narrow), (deep[deep.count - 1], found.wide)] {
        Axes(
          "\(k) layers of \(m), the best of \(seeds) seeds", x: "x",
          y: .linear("output", -0.1...1.1), naming: .none
        ) {
          Line(
            over: 0...1, samples: 1025, color: .gray.opacity(0.4), width: 3.5
          ) { sawtooth(k, at: $0) }
          Line(x: Depths.x.scalars, y: outputs.map(Double.init), color: .blue)
        }
      }
    }
    try record.draw(
      "sawtooth.svg", outcome,
      alt: """
        The sawtooth of \(1 << k) pieces under two trained networks of \(k) layers. The one with \
        \(deep[0]) units a layer, which could be it exactly, is nearly constant, its mean error \
        \(tall[0][0], "%.2f"), where the constant one half has \(0.25, "%.2f"); the one with \
        \(deep[deep.count - 1]) a layer follows many of the teeth, with an error of \
        \(tall[deep.count - 1][0], "%.2f").
        """)
  }
}
