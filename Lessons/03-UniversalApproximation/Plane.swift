// A function of two variables, sin(r)/r of the distance r from the origin: what one sigmoid can be
// (a cliff), and what ten and a hundred make of it.

import Gradus
import LessonKit
import Plot

/// A network trained on the plane.
private struct Sheet: Codable {
  /// The largest error.
  let error: Double
  /// The outputs at all points.
  let outputs: [Float]
}

extension UniversalApproximation {
  /// Trains two networks on the plane and draws all as surfaces.
  func plane(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let steps = options.epochs(full: 2000, quick: 200)
    let reach = 8.0
    @Sendable func hat(_ x: Double, _ y: Double) -> Double {
      let r = Double.sqrt(x * x + y * y)
      return r == 0 ? 1 : .sin(r) / r
    }
    let side = Tensor<Double>.linearlySpaced(-1...1, count: 33).scalars
    let x = Tensor([side.flatMap { _ in side }, side.flatMap { y in side.map { _ in y } }])
    let t = Tensor([
      zip(x.sliced(0..<1).scalars, x.sliced(1..<2).scalars).map {
        hat(reach * $0, reach * $1)
      }
    ])
    let samples = Samples(x: Tensor(x), t: Tensor(t))
    let sheets = try record.result("plane") {
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
        return Sheet(error: abs(Tensor<Double>(y) - t).max().scalar, outputs: y.scalars)
      }
      progress.end()
      return sheets
    }
    let errors = sheets.map(\.error)
    record.number("plane.ten", errors[0])
    record.number("plane.hundred", errors[1])
    record.recipe(
      "plane",
      Recipe(
        loss: "mean squared error", data: "33 × 33 points of the square",
        initializer: "the spread start", rule: "Adam, η = 0.03 falling along a cosine",
        batch: "all points", steps: "\(steps, "%'d")", seeds: "one"))
    print(
      "sin(r)/r: largest error \(errors[0], "%.2f") with 10 units, \(errors[1], "%.3f") with 100\n")

    func surface(_ heights: [Double], _ z: ClosedRange<Double>) -> Surface {
      Surface(
        heights, columns: side.count, x: -reach...reach, y: -reach...reach, z: z, xLabel: "x_1",
        yLabel: "x_2")
    }
    let cliff = sigmoid(matmul([[6, 4]], x) + 1)
    let outputs = sheets.map { $0.outputs.map(Double.init) }
    let range = -0.4...1.0
    let figure = Figure(columns: 2, size: Size(width: 680, height: 600)) {
      Axes("One sigmoid is a cliff", x: .hidden, y: .hidden) { surface(cliff.scalars, 0...1) }
      Axes("Ten", x: .hidden, y: .hidden) { surface(outputs[0], range) }
      Axes("A hundred", x: .hidden, y: .hidden) { surface(outputs[1], range) }
      Axes("The function, sin(r)/r", x: .hidden, y: .hidden) { surface(t.scalars, range) }
    }
    try record.draw(
      "plane.png", figure,
      alt: """
        Four surfaces over a square: one sigmoid, a straight cliff; ten, which rise in the middle \
        and are up to \(errors[0], "%.2f") off; a hundred, a hill with a ring around it, up to \
        \(errors[1], "%.2f") off; and the function itself, a hill with rings.
        """)
  }
}
