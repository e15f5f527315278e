// A function of two variables, sin(r)/r of the distance r from the origin: what one sigmoid can be
// (a cliff), and what ten and a hundred make of it.

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
  /// Trains two networks on the plane and draws all as surfaces.
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

    func surface(_ title: String, _ heights: [Double], _ z: ClosedRange<Double>) -> Axes {
      Axes(title, x: .hidden, y: .hidden) {
        Surface(
          heights, columns: side.count, x: -reach...reach, y: -reach...reach, z: z, xLabel: "x_1",
          yLabel: "x_2")
      }
    }
    let cliff = sigmoid(matmul([[6, 4]], x) + 1)
    try record.draw(
      "plane.png",
      Figure(columns: 2, size: Size(width: 680, height: 600)) {
        surface("One sigmoid is a cliff", cliff.scalars, 0...1)
        surface("Ten", sheets[0].outputs.coordinates, -0.4...1)
        surface("A hundred", sheets[1].outputs.coordinates, -0.4...1)
        surface("The function, sin(r)/r", t.scalars, -0.4...1)
      })
  }
}
