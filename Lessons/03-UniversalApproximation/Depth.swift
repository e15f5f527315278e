// What twelve units can do in six layers, what they cannot do in one, and what descent makes of
// either: the theorem promises parameters, not that they are found.

import Gradus
import LessonKit
import Plot

/// How near networks come to the sawtooth.
private struct Depths: Codable {
  /// The mean error of the one built by hand.
  let exact: Double
  /// The mean errors of trained ones from every seed, least first: of one layer and of five, at
  /// every width.
  let shallow, deep: [[Double]]
  /// The outputs of the best of five layers, the narrowest and the widest.
  let narrow, wide: [Float]
}

extension UniversalApproximation {
  /// Trains shallow and deep networks on the sawtooth and draws their errors.
  func depth(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let k = 5
    let steps = options.epochs(full: 2000, quick: 100)
    let seeds = options.sized(full: 5, quick: 2)
    let shallow = options.sized(full: [4, 10, 31, 64, 128], quick: [10, 31])
    let deep = options.sized(full: [2, 4, 8, 16, 24], quick: [2, 8])
    let x = Tensor<Double>.linearlySpaced(0...1, count: 1025).reshaped([1, 1025])
    let found = try record.result("depth") {
      let folded = foldingNetwork(k)
      let progress = ProgressLine("sawtooth", of: (shallow.count + deep.count) * seeds)
      func train(_ layers: Int, _ units: Int) -> [(network: TrainedSawtooth, error: Double)] {
        (0..<seeds).map { _ in
          let network = TrainedSawtooth(
            k, layers: layers, units: units, steps: steps, using: &generator)
          progress.advance()
          return (network, meanError(k, of: network.callAsFunction))
        }.sorted { $0.error < $1.error }
      }
      let wide = shallow.map { train(1, $0) }
      let tall = deep.map { train(k, $0) }
      progress.end()
      func outputs(_ network: TrainedSawtooth) -> [Float] { network(x).scalars.map { Float($0) } }
      return Depths(
        exact: meanError(k) { folded($0, .evaluation).value },
        shallow: wide.map { $0.map(\.error) }, deep: tall.map { $0.map(\.error) },
        narrow: outputs(tall[0][0].network), wide: outputs(tall[deep.count - 1][0].network))
    }
    let (wide, tall) = (found.shallow, found.deep)
    record.number("depth.pieces", 1 << k, agreement: .quick())
    record.number("depth.exact", found.exact, agreement: .quick())
    record.number("depth.steps", steps)

    var table = Table(
      .text("trained network"), .number("units", "%d"), .number("least", "%.3f"),
      .number("median", "%.3f"), .number("greatest", "%.3f"), .number("bound", "%.3f"))
    for (m, errors) in zip(shallow, wide) {
      table.add(
        "1 layer of \(m)", m, errors[0], median(errors), errors[seeds - 1], shallowBound(m, k))
    }
    for (m, errors) in zip(deep, tall) {
      table.add("\(k) layers of \(m)", k * m, errors[0], median(errors), errors[seeds - 1], 0)
    }
    record.table("depth", table)
    print("Mean error on the sawtooth of \(1 << k) pieces\n\(table)\n")
    record.number("depth.shallow.bound", shallowBound(2 * k, k), agreement: .quick())
    record.number("depth.deep.least", tall[0][0])
    record.number(
      "depth.best", (wide + tall).joined().min() ?? .nan, agreement: .full(relative: 0.5))
    record.number("depth.shallow.least", wide[shallow.count - 1][0])

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
          Line(x: x.scalars, y: outputs.map(Double.init), color: .blue)
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
