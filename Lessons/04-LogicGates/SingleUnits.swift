// One unit, y = σ(w·x + b), on all sixteen functions of two bits. The loss is convex, so that
// descent from zero finds what there is to find.

import Gradus
import LessonKit
import Plot

extension LogicGates {
  /// Trains a unit on every function of two bits; draws what it has learnt.
  func singleUnits(into record: inout RunRecord) throws {
    let steps = 1000
    let units = try record.result("units") {
      Gate.all.map { gate in
        let model = unit()
        // No margin: the unit trains to the end.
        train(
          model, gate.t, with: SGD(model.parameters, learningRate: 1), margin: 0, limit: steps)
        return Weights(of: model)
      }
    }.map(\.model)
    let learnt = zip(Gate.all, units).map { gate, unit in
      abs(output(of: unit, corners) - gate.t).max().scalar < margin
    }
    let missed = zip(Gate.all, learnt).filter { !$1 }.map(\.0.name)
    print("One unit learns all functions of two bits but \(missed.joined(separator: " and ")).\n")
    record.recipe(
      "units",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs", initializer: "zeros",
        rule: "gradient descent, η = 1", batch: "all four", steps: "\(steps, "%'d")"))
    record.number("units.learnt", learnt.count { $0 })
    record.number("units.loss", loss(of: units[6], .xor), agreement: .quick())
    record.claim(
      "units.missed", "one unit learns all functions of two bits but XOR and XNOR",
      missed == ["XOR", "XNOR"])
    let maps = zip(Gate.all, units).map { gate, unit in
      DecisionMap { output(of: unit, $0) }
        .axes(gate.name, corners: gate.outputs, levels: [0.5], labels: false)
    }
    try record.draw(
      "sixteen.svg",
      Figure(columns: 4, size: Size(width: 500, height: 580), axes: maps.labelledOutside(4)))
  }
}

extension [Axes] {
  /// The same plots in rows of so many, axes named only at the left and below.
  func labelledOutside(_ columns: Int) -> [Axes] {
    enumerated().map { index, axes in
      var axes = axes
      if index % columns > 0 { axes.y.label = "" }
      if index < count - columns { axes.x.label = "" }
      return axes
    }
  }
}
