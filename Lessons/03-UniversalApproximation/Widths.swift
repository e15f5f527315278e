// Width against error, for the construction and for what descent finds from several seeds: at the
// best of six rates, at a usual one, and there with ten times the steps.

import Gradus
import LessonKit
import Plot
import TensorPlots

/// What the construction and descent have come to, at every width.
private struct Widths: Codable {
  /// The largest error of the construction.
  let byHand: [Double]
  /// The largest errors of trained networks from either start, at every rate.
  let ordinary, spread: [Sweep]
  /// From the ordinary start at the usual rate with ten times the steps.
  let longer: [[Double]]
  /// The best network of 50 units from the spread start.
  let best: Best

  static let rates = [0.01, 0.03, 0.1, 0.3, 1, 3]
  /// The place of the rate that is often taken for granted.
  static let usual = 1
}

/// A trained network: its layers in words, its largest error, and its outputs from 0 to 15.
private struct Best: Codable {
  let model: String
  let error: Double
  let inside, beyond: [Float]

  static let insideX = Tensor<Double>.linearlySpaced(0...10, count: 1201).reshaped([1, -1])
  static let beyondX = Tensor<Double>.linearlySpaced(0...15, count: 301).reshaped([1, -1])
}

extension UniversalApproximation {
  /// Trains many widths at many rates from many seeds.
  func trainWidths(into record: inout RunRecord) throws {
    let curve = Curve.book
    let steps = options.epochs(full: 3000, quick: 300)
    let widths = options.sized(full: [2, 4, 8, 16, 50], quick: [4, 50])
    let seeds = options.sized(full: 3, quick: 2)
    let found = try record.result("trained") {
      var generator = RandomGenerator(seed: options.seed)
      var best: (network: TrainedCurve, error: Double)?
      let progress = ProgressLine(
        "training", of: seeds * widths.count * (2 * Widths.rates.count + 1))
      func sweep(_ units: Int, _ start: Start, _ rates: [Double], _ steps: Int) -> Sweep {
        Sweep(over: rates, seeds: seeds) { rate, _ in
          defer { progress.advance() }
          let network = TrainedCurve(
            curve, units: units, start: start, rate: rate, steps: steps, using: &generator)
          let error = curve.error(of: network.callAsFunction, units: units)
          if units == 50, start == .spread, error < best?.error ?? .infinity {
            best = (network, error)
          }
          return error
        }
      }
      let sweeps = Start.allCases.map { start in
        widths.map { sweep($0, start, Widths.rates, steps) }
      }
      let longer = widths.map {
        sweep($0, .ordinary, [Widths.rates[Widths.usual]], 10 * steps).atBest
      }
      progress.end()
      guard let (network, error) = best else {
        throw LessonError("no network of 50 units was trained.")
      }
      func outputs(_ x: Tensor<Double>) -> [Float] { Tensor<Float>(network(x)).scalars }
      return Widths(
        byHand: widths.map { n in
          curve.error(of: Staircase(curve, units: n).callAsFunction, units: n)
        },
        ordinary: sweeps[0], spread: sweeps[1], longer: longer,
        best: Best(
          model: "\(network.model)", error: error, inside: outputs(Best.insideX),
          beyond: outputs(Best.beyondX)))
    }
    record.recipe(
      "trained",
      Recipe(
        loss: "mean squared error", data: "201 points, scaled", initializer: "as named",
        rule: "Adam, its rate falling along a cosine from the best of "
          + Widths.rates.map { "\($0, "%g")" }.joined(separator: ", "),
        batch: "all points", steps: "\(steps, "%'d")", seeds: "\(seeds)"))
    record.output("model", found.best.model)
    tabulate(widths, found, into: &record)
    try drawPair(found.best, into: &record)
    try drawWidths(widths, found, into: &record)
  }

  /// The errors in two tables, and what the chapter says of them.
  private func tabulate(_ widths: [Int], _ found: Widths, into record: inout RunRecord) {
    let (ordinary, spread) = (found.ordinary, found.spread)
    let usual = ordinary.map { $0.measured[Widths.usual] }
    record.show(
      "trained", "Largest error, median (least to greatest)",
      columns: [
        .number("hidden units", "%d"), .number("by hand", "%.3g"), .text("ordinary start"),
        .number("at rate", "%g"), .text("spread start"), .number("at rate", "%g"),
      ],
      rows: widths.indices.map { k in
        [
          widths[k], found.byHand[k], ordinary[k].atBest.spread("%.2f"), ordinary[k].best,
          spread[k].atBest.spread("%.2f"), spread[k].best,
        ]
      })
    record.show(
      "patience", "From the ordinary start",
      columns: [
        .number("hidden units", "%d"), .text("rate \(Widths.rates[Widths.usual], "%g")"),
        .text("the same, ten times the steps"), .text("best rate"),
      ],
      rows: widths.indices.map { k in
        [
          widths[k], usual[k].spread("%.2f"), found.longer[k].spread("%.2f"),
          ordinary[k].atBest.spread("%.2f"),
        ]
      })
    let last = widths.count - 1
    record.numbers([
      "trained.error": found.best.error, "trained.usual": usual[last].median,
      "trained.ordinary": ordinary[last].median, "trained.spread": spread[last].median,
      "outside.network": Double(found.best.beyond.last ?? .nan),
    ])
    record.number("outside.function", Curve.book.f(15), agreement: .quick())
    record.claim(
      "trained.hand", "from both starts the median is below the error of the construction",
      [ordinary, spread].allSatisfy { sweeps in
        zip(sweeps, found.byHand).allSatisfy { $0.median < $1 }
      })
    record.claim(
      "trained.usual",
      "from the ordinary start and at the usual rate all widths between the least and the greatest "
        + "do worse than the least and the greatest hardly better, and at the best rates all do better",
      usual[1..<last].allSatisfy { $0.median > usual[0].median }
        && usual[last].median > 0.9 * usual[0].median
        && ordinary.dropFirst().allSatisfy { $0.median < ordinary[0].median })
    record.claim(
      "trained.spread",
      "at the best rates the spread start does better than the ordinary one from eight units on",
      zip(ordinary, spread).dropFirst(2).allSatisfy { $1.median < $0.median })
    record.claim(
      "trained.patience", "with ten times the steps the widest has less than half the error",
      2 * found.longer[last].median < usual[last].median)
    record.claim(
      "trained.edges", "no best rate is the smallest or the largest that was tried",
      (ordinary + spread).allSatisfy(\.isInside))
  }

  /// Two networks of 50 units, one built and one trained, and their errors.
  private func drawPair(_ trained: Best, into record: inout RunRecord) throws {
    let curve = Curve.book
    let (x, f) = (Best.insideX, Best.insideX.map(curve.f))
    let pair = [
      ("Built by hand", Staircase(curve, units: 50)(x), Color.blue),
      ("Trained", Tensor<Double>(Tensor([trained.inside])), .vermilion),
    ]
    try record.draw(
      "approximation.svg",
      Figure(columns: 2, size: Size(width: 500, height: 400)) {
        for (name, outputs, color) in pair {
          Axes("\(name): 50 sigmoids", x: "x", y: Axis(curve.formula), naming: .none) {
            Line(x: x, y: f, color: .gray.opacity(0.45), width: 6)
            Line(x: x, y: outputs, color: color)
          }
        }
        for (_, outputs, color) in pair {
          Axes(x: "x", y: .linear("network − function", -2.2...2.2), naming: .none) {
            Reference.horizontal(0)
            Line(x: x, y: outputs - f, color: color, width: 1)
          }
        }
      })
  }

  /// The errors over the width, and what two networks say outside the interval.
  private func drawWidths(
    _ widths: [Int], _ found: Widths, into record: inout RunRecord
  ) throws {
    let (curve, n) = (Curve.book, widths.map(Double.init))
    let usual = found.ordinary.map { $0.measured[Widths.usual].median }
    let figure = Figure(columns: 1, size: Size(width: 460, height: 540)) {
      Axes(
        "Inside the interval", x: .log("hidden units", ticks: .at(n)),
        y: .log("largest error", ticks: .at([0.2, 0.5, 1, 2, 5, 10, 20]))
      ) {
        Line(x: n, y: found.byHand, label: "by hand", color: .ink)
          .marked(.dot, at: n.indices, radius: 2.4)
        Line(
          x: n, y: usual, label: "ordinary, rate \(Widths.rates[Widths.usual], "%g")",
          color: .vermilion,
          dash: .dashed
        ).marked(.dot, at: n.indices, radius: 2)
        Spread(
          x: n, found.ordinary.map(\.atBest), label: "ordinary start", color: .vermilion,
          marker: .square)
        Spread(
          x: n, found.spread.map(\.atBest), label: "spread start", color: .blue, marker: .triangle)
      }
      Axes("Outside", x: "x", y: .linear(curve.formula, -10...250)) {
        Band(x: [0, 10], low: [-10, -10], high: [250, 250], color: .gray.opacity(0.5))
        Annotation("trained here", x: 5, y: 225)
        Line(over: 0...15, label: "function", color: .gray, width: 3, curve.f)
        Line(
          over: 0...15, samples: 301, label: "by hand", color: .ink,
          of: Staircase(curve, units: 50).callAsFunction)
        Line(x: Best.beyondX, y: found.best.beyond, label: "trained", color: .blue)
      }
    }
    try record.draw("widths.svg", figure)
  }
}
