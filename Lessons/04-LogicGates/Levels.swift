// What becomes of levels along a chain of gates. A NAND whose other input is 1 is an inverter,
// f(v) = σ(w·v + w + b); two levels survive a long chain of it if f is steeper than −1 where it
// crosses f(v) = v (von Neumann 1956 calls what gates need then restoring organs).

import Gradus
import LessonKit
import Plot

/// A trained NAND and the adders made of it.
private struct Trained: Codable {
  let weights: Weights
  let steps: Int
  /// Of all sums of two bytes, how many are right, and the weakest levels of ones and of zeros.
  let right: Int
  let one, zero: Double
  /// How many are right where a threshold restores the levels.
  let restored: Int
}

extension LogicGates {
  /// Tries adders of NANDs trained for longer and longer; records and draws what their levels do.
  func adder(into record: inout RunRecord) throws {
    let margins = [0.2, 0.15, 0.12, 0.1, 0.03]
    let trained = try record.result("nands") {
      try margins.map { margin in
        let (nand, steps) = try SoftNand.trained(margin: margin)
        let soft = examineBytes(Adder(nand: nand))
        let restored = examineBytes(Adder(nand: SoftNand(unit: nand.unit, restores: true)))
        return Trained(
          weights: Weights(of: nand.unit), steps: steps, right: soft.right, one: soft.one,
          zero: soft.zero, restored: restored.right)
      }
    }
    record.recipe(
      "bytes",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs of NAND", initializer: "zeros",
        rule: "gradient descent, η = 1", batch: "all four", steps: "until the margin is kept"))
    let nands = trained.map { SoftNand(unit: $0.weights.model) }
    let gains = nands.map(gain)
    record.show(
      "bytes", "All 65,536 sums of two bytes",
      columns: [
        .text("NAND trained to"), .number("steps", "%d"), .number("gain", "%.2f"),
        .number("weakest 1", "%.3f"), .number("weakest 0", "%.3f"), .number("right sums", "%'d"),
        .number("restored", "%'d"),
      ],
      rows: trained.enumerated().map { k, trained in
        [
          "\(1 - margins[k], "%.2f")", trained.steps, gains[k], trained.one, trained.zero,
          trained.right, trained.restored,
        ]
      })
    record.claim(
      "bytes.gain",
      "of the gates that are not restored those with a gain below 1 get less than one "
        + "sum in a hundred right, and those with a gain above 1 more than half",
      zip(trained, gains).allSatisfy { $1 > 1 ? $0.right > 32768 : $0.right < 655 })
    record.claim(
      "bytes.restored", "with thresholds every one of the gates adds all bytes rightly",
      trained.allSatisfy { $0.restored == 65536 })
    let good = nands[nands.count - 1]
    let (w, b) = (good.unit.parameters[0].value, good.unit.parameters[1].value)
    record.numbers(["nand.w1": w[0, 0], "nand.w2": w[0, 1], "nand.b": b[0]])
    record.number("nand.critical", sigmoid(Tensor<Double>(2)).scalar, agreement: .quick())
    try record.draw(
      "adder.svg",
      Figure(size: Size(width: 520, height: 215)) {
        Axes(x: .hidden, y: .hidden, naming: .none) { Circuit() }
      })
    truthTable(good, into: &record)
    addition(good, into: &record)
    try drawLevels([("0.80", nands[0]), ("0.90", nands[3]), ("0.97", good)], into: &record)
  }

  /// How steep the inverter is where it crosses f(v) = v: |f′(v)| = |w|·v·(1 − v).
  func gain(of nand: SoftNand) -> Double {
    let w = nand.unit.parameters[0].value[0, 0]
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let v = (low + high) / 2
      if invert(nand, v) > v { low = v } else { high = v }
    }
    return abs(w) * low * (1 - low)
  }

  private func invert(_ nand: SoftNand, _ v: Double) -> Double {
    nand(Tensor([[v]]), Tensor([[1]])).scalar
  }

  /// Records what the nine gates make of three bits.
  private func truthTable(_ nand: SoftNand, into record: inout RunRecord) {
    let inputs = bits(Array(0..<8), 3)
    let (sum, carry) = Adder(nand: nand).sum(inputs[2], inputs[1], carry: inputs[0])
    record.show(
      "full-adder", "Nine trained NANDs",
      columns: [
        .number("a", "%d"), .number("b", "%d"), .number("c", "%d"), .number("sum", "%d"),
        .number("level", "%.3f"), .number("carry", "%d"), .number("level of carry", "%.3f"),
      ],
      rows: (0..<8).map { k in
        let (a, b, c) = (k >> 2, k >> 1 & 1, k & 1)
        return [a, b, c, (a + b + c) % 2, sum[0, k], (a + b + c) / 2, carry[0, k]]
      })
  }

  /// Records one addition with all its levels.
  private func addition(_ nand: SoftNand, into record: inout RunRecord) {
    let (a, b) = (173, 90)
    let sum = Adder(nand: nand).sum(bits([a], 8), bits([b], 8)).map(\.scalar)
    func line(_ name: String, _ cells: [String], _ value: Int) -> String {
      let row = cells.reversed().map { String(repeating: " ", count: 6 - $0.count) + $0 }.joined()
      return name + row + "   \(value)"
    }
    let read = sum.enumerated().map { $1 > 0.5 ? 1 << $0 : 0 }.reduce(0, +)
    let text = [
      line("a  ", (0..<9).map { "\(a >> $0 & 1)" }, a),
      line("b  ", (0..<9).map { "\(b >> $0 & 1)" }, b),
      line("sum", sum.map { "\($0, "%.3f")" }, read),
    ].joined(separator: "\n")
    record.output("addition", text)
    print("\(text)\n")
  }

  /// Draws levels along a chain of inverters, and the carry of 255 + 1 along the bits; records where
  /// those of the last gate settle.
  private func drawLevels(
    _ nands: [(name: String, nand: SoftNand)], into record: inout RunRecord
  ) throws {
    let colors: [Color] = [.vermilion, .orange, .blue]
    func chain(_ nand: SoftNand, from start: Double) -> [Double] {
      (0..<40).reduce(into: [start]) { levels, _ in
        levels.append(invert(nand, levels[levels.count - 1]))
      }
    }
    func carries(_ nand: SoftNand) -> [Double] {
      let (one, zero) = (Tensor<Double>([[1]]), Tensor<Double>([[0]]))
      return (0..<8).reduce(into: [zero]) { carries, place in
        let carry = carries[carries.count - 1]
        carries.append(Adder(nand: nand).sum(one, place == 0 ? one : zero, carry: carry).carry)
      }.dropFirst().map(\.scalar)
    }
    let (forgetful, good) = (nands[0].nand, nands[2].nand)
    record.numbers([
      "chain.forgets": chain(forgetful, from: 1)[40], "chain.one": chain(good, from: 1)[40],
      "chain.zero": chain(good, from: 0)[40],
    ])
    let even = Array(stride(from: 0, through: 40, by: 2))
    let figure = Figure(columns: 1, size: Size(width: 440, height: 480)) {
      Axes("A chain of NANDs, one input at 1", x: "gates passed", y: .linear("level", 0...1)) {
        for ((name, nand), color) in zip(nands, colors) {
          for start in [1.0, 0] {
            let levels = chain(nand, from: start)
            Line(
              x: even.map(Double.init), y: even.map { levels[$0] },
              label: start == 1 ? name : nil, color: color)
          }
        }
      }
      Axes("The carry of 255 + 1", x: "bits passed", y: .linear("level", 0...1)) {
        for ((name, nand), color) in zip(nands, colors) {
          Line(y: carries(nand), startingAt: 1, label: name, color: color)
        }
      }
    }
    try record.draw("levels.svg", figure)
  }
}
