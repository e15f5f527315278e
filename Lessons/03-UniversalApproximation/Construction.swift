// The staircase drawn and measured: bumps and their sum, the error against its bound at every width
// and at every steepness, and what an infinite slope does to the rate.

import Gradus
import LessonKit
import Plot

/// What staircases are off, and what they may be at most, by width or steepness.
private struct Errors: Codable {
  let error, bound: [Double]

  init(_ curve: Curve, _ stairs: [Staircase]) {
    error = stairs.map { curve.error(of: $0.callAsFunction, units: $0.edges.count) }
    bound = stairs.map { $0.bound(for: curve) }
  }

  /// The bound divided by the error.
  var margins: [Double] { zip(bound, error).map { $0 / $1 } }
}

/// The errors of all constructions: over the widths, those of the chapter's curve and of the root in
/// equal cells and in cells of equal rise; over the steepness, those of 50 units.
private struct Constructions: Codable {
  let book, equal, fitted, blurred: Errors
}

extension UniversalApproximation {
  /// Two sigmoids that make a bump, and bumps that make a curve.
  func drawBumps(into record: inout RunRecord) throws {
    let curve = Curve.book
    let stairs = Staircase(curve, units: 9)
    func sigma(_ edge: Double) -> @Sendable (Double) -> Double {
      { x in 1 / (1 + .exp(-10 * (x - edge))) }
    }
    let figure = Figure(columns: 1, size: Size(width: 440, height: 480)) {
      Axes("Two sigmoids make a bump", x: "x", naming: .none) {
        Line(over: 0...5, color: .sky, sigma(1.5))
        Line(over: 0...5, color: .orange, sigma(3.5))
        Line(over: 0...5, color: .blue, width: 2.4) { sigma(1.5)($0) - sigma(3.5)($0) }
        Annotation("σ(s(x − e_1))", x: 4.5, y: 1, up: -10, color: .sky)
        Annotation("σ(s(x − e_2))", x: 3.5, y: 0.5, right: 40, color: .orange)
        Annotation("their difference", x: 2.5, y: 1, up: -14, color: .blue)
      }
      Axes("Ten bumps make a curve", x: "x", y: Axis(curve.formula), naming: .none) {
        Line(over: curve.domain, color: .gray, width: 3.5, curve.f)
        for k in 0...9 {
          Line(over: curve.domain, samples: 401, color: k % 2 == 0 ? .sky : .orange, width: 1) {
            stairs.levels[k] * stairs.bump(k, at: $0)
          }
        }
        Line(over: curve.domain, samples: 401, color: .blue, of: stairs.callAsFunction)
      }
    }
    try record.draw("bumps.svg", figure)
  }

  /// Holds the errors of staircases to the bound.
  func measureConstruction(into record: inout RunRecord) throws {
    let widths = options.sized(
      full: [2, 4, 8, 16, 32, 50, 64, 128, 256, 512], quick: [2, 4, 8, 16, 32, 50])
    let sharpnesses = (0...40).map { Double.pow(10, -0.25 + 2.25 * Double($0) / 40) }
    let (curve, root) = (Curve.book, Curve.root)
    let found = try record.result("construction") {
      Constructions(
        book: Errors(curve, widths.map { Staircase(curve, units: $0) }),
        equal: Errors(root, widths.map { Staircase(root, units: $0) }),
        fitted: Errors(root, widths.map { Staircase(rootWithUnits: $0) }),
        blurred: Errors(curve, sharpnesses.map { Staircase(curve, units: 50, sharpness: $0) }))
    }
    let (book, equal, fitted, blurred) = (found.book, found.equal, found.fitted, found.blurred)
    record.show(
      "construction", "A staircase for x² + x − √x on 0...10",
      columns: [
        .number("hidden units", "%d"), .number("parameters", "%d"), .number("error", "%.3g"),
        .number("bound", "%.3g"),
      ],
      rows: widths.indices.map { [widths[$0], 3 * widths[$0] + 1, book.error[$0], book.bound[$0]] })
    let least = [book, equal, fitted, blurred].flatMap(\.margins).min() ?? 0
    let (fifty, last) = (widths.firstIndex(of: 50) ?? 0, widths.count - 1)
    record.numbers(["construction.least": least, "root.equal.last": equal.error[last]])
    record.numbers(
      [
        "construction.error": book.error[fifty], "construction.bound": book.bound[fifty],
        "root.equal": equal.error[fifty], "root.fitted": fitted.error[fifty],
      ], agreement: .quick())
    record.claim("construction.bound", "no error of a construction exceeds its bound", least >= 1)

    let n = widths.map(Double.init)
    let figure = Figure(columns: 1, size: Size(width: 420, height: 620)) {
      Axes(curve.formula, x: .log("hidden units"), y: .log("largest error")) {
        Line(x: n, y: book.bound, label: "bound", color: .gray, dash: .dashed)
        Line(x: n, y: book.error, label: "error", color: .blue)
      }
      Axes("… with 50 units", x: .log("steepness · width of a cell"), y: .log("largest error")) {
        Line(x: sharpnesses, y: blurred.bound, label: "bound", color: .gray, dash: .dashed)
        Line(x: sharpnesses, y: blurred.error, label: "error", color: .blue)
      }
      Axes("√x", x: .log("hidden units"), y: .log("largest error")) {
        Line(x: n, y: equal.bound, color: .vermilion, width: 1, dash: .dashed)
        Line(x: n, y: fitted.bound, color: .green, width: 1, dash: .dashed)
        Line(x: n, y: equal.error, label: "equal cells", color: .vermilion)
        Line(x: n, y: fitted.error, label: "equal rises", color: .green)
      }
    }
    try record.draw("bound.svg", figure)
  }
}
