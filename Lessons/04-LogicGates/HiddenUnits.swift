// XOR with a hidden layer: its maps before, during and after training, and what the hidden units of
// a trained network compute: two gates that one unit can learn, from which a third unit makes the one
// that it cannot.

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
  /// Draws the maps of two networks before, during and after training, and looks into the narrow one.
  func hiddenLayers(into record: inout RunRecord) throws {
    let (widths, steps) = ([2, 4], 1000)
    let networks = try record.result("maps") { try widths.map { try learnt(hidden: $0, steps) } }
    let maps = (0..<3).flatMap { stage in
      zip(widths, networks).map { hidden, stages in
        let title = ["before", "after \(stages.during) steps", "after \(steps) steps"][stage]
        return DecisionMap { output(of: stages.weights[stage].model, $0) }.axes(
          "2-\(hidden)-1, \(title)", corners: Gate.xor.outputs, levels: [0.1, 0.3, 0.5, 0.7, 0.9])
      }
    }
    record.recipe(
      "maps",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs", initializer: "PyTorch's",
        rule: "gradient descent, η = 1", batch: "all four", steps: "\(steps, "%'d")",
        seeds: "for each width the first that leads to XOR"))
    try record.draw(
      "maps.svg",
      Figure(columns: 2, size: Size(width: 440, height: 680), axes: maps.labelledOutside(2)))
    let (narrow, wide) = (networks[0], networks[1])
    record.numbers([
      "maps.during": Double(narrow.during), "maps.during.wide": Double(wide.during),
      "maps.before": loss(of: narrow.weights[0].model, .xor),
      "maps.after": loss(of: narrow.weights[2].model, .xor),
      "maps.after.wide": loss(of: wide.weights[2].model, .xor),
    ])
    try hiddenUnits(of: narrow.weights[2].model, into: &record)
    try countSolutions(into: &record)
  }

  /// A network of this width before training, from the first start that leads to XOR, and trained.
  private func learnt(hidden: Int, _ steps: Int) throws -> Stages {
    for start in 0..<50 {
      func trained(_ steps: Int) -> Sequential<Double> {
        var generator = generator(start: start)
        let model = network(hidden: hidden, using: &generator)
        let optimizer = SGD(model.parameters, learningRate: 1)
        if steps > 0 { train(model, Gate.xor.t, with: optimizer, margin: 0, limit: steps - 1) }
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

  /// Tabulates the units of a trained network 2-2-1, and draws the plane in which the output unit
  /// sees the four inputs.
  private func hiddenUnits(of model: Sequential<Double>, into record: inout RunRecord) throws {
    let (h, y) = (hidden(of: model), output(of: model, corners))
    let p = model.parameters.map(\.value)
    let (W, b, v, c) = (p[0], p[1], p[2], p[3])
    let gates = (0..<2).map { k in Gate.computed(by: (0..<4).map { h[k, $0] }, threshold: 0) }
    let answer = Gate.computed(by: y.scalars, threshold: 0.5)
    record.show(
      "hidden", "A trained 2-2-1",
      columns: [.text("unit")]
        + ["w₁", "w₂", "b", "00", "01", "10", "11"].map { .number($0, "%.2f") }
        + [.text("computes")],
      rows: (0..<2).map { k in
        [
          "h\(k + 1)", W[k, 0], W[k, 1], b[k], h[k, 0], h[k, 1], h[k, 2], h[k, 3],
          gates[k].plainName,
        ]
      } + [["y", v[0, 0], v[0, 1], c[0], y[0, 0], y[0, 1], y[0, 2], y[0, 3], answer.plainName]])
    let maps = (0..<2).map { k in
      DecisionMap { X in tanh(matmul(W.sliced(k..<k + 1), X) + b[k]) }.axes(
        "h_{\(k + 1)} computes \(gates[k].name)", corners: gates[k].outputs, range: -1...1,
        levels: [-0.8, 0, 0.8])
    }
    func side(_ name: String) -> Axis { .linear(name, -1.3...1.3, ticks: .at([-1, 0, 1])) }
    // Inputs that the hidden units do not tell apart go by one label.
    let groups = (0..<4).compactMap { k -> [Int]? in
      let near = (0..<4).filter { abs(h[0, $0] - h[0, k]) + abs(h[1, $0] - h[1, k]) < 0.3 }
      return near[0] == k ? near : nil
    }
    let plane = Axes("the output unit draws one line", x: side("h_{1}"), y: side("h_{2}")) {
      Reference(
        .sloped(slope: -v[0, 0] / v[0, 1], intercept: -c[0] / v[0, 1]), color: .ink, dash: .solid)
      Scatter(x: (0..<4).map { h[0, $0] }, y: (0..<4).map { h[1, $0] }, color: .ink, radius: 4.5)
      Scatter(x: [0, 3].map { h[0, $0] }, y: [0, 3].map { h[1, $0] }, color: .white, radius: 2.5)
      for group in groups {
        Annotation(
          group.map { ["00", "01", "10", "11"][$0] }.joined(separator: ", "), x: h[0, group[0]],
          y: h[1, group[0]], right: h[0, group[0]] > 0 ? -12 - 9 * Double(group.count) : 21)
      }
    }
    let whole = DecisionMap { output(of: model, $0) }.axes(
      "so that together they compute XOR", corners: Gate.xor.outputs, levels: [0.1, 0.5, 0.9])
    try record.draw(
      "hidden.svg",
      Figure(columns: 2, size: Size(width: 460, height: 480), axes: maps + [plane, whole]))
  }

  /// Counts which two gates the hidden units of networks that have learnt XOR compute. A unit and
  /// its negation are as good as each other, so that every gate is taken to give 0 for 00.
  private func countSolutions(into record: inout RunRecord) throws {
    let starts = options.sized(full: 100, quick: 20)
    let counts = try record.result("solutions", within: 0.02) {
      var counts: [String: Int] = [:]
      for start in 0..<starts {
        var generator = generator(start: start)
        let model = network(hidden: 2, using: &generator)
        let optimizer = SGD(model.parameters, learningRate: 1)
        if train(model, Gate.xor.t, with: optimizer, limit: 500) == nil { continue }
        let h = hidden(of: model)
        let names = (0..<2).map { k in
          let values = (0..<4).map { h[k, 0] > 0 ? -h[k, $0] : h[k, $0] }
          return Gate.computed(by: values, threshold: 0).plainName
        }
        counts[names.sorted().joined(separator: " and "), default: 0] += 1
      }
      return counts
    }
    record.show(
      "solutions", "What the hidden units of those that learnt compute",
      columns: [.text("hidden units, up to negation"), .number("networks", "%d")],
      rows: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [$0.key, $0.value] })
  }

  /// The hidden units' values at the four inputs, `[hidden, 4]`.
  private func hidden(of model: Sequential<Double>) -> Tensor<Double> {
    // ANCHOR: hidden
    let s = model.layers[0](corners, .evaluation)
    return model.layers[1](s, .evaluation).value
    // ANCHOR_END: hidden
  }
}

extension Gate {
  /// The name without the markup of labels.
  var plainName: String {
    name.replacing("_{1}", with: "₁").replacing("_{2}", with: "₂")
  }
}
