// XOR before, during and after training, with two hidden units and with four.

import Gradus
import LessonKit
import Plot

/// A network before training, in its middle and after it.
private struct Stages: Codable {
  /// The step in the middle.
  let during: Int
  let weights: [Weights]
}

extension LogicGates {
  /// The rate of gradient descent in this part, and how long it goes on.
  private var rate: Double { 1 }
  private var steps: Int { 1000 }

  /// A network of this width before training, from the first start that leads to XOR, and trained.
  private func learnt(hidden: Int) throws -> Stages {
    for start in 0..<50 {
      func trained(_ steps: Int) -> Sequential<Double> {
        var generator = generator(start: start)
        let model = network(hidden: hidden, using: &generator)
        let optimizer = SGD(model.parameters, learningRate: rate)
        if steps > 0 {
          train(model, Gate.xor.t, with: optimizer, margin: 0, limit: steps - 1)
        }
        return model
      }
      let after = trained(steps)
      if abs(output(of: after, corners) - Gate.xor.t).max().scalar > margin { continue }
      // Halfway is where the loss has fallen to half of log 2, that of one half for every input.
      let half = Double.log(2) / 2
      let during = (0...steps).first { loss(of: trained($0), .xor) < half } ?? steps
      return Stages(
        during: during, weights: [trained(0), trained(during), after].map(Weights.init))
    }
    throw LessonError("none of fifty networks 2-\(hidden)-1 has learnt XOR.")
  }

  /// Draws the maps of two networks before, during and after training.
  func maps(into record: inout RunRecord) throws {
    var plots: [Axes] = []
    var described: [String] = []
    let widths = [2, 4]
    let networks = try record.result("maps") { try widths.map { try learnt(hidden: $0) } }
    for (hidden, stages) in zip(widths, networks) {
      let (during, models) = (stages.during, stages.weights.map(\.model))
      let titles = ["before", "after \(during) steps", "after \(steps) steps"]
      for (title, model) in zip(titles, models) {
        let map = DecisionMap { output(of: model, $0) }
        plots.append(
          map.axes(
            "2-\(hidden)-1, \(title)", corners: Gate.xor.outputs,
            levels: [0.1, 0.3, 0.5, 0.7, 0.9]))
      }
      let losses = models.map { loss(of: $0, .xor) }
      let y = output(of: models[2], corners).scalars
      if hidden == 2 {
        record.number("maps.during", during)
        record.number("maps.after", losses[2])
      }
      described.append(
        """
        The network 2-\(hidden)-1 begins nearly flat, with a loss of \(losses[0], "%.2f"); after \
        \(during) steps the loss is \(losses[1], "%.2f"); after \(steps) it is \
        \(losses[2], "%.4f") and the corners have the values \(y[0], "%.3f"), \(y[1], "%.3f"), \
        \(y[2], "%.3f") and \(y[3], "%.3f").
        """)
      if hidden == 2 { try hiddenUnits(of: models[2], into: &record) }
    }
    record.number("maps.steps", steps)
    for index in plots.indices {
      if index % 3 > 0 { plots[index].y.label = "" }
      if index < 3 { plots[index].x.label = "" }
    }
    try record.draw(
      "maps.svg", Figure(columns: 3, size: Size(width: 720, height: 510), axes: plots),
      alt: described.joined(separator: " "))
  }
}
