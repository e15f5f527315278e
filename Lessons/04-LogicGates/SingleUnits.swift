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
      let gates = Gate.all.map { gate in
        let model = unit()
        // No margin: the unit trains to the end.
        train(
          model, gate.t, with: SGD(model.parameters, learningRate: 1), margin: 0, limit: steps)
        return Weights(of: model)
      }
      // A unit on XOR, from a start that is not zero. It is kept with the others, for what is left
      // of its weights is rounding.
      var generator = generator(start: 0)
      let model = Sequential<Double> { Linear(2, 1, using: &generator) }
      train(model, Gate.xor.t, with: SGD(model.parameters, learningRate: 1), limit: steps)
      return gates + [Weights(of: model)]
    }.map(\.model)
    var (learnt, missed): ([Gate], [Gate]) = ([], [])
    var plots: [Axes] = []
    for (gate, model) in zip(Gate.all, units) {
      let y = output(of: model, corners)
      if abs(y - gate.t).max().scalar < margin { learnt.append(gate) } else { missed.append(gate) }
      let map = DecisionMap { output(of: model, $0) }
      plots.append(map.axes(gate.name, corners: gate.outputs, levels: [0.5], labels: false))
    }
    record.number("units.steps", steps)
    record.number("units.learnt", learnt.count)
    record.recipe(
      "units",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs", initializer: "zeros",
        rule: "gradient descent, η = 1", batch: "all four", steps: "\(steps, "%'d")"))
    record.claim(
      "units.missed", "one unit learns all functions of two bits but XOR and XNOR",
      missed.map(\.name) == ["XOR", "XNOR"])
    let names = missed.map(\.name).joined(separator: " and ")
    print("One unit learns \(learnt.count) of the 16 functions of two bits, but not \(names).\n")
    for index in plots.indices {
      if index % 4 > 0 { plots[index].y.label = "" }
      if index < 12 { plots[index].x.label = "" }
    }
    try record.draw(
      "sixteen.svg",
      Figure(columns: 4, size: Size(width: 680, height: 720), axes: plots),
      alt: """
        Sixteen maps of the unit square, one a function of two bits. In \(learnt.count) of them \
        the four corners have the colours they should have, with a straight border between, where \
        there is one. The maps of \(names) have one colour all over, that of one half.
        """)

    let other = units[Gate.all.count]
    let distance = abs(output(of: other, corners) - 0.5).max().scalar
    record.volatile("units.half", distance)
    record.number("units.loss", loss(of: other, .xor), agreement: .quick())
  }
}
