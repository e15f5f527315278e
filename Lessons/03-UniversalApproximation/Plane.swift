// A function of two variables, sin(r)/r of the distance r from the origin: what one sigmoid can be
// (a cliff), what ten and a hundred make of it, and how far they are off where.

import Gradus
import LessonKit
import Plot
import TensorPlots

/// A network trained on the plane: its largest error and its outputs at all points.
private struct Sheet: Codable {
  let error: Double
  let outputs: [Float]
}

extension UniversalApproximation {
  /// Trains two networks on the plane and draws maps of all and of their errors.
  func trainPlane(into record: inout RunRecord) throws {
    let steps = options.epochs(full: 2000, quick: 200)
    let reach = 8.0
    let side = Tensor<Double>.linearlySpaced(-1...1, count: 33).scalars
    let x = Tensor([side.flatMap { _ in side }, side.flatMap { y in side.map { _ in y } }])
    let t = (reach * sqrt((x * x).summed(along: 0))).map { r in r == 0 ? 1 : .sin(r) / r }
    let samples = Samples(x: Tensor(x), t: Tensor(t.reshaped([1, -1])))
    let sheets = try record.result("plane") {
      var generator = RandomGenerator(seed: options.seed)
      let progress = ProgressLine("plane", of: 2)
      let sheets = [10, 100].map { n in
        let model = Sequential<Float> {
          Start.spread.layer(2, n, using: &generator)
          Sigmoid()
          Linear(n, 1, using: &generator)
        }
        fit(model, samples, rate: 0.03, steps: steps)
        progress.advance()
        let y = model(samples.x, .evaluation).value
        return Sheet(error: Double(abs(y - samples.t).max().scalar), outputs: y.scalars)
      }
      progress.end()
      return sheets
    }
    let errors = sheets.map(\.error)
    record.numbers(["plane.ten": errors[0], "plane.hundred": errors[1]])
    record.recipe(
      "plane",
      Recipe(
        loss: "mean squared error", data: "33 × 33 points of the square",
        initializer: "the spread start", rule: "Adam, η = 0.03 falling along a cosine",
        batch: "all points", steps: "\(steps, "%'d")", seeds: "one"))
    print(
      "sin(r)/r: largest error \(errors[0], "%.2f") with 10 units, \(errors[1], "%.3f") with 100\n")

    let plane = (columns: side.count, reach: reach)
    let cliff = sigmoid(matmul([[6, 4]], x) + 1).scalars
    let tenths = (-2...9).map { Double($0) / 10 }
    let outputs = sheets.map(\.outputs.coordinates)
    func difference(_ k: Int) -> [Double] { zip(outputs[k], t.scalars).map { $0 - $1 } }
    try record.draw(
      "plane.svg",
      Figure(columns: 2, sharing: .both, size: Size(width: 480, height: 700)) {
        Relief(cliff, plane).heights("One sigmoid is a cliff", levels: Array(tenths.dropFirst(3)))
        Relief(t.scalars, plane).heights("The function, sin(r)/r", levels: tenths)
        Relief(outputs[0], plane).heights("Ten", levels: tenths)
        Relief(difference(0), plane).errors("Ten", levels: [0.1, 0.2, 0.3])
        Relief(outputs[1], plane).heights("A hundred", levels: tenths)
        Relief(difference(1), plane).errors("A hundred", levels: [0.02, 0.04, 0.06])
      })
  }
}

/// Numbers at the points of a square, to be drawn as a map.
private struct Relief {
  let values: [Double]
  let columns: Int
  let reach: Double

  init(_ values: [Double], _ plane: (columns: Int, reach: Double)) {
    (self.values, columns, reach) = (values, plane.columns, plane.reach)
  }

  private func contours(_ levels: [Double], _ colormap: Colormap?, _ stroke: Stroke) -> Contours {
    Contours(
      values, columns: columns, x: -reach...reach, y: -reach...reach, levels: levels,
      colormap: colormap, stroke: stroke)
  }

  private func axes(_ title: String, _ marks: [any Mark]) -> Axes {
    let ticks = Axis.Ticks.at([-8, -4, 0, 4, 8])
    return Axes(
      title, x: .linear("x_1", ticks: ticks), y: .linear("x_2", ticks: ticks), naming: .none,
      equalAspect: true, marks: marks)
  }

  /// A map of heights, the lines of 0 and of one half labelled.
  func heights(_ title: String, levels: [Double]) -> Axes {
    let line = Stroke(.white.opacity(0.5), width: 0.4)
    return axes(
      title,
      [
        contours(levels, .viridis, line),
        ContourLabels(of: contours([0, 0.5].filter(levels.contains), nil, line)),
      ])
  }

  /// A map of errors: the lines of those below zero dashed, and a ring where the largest is.
  func errors(_ title: String, levels: [Double]) -> Axes {
    let (below, above) = (levels.reversed().map { -$0 }, levels)
    let worst = values.indices.max { abs(values[$0]) < abs(values[$1]) } ?? 0
    func place(_ index: Int) -> Double {
      -reach + 2 * reach * Double(index) / Double(columns - 1)
    }
    let (x, y) = (place(worst % columns), place(worst / columns))
    return axes(
      "\(title): up to \(abs(values[worst]), "%.2f") off",
      [
        contours(below + above, .diverging, Stroke(.ink, width: 0)),
        contours(below, nil, Stroke(.ink, width: 0.7, dash: .dashed)),
        contours(above, nil, Stroke(.ink, width: 0.7)),
        Scatter(x: [x], y: [y], color: .ink, radius: 3.4),
        Scatter(x: [x], y: [y], color: .white, radius: 1.8),
      ])
  }
}
