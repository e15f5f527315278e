// What the hidden units of a trained network compute: two gates that one unit can learn, from which
// a third unit makes the one that it cannot.

import Gradus
import LessonKit
import Plot

extension LogicGates {
  /// Records what the two hidden units of a trained network compute, and draws the plane in which
  /// the output unit sees the four inputs.
  func hiddenUnits(of model: Sequential<Double>, into record: inout RunRecord) throws {
    let h = hidden(of: model)
    let values = model.parameters.map(\.value)
    let (W, b, v, c) = (values[0], values[1], values[2], values[3])
    var table = Table(
      .text("unit"), .number("w₁", "%.2f"), .number("w₂", "%.2f"), .number("b", "%.2f"),
      .number("00", "%.2f"), .number("01", "%.2f"), .number("10", "%.2f"), .number("11", "%.2f"),
      .text("computes"))
    var plots: [Axes] = []
    var names: [String] = []
    for k in 0..<2 {
      let gate = Gate.computed(by: (0..<4).map { h[k, $0] }, threshold: 0)
      names.append(gate.plainName)
      table.add(
        "h\(k + 1)", W[k, 0], W[k, 1], b[k], h[k, 0], h[k, 1], h[k, 2], h[k, 3], gate.plainName)
      let map = DecisionMap { X in
        tanh(matmul(W.sliced(k..<k + 1), X) + b[k])
      }
      plots.append(
        map.axes(
          "h_{\(k + 1)} computes \(gate.name)", corners: gate.outputs, range: -1...1,
          levels: [-0.8, 0, 0.8]))
    }
    let y = output(of: model, corners)
    let answer = Gate.computed(by: y.scalars, threshold: 0.5)
    table.add("y", v[0, 0], v[0, 1], c[0], y[0, 0], y[0, 1], y[0, 2], y[0, 3], answer.plainName)
    record.table("hidden", table)
    print("A trained 2-2-1\n\(table)\n")
    func side(_ name: String) -> Axis { .linear(name, -1.3...1.3, ticks: .at([-1, 0, 1])) }
    let inputs = ["00", "01", "10", "11"]
    // Inputs that the hidden units do not tell apart go by one label.
    let groups = (0..<4).compactMap { k -> [Int]? in
      let near = (0..<4).filter { abs(h[0, $0] - h[0, k]) + abs(h[1, $0] - h[1, k]) < 0.3 }
      return near[0] == k ? near : nil
    }
    let together = groups.filter { $0.count > 1 }.map { $0.map { inputs[$0] } }
    let on = [1, 2].map { Point(x: h[0, $0], y: h[1, $0]) }
    let off = [0, 3].map { Point(x: h[0, $0], y: h[1, $0]) }
    plots.append(
      Axes("the output unit draws one line", x: side("h_{1}"), y: side("h_{2}")) {
        Reference(
          .sloped(slope: -v[0, 0] / v[0, 1], intercept: -c[0] / v[0, 1]), color: .ink, dash: .solid)
        Scatter(x: (on + off).map(\.x), y: (on + off).map(\.y), color: .ink, radius: 4.5)
        Scatter(x: off.map(\.x), y: off.map(\.y), color: .white, radius: 2.5)
        for group in groups {
          let k = group[0]
          Annotation(
            group.map { inputs[$0] }.joined(separator: ", "), x: h[0, k], y: h[1, k],
            right: h[0, k] > 0 ? -12 - 9 * Double(group.count) : 21,
            up: 0)
        }
      })
    try record.draw(
      "hidden.svg", Figure(size: Size(width: 720, height: 270), axes: plots),
      alt: """
        Two maps and a plane. The first hidden unit computes \(names[0]), the second \(names[1]). \
        In the plane of the two, \(together.map { $0.joined(separator: " and ") }.joined()) lie \
        together, and a straight line separates 01 and 10 from 00 and 11.
        """)
  }
}

extension LogicGates {
  /// Counts which two gates the hidden units of networks that have learnt XOR compute. A unit and
  /// its negation are as good as each other, so that every gate is taken to give 0 for 00.
  func countSolutions(into record: inout RunRecord) throws {
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
    var table = Table(.text("hidden units, up to negation"), .number("networks", "%d"))
    for (names, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add(names, count)
    }
    record.table("solutions", table)
    print("What the hidden units of those that learnt compute\n\(table)\n")
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
