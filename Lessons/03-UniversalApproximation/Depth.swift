// What ten units can do in five layers, what they cannot do in one, and what descent makes of
// either: the theorem promises parameters, not that they are found.

import Gradus
import LessonKit
import Plot
import TensorPlots

/// How near networks come to the sawtooth.
private struct Depths: Codable {
  /// The mean error of the one built by hand.
  let exact: Double
  /// The mean errors of trained ones, of one layer and of five, at every width and every rate.
  let shallow, deep: [Sweep]
  /// The outputs of the best of five layers, the narrowest and the widest.
  let narrow, wide: [Float]

  static let x = Tensor<Double>.linearlySpaced(0...1, count: 1025).reshaped([1, 1025])
}

extension UniversalApproximation {
  /// Trains shallow and deep networks on the sawtooth.
  func trainDepths(into record: inout RunRecord) throws {
    let k = 5
    let steps = options.epochs(full: 2000, quick: 100)
    let seeds = options.sized(full: 3, quick: 2)
    let rates = options.sized(full: [0.001, 0.003, 0.01, 0.03, 0.1], quick: [0.01])
    let shallow = options.sized(full: [10, 32, 128], quick: [10, 32])
    let deep = options.sized(full: [2, 4, 8, 24], quick: [2, 8])
    let found = try record.result("depth") {
      var generator = RandomGenerator(seed: options.seed)
      let progress = ProgressLine(
        "sawtooth", of: (shallow.count + deep.count) * rates.count * seeds)
      func train(_ layers: Int, _ units: Int) -> (sweep: Sweep, outputs: [Float]) {
        var best: (error: Double, outputs: [Float]) = (.infinity, [])
        let sweep = Sweep(over: rates, seeds: seeds) { rate, _ in
          defer { progress.advance() }
          let network = TrainedSawtooth(
            k, layers: layers, units: units, rate: rate, steps: steps, using: &generator)
          let error = meanError(k, of: network.callAsFunction)
          if error < best.error { best = (error, Tensor<Float>(network(Depths.x)).scalars) }
          return error
        }
        return (sweep, best.outputs)
      }
      let folded = foldingNetwork(k)
      let (wide, tall) = (shallow.map { train(1, $0) }, deep.map { train(k, $0) })
      progress.end()
      return Depths(
        exact: meanError(k) { folded($0, .evaluation).value }, shallow: wide.map(\.sweep),
        deep: tall.map(\.sweep), narrow: tall[0].outputs, wide: tall[deep.count - 1].outputs)
    }
    record.recipe(
      "depth",
      Recipe(
        loss: "mean squared error", data: "257 points, inputs scaled",
        initializer: "He's uniform weights",
        rule: "Adam, its rate falling along a cosine from the best of "
          + rates.map { "\($0, "%g")" }.joined(separator: ", "),
        batch: "all points", steps: "\(steps, "%'d")", seeds: "\(seeds)"))
    let rows =
      zip(shallow, found.shallow).map { ("1 layer of \($0)", $0, $1, shallowBound($0, k)) }
      + zip(deep, found.deep).map { ("\(k) layers of \($0)", k * $0, $1, 0) }
    record.show(
      "depth", "Mean error on the sawtooth of \(1 << k) pieces",
      columns: [
        .text("trained network"), .number("units", "%d"), .number("rate", "%g"),
        .number("least", "%.3f"), .number("median", "%.3f"), .number("greatest", "%.3f"),
        .number("bound", "%.3f"),
      ],
      rows: rows.map { name, units, sweep, bound in
        let errors = sweep.atBest
        return [name, units, sweep.best, errors[0], sweep.median, errors[seeds - 1], bound]
      })
    record.number("depth.steps", steps)
    conclude(k, found, into: &record)
    try drawDepth(k, shallow, deep, found, into: &record)
  }

  /// What the chapter says of it.
  private func conclude(_ k: Int, _ found: Depths, into record: inout RunRecord) {
    let (narrow, wide) = (found.deep[0], found.deep[found.deep.count - 1])
    let least = narrow.measured.joined().min() ?? .nan
    record.numbers(
      [
        "depth.pieces": Double(1 << k), "depth.exact": found.exact,
        "depth.shallow.bound": shallowBound(2 * k, k),
      ], agreement: .quick())
    record.numbers([
      "depth.narrow": least, "depth.wide": wide.atBest[0],
      "depth.shallow": found.shallow[found.shallow.count - 1].atBest[0],
    ])
    record.claim(
      "depth.narrow", "five layers of two units come from no seed and at no rate below 0.24",
      least > 0.24)
    record.claim(
      "depth.wide",
      "the best of five wide layers has less than half the error of the best single one",
      2 * wide.atBest[0] < found.shallow.map { $0.atBest[0] }.min() ?? 0)
    record.claim(
      "depth.edges",
      "no best rate of a network that gets below the constant's error is at an edge",
      (found.shallow + found.deep).allSatisfy { $0.median > 0.24 || $0.isInside })
  }

  /// The folding of the tent, the errors of those who try, and two of their outputs.
  private func drawDepth(
    _ k: Int, _ shallow: [Int], _ deep: [Int], _ found: Depths, into record: inout RunRecord
  ) throws {
    let units = (0...80).map { 4 * Double.pow(32, Double($0) / 80) }
    let tents = [("T", Color.sky, 3.2), ("T^2", .orange, 2.2), ("T^3", .blue, 1.4)]
    let figure = Figure(columns: 1, size: Size(width: 460, height: 540)) {
      Axes("Each layer folds once more", x: "x", y: .linear("", 0...1.1), naming: .none) {
        for (fold, (name, color, width)) in zip(1..., tents) {
          Line(over: 0...1, samples: 257, color: color, width: width) { sawtooth(fold, at: $0) }
          Annotation(name, x: .pow(0.5, fold), y: 1, up: 9, color: color)
        }
      }
      Axes(
        "\(1 << k) pieces: who comes near?", x: .log("units, layers together"),
        y: .linear("mean error", 0...0.28), naming: .legend
      ) {
        Spread(
          x: shallow.map(Double.init), found.shallow.map(\.atBest), label: "1 layer, trained",
          color: .vermilion, marker: .triangle)
        Spread(
          x: deep.map { Double(k * $0) }, found.deep.map(\.atBest), label: "\(k) layers, trained",
          color: .blue, marker: .square)
        Line(
          x: units, y: units.map { max(0, 0.125 - ($0 + 2) / .pow(2, k + 2)) },
          label: "1 layer, at least", color: .gray, dash: .dashed)
        Scatter(
          x: [Double(2 * k)], y: [found.exact], label: "\(k) layers, by hand", color: .green,
          radius: 4, marker: .star)
      }
    }
    try record.draw("depth.svg", figure)
    let outcome = Figure(columns: 1, size: Size(width: 480, height: 380)) {
      for (m, outputs) in [(deep[0], found.narrow), (deep[deep.count - 1], found.wide)] {
        Axes(
          "\(k) layers of \(m), the best of all", x: "x", y: .linear("output", -0.1...1.1),
          naming: .none
        ) {
          Line(over: 0...1, samples: 1025, color: .gray.opacity(0.4), width: 3.5) {
            sawtooth(k, at: $0)
          }
          Line(x: Depths.x, y: outputs, color: .blue)
        }
      }
    }
    try record.draw("sawtooth.svg", outcome)
  }
}
