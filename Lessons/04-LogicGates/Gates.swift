// Six gates by the smallest of our networks that can learn them.

import Gradus
import LessonKit

extension LogicGates {
  /// Trains NOT, AND, OR, NAND, XOR and XNOR; records their outputs.
  func gates(into record: inout RunRecord) throws {
    var table = Table(
      .text("gate"), .text("network"), .number("parameters", "%d"), .number("steps", "%d"),
      .number("00", "%.3f"), .number("01", "%.3f"), .number("10", "%.3f"), .number("11", "%.3f"))
    let not = Gate.all[12]
    for gate in [not, .and, .or, .nand, .xor, .xnor] {
      let isHard = gate.name.hasPrefix("X")
      let X = gate.name == not.name ? corners.sliced(0..<1) : corners
      var found: (steps: Int, model: Sequential<Double>)?
      for start in 0..<50 where found == nil {
        var generator = generator(start: start)
        let model = isHard ? network(hidden: 2, using: &generator) : unit(inputs: X.shape[0])
        let optimizer = SGD(model.parameters, learningRate: 1)
        guard let steps = train(model, on: X, gate.t, with: optimizer, limit: 1000) else {
          continue
        }
        train(model, on: X, gate.t, with: optimizer, margin: 0, limit: 999 - steps)
        found = (steps, model)
      }
      guard let (steps, model) = found else {
        throw LessonError("none of fifty networks has learnt \(gate.name).")
      }
      let y = output(of: model, X)
      table.add(
        gate.plainName, isHard ? "2-2-1" : "\(X.shape[0])-1", model.parameterCount, steps, y[0, 0],
        y[0, 1], y[0, 2], y[0, 3])
    }
    record.table("gates", table)
    print("Six gates after 1000 steps\n\(table)\n")
  }
}
