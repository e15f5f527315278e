// Six gates by the smallest of our networks that can learn them.

import Gradus
import LessonKit

/// A trained network.
private struct Learnt: Codable {
  let weights: Weights
  /// The steps until every output was within the margin.
  let steps: Int
}

extension LogicGates {
  /// Trains NOT, AND, OR, NAND, XOR and XNOR; records their outputs.
  func gates(into record: inout RunRecord) throws {
    let gates = [Gate.not, .and, .or, .nand, .xor, .xnor]
    let networks = try record.result("gates") { try gates.map(learnt) }
    record.recipe(
      "gates",
      Recipe(
        loss: "cross-entropy on the logit", data: "the inputs of each",
        initializer: "zeros of a unit, PyTorch's of a network", rule: "gradient descent, η = 1",
        batch: "all", steps: "1,000", seeds: "the first that leads there"))
    record.show(
      "gates", "Six gates after 1000 steps",
      columns: [
        .text("gate"), .text("network"), .number("parameters", "%d"), .number("steps", "%d"),
      ] + ["00", "01", "10", "11"].map { .number($0, "%.3f") },
      rows: zip(gates, networks).map { gate, network in
        let (model, X) = (network.weights.model, inputs(of: gate))
        let y = output(of: model, X)
        return [
          gate.plainName, isHard(gate) ? "2-2-1" : "\(X.shape[0])-1", model.parameterCount,
          network.steps, y[0, 0], y[0, 1], y[0, 2], y[0, 3],
        ]
      })
  }

  /// A network that has learnt a gate, from the first start that leads there.
  private func learnt(_ gate: Gate) throws -> Learnt {
    let X = inputs(of: gate)
    for start in 0..<50 {
      var generator = generator(start: start)
      let model = isHard(gate) ? network(hidden: 2, using: &generator) : unit(inputs: X.shape[0])
      let optimizer = SGD(model.parameters, learningRate: 1)
      guard let steps = train(model, on: X, gate.t, with: optimizer, limit: 1000) else {
        continue
      }
      train(model, on: X, gate.t, with: optimizer, margin: 0, limit: 999 - steps)
      return Learnt(weights: Weights(of: model), steps: steps)
    }
    throw LessonError("none of fifty networks has learnt \(gate.name).")
  }

  /// Whether a gate takes a hidden layer.
  private func isHard(_ gate: Gate) -> Bool { gate.name.hasPrefix("X") }

  /// What a network sees of the corners: for NOT one input.
  private func inputs(of gate: Gate) -> Tensor<Double> {
    gate.name == Gate.not.name ? corners.sliced(0..<1) : corners
  }
}
