// Training against evaluation mode: how the running statistics follow a network that trains.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension BatchNormalisation {
  /// Follows the held-out accuracy over the first steps, with the held-out points' own statistics
  /// and with the running ones at two momenta.
  func modes(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 300, quick: 100)
    // By seed and step: by their own statistics, by running ones at momentum 0.1 and 0.01.
    let found = try record.result("modes", within: 0.02) {
      let usual = seeds.map { seed in follow(task, momentum: 0.1, seed: seed, steps: steps) }
      let slow = seeds.map { seed in follow(task, momentum: 0.01, seed: seed, steps: steps) }
      return [usual.map(\.own), usual.map(\.running), slow.map(\.running)]
    }
    func after(_ step: Int, _ place: Int) -> [Double] { found[place].map { $0[step - 1] } }
    record.claim(
      "modes.behind",
      "after twenty steps running statistics tell nothing apart, after a hundred the faster ones do",
      after(20, 0).allSatisfy { $0 > 0.7 } && (after(20, 1) + after(20, 2)).allSatisfy { $0 < 0.65 }
        && after(100, 1).allSatisfy { $0 > 0.9 } && after(100, 2).allSatisfy { $0 < 0.65 })
    record.recipe("modes", recipe(rule: "gradient descent, η = 0.03", steps: "\(steps)"))
    record.numbers([
      "modes.own.20": after(20, 0).median, "modes.usual.20": after(20, 1).median,
      "modes.usual.100": after(100, 1).median, "modes.slow.100": after(100, 2).median,
    ])
    let lines: [(String, Color)] = [
      ("their own statistics", .gray), ("running, momentum 0.1", .blue),
      ("running, momentum 0.01", .vermilion),
    ]
    let figure = Figure {
      Axes(x: "step", y: .linear("held-out accuracy", 0.3...1)) {
        for (seeds, (name, color)) in zip(found, lines) {
          Spread(curves: seeds, startingAt: 1, label: name, color: color)
        }
      }
    }
    try record.draw("modes.svg", figure)
  }

  /// Trains, and after every step looks at the held-out accuracy by the points' own statistics and
  /// by the running ones.
  private func follow(
    _ task: Spirals, momentum: Double, seed: UInt64, steps: Int
  ) -> (own: [Double], running: [Double]) {
    var training = Training(.normalised, on: task, rate: 0.03, momentum: momentum, seed: seed)
    var (own, running): ([Double], [Double]) = ([], [])
    for _ in 0..<steps {
      training.step()
      own.append(training.heldOutAccuracy(.training))
      running.append(training.heldOutAccuracy())
    }
    return (own, running)
  }
}
