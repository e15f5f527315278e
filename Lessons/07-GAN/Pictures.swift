// What came of the training, in pictures: how the fakes from the same noise change from epoch to
// epoch, the way from one fake to another through the noise between, and losses, scores and quality.

import Datasets
import Gradus
import LessonKit
import Plot

extension GAN {
  /// Fakes as tiles in rows.
  private func tiles(_ fakes: some Sequence<Shades>, columns: Int) -> Tiles {
    Tiles(fakes.map(\.values), width: 28, columns: columns, range: -1...1)
  }

  /// Draws the evolution from fixed noise as an animation and as a strip.
  ///
  /// - Parameter frames: the fakes before the first epoch and after each.
  func drawEvolution(_ frames: [[Shades]], into record: inout RunRecord) throws {
    let last = frames.count - 1
    let animation = Animation(
      frames.indices.map { epoch in
        Figure(size: Size(width: 520, height: 286)) {
          Axes("after \(epoch) of \(last) epochs", x: .hidden, y: .hidden) {
            tiles(frames[epoch], columns: 10)
          }
        }
      }, interval: 0.5)
    try record.draw("evolution.png", animation)

    let shown = [0, 1, 2, 4, 8].filter { $0 < last } + [last]
    let strip = Figure(columns: 1, size: Size(width: 520, height: 59 * Double(shown.count))) {
      for epoch in shown {
        Axes(x: .hidden, y: .linear("epoch \(epoch)", ticks: .none)) {
          tiles(frames[epoch].prefix(12), columns: 12)
        }
      }
    }
    try record.draw("strip.png", strip)
  }

  /// Draws the way from one fake to another.
  func drawBetween(
    _ training: Training, into record: inout RunRecord, using random: inout RandomGenerator
  ) throws {
    let (rows, columns) = (6, 12)
    let fakes = try record.result("between", within: 0.02) {
      let ends = (0..<2).map { _ in Tensor<Float>.normal([100, rows], using: &random) }
      // ANCHOR: between
      let between = (0..<columns).map { k in
        let angle = Float.pi / 2 * Float(k) / Float(columns - 1)
        return Float.cos(angle) * ends[0] + Float.sin(angle) * ends[1]
      }
      // ANCHOR_END: between
      let path = between.map { training.fakes(of: $0).reshaped([-1, rows]).transposed() }
      return (0..<rows).flatMap { row in
        path.map { Shades($0.slice(at: row).scalars, in: -1...1) }
      }
    }
    let figure = Figure(size: Size(width: 520, height: 272)) {
      Axes(x: .hidden, y: .hidden) { tiles(fakes, columns: columns) }
    }
    try record.draw("between.png", figure)
  }

  /// Draws losses, scores and quality over the epochs, and the classes of the last fakes.
  func drawProgress(_ course: Course, into record: inout RunRecord) throws {
    let (epochs, floor) = (course.epochs, course.floor)
    func curve(_ k: Int, _ label: String, _ color: Color) -> Line {
      Line(y: course.means.map { $0[k] }, startingAt: 1, label: label, color: color)
    }
    let last = Double(epochs)
    let distances = course.qualities.map(\.distance)
    let ticks = Axis.Ticks.at(
      Array(stride(from: 0, through: last, by: max(1, (last / 4).rounded()))))
    let x = Axis.linear("epoch", 1...max(last, 2), ticks: ticks)
    let counts = course.qualities[epochs].counts
    let figure = Figure(columns: 2, size: Size(width: 520, height: 480)) {
      Axes("Losses", x: x, y: "mean over the epoch") {
        curve(0, "L_D", .blue)
        curve(1, "L_G", .vermilion)
      }
      Axes("Scores", x: x, y: .linear("mean of D", 0...1)) {
        curve(2, "real", .blue)
        curve(3, "fake", .vermilion)
        Reference(.horizontal(0.5))
      }
      Axes(
        "Distance of fakes from real images", x: .linear("epoch", 0...last, ticks: ticks),
        y: .log("δ^2")
      ) {
        Line(y: distances, startingAt: 0, label: "fakes", color: .vermilion)
        Reference(.horizontal(floor.distance), label: "training images")
      }
      Axes("Classes of the last fakes", x: "class", y: "fakes of \(counts.reduce(0, +))") {
        Bars(course.classNames, counts.map(Double.init), color: .vermilion)
      }
    }
    try record.draw("progress.svg", figure)
  }
}
