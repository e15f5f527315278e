// Width against error, for the construction and for what descent finds from several seeds; and the
// same networks outside the interval, of which the theorem says nothing.

import Gradus
import LessonKit
import Plot

/// What the construction and descent have come to.
private struct Trainings: Codable {
  /// The largest error of the construction, at every width.
  let byHand: [Double]
  /// The largest errors of the trained networks from every seed, least first, at every width.
  let ordinary, spread: [[Double]]
  /// The same of 50 units without scaling.
  let raw: [Double]
  /// The best network of 50 units from a spread start.
  let best: Best

  /// By where descent begins.
  func errors(_ start: Start) -> [[Double]] { start == .spread ? spread : ordinary }
}

/// A trained network of 50 units.
private struct Best: Codable {
  let model: String
  let error: Double
  /// Its outputs inside the interval and as far as 15.
  let inside, beyond: [Float]
  /// Its output at 15.
  let end: Double

  init(_ network: TrainedCurve, _ error: Double) {
    func outputs(_ x: Tensor<Double>) -> [Float] { network(x).scalars.map { Float($0) } }
    (model, self.error) = ("\(network.model)", error)
    (inside, beyond) = (outputs(Self.insideX), outputs(Self.beyondX))
    end = network(Tensor([[15.0]])).scalar
  }

  static let insideX = Tensor<Double>.linearlySpaced(Curve.book.domain, count: 1201)
    .reshaped([1, 1201])
  static let beyondX = Tensor<Double>.linearlySpaced(0...15, count: 301).reshaped([1, 301])
}

extension UniversalApproximation {
  /// Trains many widths from many seeds; draws the errors and two networks of 50 units.
  func training(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let curve = Curve.book
    let steps = options.epochs(full: 3000, quick: 300)
    let widths = options.sized(full: [2, 4, 8, 16, 32, 50], quick: [4, 50])
    let seeds = options.sized(full: 5, quick: 2)
    record.number("trained.steps", steps)
    record.number("trained.seeds", seeds)
    var table = Table(
      .number("hidden units", "%d"), .number("by hand", "%.3g"), .text("ordinary start"),
      .text("spread start"))
    let found = try record.result("trained") {
      var errors: [Start: [[Double]]] = [:]
      var fifty: [(network: TrainedCurve, error: Double)] = []
      let progress = ProgressLine(
        "training", of: widths.count * seeds * Start.allCases.count + seeds)
      for start in Start.allCases {
        for n in widths {
          var found: [Double] = []
          for _ in 0..<seeds {
            let network = TrainedCurve(
              curve, units: n, start: start, steps: steps, using: &generator)
            found.append(curve.error(of: network.callAsFunction, units: n))
            if n == 50, start == .spread { fifty.append((network, found[found.count - 1])) }
            progress.advance()
          }
          errors[start, default: []].append(found.sorted())
        }
      }
      let raw = (0..<seeds).map { _ in
        let network = TrainedCurve(
          curve, units: 50, start: .ordinary, scaled: false, steps: steps, using: &generator)
        progress.advance()
        return curve.error(of: network.callAsFunction, units: 50)
      }.sorted()
      progress.end()
      guard let best = fifty.min(by: { $0.error < $1.error }) else {
        throw LessonError("no network of 50 units was trained.")
      }
      return Trainings(
        byHand: widths.map { n in
          curve.error(of: Staircase(curve, units: n).callAsFunction, units: n)
        },
        ordinary: errors[.ordinary] ?? [], spread: errors[.spread] ?? [], raw: raw,
        best: Best(best.network, best.error))
    }
    let (byHand, raw, best) = (found.byHand, found.raw, found.best)
    func spread(_ found: [Double]) -> String {
      "\(median(found), "%.2f") (\(found[0], "%.2f") to \(found[seeds - 1], "%.2f"))"
    }
    for (row, n) in widths.enumerated() {
      let cells = Start.allCases.map { spread(found.errors($0)[row]) }
      table.add(n, byHand[row], cells[0], cells[1])
    }
    record.table("trained", table)
    print("Largest error, median of \(seeds) seeds (least to greatest)\n\(table)\n")
    let at50 = widths.firstIndex(of: 50) ?? 0
    for start in Start.allCases {
      let key = start == .spread ? "spread" : "ordinary"
      record.number("trained.\(key).median", median(found.errors(start)[at50]))
    }
    record.number("trained.raw.median", median(raw))
    record.number("trained.raw.least", raw[0])
    record.number("trained.raw.greatest", raw[seeds - 1])
    print("Without scaling, 50 units: \(spread(raw))\n")
    record.output("model", best.model)
    record.number("trained.best", best.error)
    try drawPair(best, into: &record)
    try drawWidths(widths, found, into: &record)
  }

  /// Two networks of 50 units, one built and one trained, and their errors.
  private func drawPair(_ trained: Best, into record: inout RunRecord) throws {
    let curve = Curve.book
    let built = Staircase(curve, units: 50)
    let x = Best.insideX
    let f = x.map(curve.f)
    let outputs = [built(x), Tensor([trained.inside.map(Double.init)])]
    let (names, colors) = (["Built by hand", "Trained"], [Color.blue, .vermilion])
    let figure = Figure(columns: 2, size: Size(width: 680, height: 430)) {
      for k in 0..<2 {
        Axes("\(names[k]): 50 sigmoids, 151 numbers", x: "x", y: Axis(curve.formula), naming: .none)
        {
          Line(x: x.scalars, y: f.scalars, color: .gray.opacity(0.45), width: 6)
          Line(x: x.scalars, y: outputs[k].scalars, color: colors[k])
        }
      }
      for k in 0..<2 {
        Axes(x: "x", y: .linear("network − function", -2.2...2.2), naming: .none) {
          Reference.horizontal(0)
          Line(x: x.scalars, y: (outputs[k] - f).scalars, color: colors[k], width: 1)
        }
      }
    }
    let most = curve.error(of: built.callAsFunction, units: 50)
    try record.draw(
      "approximation.svg", figure,
      alt: """
        The function x² + x − √x on 0 to 10 under two networks of 50 sigmoids, and below them \
        their errors: the one built by hand is a staircase that is up to \(most, "%.1f") off and \
        worst where the function is steep, the trained one a smooth curve up to \
        \(trained.error, "%.2f") off.
        """)
  }

  private func drawWidths(
    _ widths: [Int], _ trainings: Trainings, into record: inout RunRecord
  ) throws {
    let curve = Curve.book
    let (n, byHand, outside) = (widths.map(Double.init), trainings.byHand, trainings.best.end)
    let x = Best.beyondX
    record.number("outside.function", curve.f(15), agreement: .quick())
    record.number("outside.network", outside)
    let figure = Figure(size: Size(width: 720, height: 320)) {
      Axes("Inside the interval", x: .log("hidden units"), y: .log("largest error")) {
        Line(x: n, y: byHand, label: "by hand", color: .blue)
        for (start, color) in zip(Start.allCases, [Color.orange, .vermilion]) {
          let found = trainings.errors(start)
          Band(x: n, low: found.map { $0[0] }, high: found.map { $0[$0.count - 1] }, color: color)
          Line(x: n, y: found.map(median), label: start.rawValue, color: color)
        }
      }
      Axes("Outside", x: "x", y: Axis(curve.formula)) {
        Line(over: 0...15, label: "function", color: .gray, width: 3, curve.f)
        Line(
          x: x.scalars, y: Staircase(curve, units: 50)(x).scalars, label: "by hand", color: .blue)
        Line(
          x: x.scalars, y: trainings.best.beyond.map(Double.init), label: "trained",
          color: .vermilion)
        Reference.vertical(10)
      }
    }
    let last = widths.count - 1
    try record.draw(
      "widths.svg", figure,
      alt: """
        Left, the largest error over the number of hidden units, from \(widths[0]) to \
        \(widths[last]): by hand it falls to \(byHand[last], "%.2g"); trained from the ordinary \
        start to a median of \(median(trainings.ordinary[last]), "%.2g"), from the spread \
        start to \(median(trainings.spread[last]), "%.2g"). Right, the function goes on \
        rising beyond 10, to \(curve.f(15), "%.0f") at 15; the two networks stay behind, the \
        trained one at \(outside, "%.0f").
        """)
  }
}
