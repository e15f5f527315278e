// The race in pictures: paths on maps, an animation, and a strip of the animation for print.

import LessonKit
import Plot

extension Field {
  /// The map with everybody's path of at most `steps` steps, and a dot where each one is then.
  func axes(_ title: String, after steps: Int, named: Bool = false) -> Axes {
    let x = Axis.linear("x", landscape.x)
    let y = Axis.linear("y", landscape.y)
    return Axes(title, x: x, y: y, naming: named ? .legend : .none) {
      landscape.map
      for entry in entries {
        let points = entry.points(upTo: steps)
        let (across, up) = (points.map(\.x), points.map(\.y))
        Line(
          x: across, y: up, label: entry.contestant.name, color: entry.contestant.color, width: 1.2)
        Scatter(
          x: across.suffix(1), y: up.suffix(1), color: entry.contestant.color, radius: 3)
      }
    }
  }

  /// The loss of every contestant after so many steps, or at its arrival.
  func losses(after steps: Int) -> [Double] {
    entries.map { landscape.height(at: $0.points(upTo: steps).last ?? landscape.start) }
  }
}

extension Optimizers {
  /// Draws the paths over five maps, and the distances on the last of them.
  func drawPaths(
    _ fields: [Field], _ distances: [[Float]], steps: Int, into record: inout RunRecord
  ) throws {
    var axes = fields.prefix(5).map { $0.axes($0.landscape.name, after: steps) }
    axes.append(
      Axes("on the turned valley", x: "step", y: .log("distance", 1e-8...2)) {
        for (contestant, far) in zip(Contestant.all, distances) {
          Line(
            y: far.map(Double.init), label: contestant.name, color: contestant.color, width: 1.2)
        }
      })
    let rosenbrock = fields[0].entries.map {
      "\($0.contestant.name) \($0.trail.arrival.map { "after \($0) steps" } ?? "not")"
    }
    try record.draw(
      "paths.svg", Figure(columns: 3, size: Size(width: 760, height: 500), axes: axes),
      alt: """
        The paths of seven optimizers over maps of five landscapes. On Rosenbrock's bent valley \
        they arrive: \(rosenbrock.joined(separator: ", ")). The last panel shows their distances from \
        the turned valley's minimum over 400 steps.
        """)
  }

  /// Draws the race down one valley as an animation, and four moments of it side by side.
  func animate(_ field: Field, into record: inout RunRecord) throws {
    let last = 2000.0
    let frames = options.sized(full: 72, quick: 12)
    // Ever more steps a frame, as the runners become slower.
    let moments = (0...frames).map { Int(Double.pow(last, Double($0) / Double(frames))) }
    let figures = ([0] + Set(moments).sorted()).map { step in
      Figure(size: Size(width: 500, height: 340)) {
        field.axes("after \(step) step\(step == 1 ? "" : "s")", after: step, named: true)
      }
    }
    let losses = [3, 30, 300].map { field.losses(after: $0) }
    record.number("race.first", losses[0][1])
    record.claim(
      "race.thrown",
      "after three steps momentum's loss is the largest of all, and above the start's",
      losses[0][1] == losses[0].max()
        && losses[0][1] > field.landscape.height(at: field.landscape.start))
    let alt = """
      Seven dots run from (−1.2, 1) over the map of Rosenbrock's function, down into the bent valley \
      and then along it towards (1, 1), some in wide swings across it, some hardly moving.
      """
    try record.draw("race.png", Animation(figures, interval: 0.12), alt: alt)
    let strip = [3, 30, 300, 2000].map { field.axes("after \($0) steps", after: $0) }
    let late = field.entries.filter { $0.trail.arrival.map { $0 > 2000 } ?? true }
    let ranges = losses.map { "\($0.min() ?? 0, "%.2g") to \($0.max() ?? 0, "%.2g")" }
    try record.draw(
      "strip.svg",
      Figure(columns: 4, sharing: .y, size: Size(width: 760, height: 200), axes: strip),
      alt: """
        Four moments of the race over Rosenbrock's function. The losses, from 24.2 at the start, \
        are \(ranges[0]) after 3 steps, \(ranges[1]) after 30 and \(ranges[2]) after 300; after 2000 \
        steps \(late.map(\.contestant.name).joined(separator: ", ")) are still under way.
        """)
  }
}
